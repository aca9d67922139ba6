package vow.language.function;

import java.util.List;
import java.util.Map;

/**
 * The files that functions may read: those below the policy's folder. Whoever implements it notes
 * what was asked for, so that it is watched. Paths are relative to the folder, with {@code /},
 * normal (no {@code .} or {@code ..}).
 */
public interface FunctionFiles {
  /** No files. */
  FunctionFiles NONE = in("/", Map.of());

  /** What became of reading. */
  sealed interface Reading {}

  /** What the file holds. Compares by identity. */
  final class Content implements Reading {
    private final byte[] bytes;

    /** The bytes are not copied: nobody may write into them any more. */
    public Content(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes;
    }
  }

  /** There is no such file. */
  record Missing() implements Reading {}

  /** It cannot be read: why, as a clause. */
  record Refused(String why) implements Reading {}

  /** The policy's folder, absolute. */
  String folder();

  Reading read(String path);

  /**
   * The regular files below a folder, however deep: their paths, in any order. Nothing when there
   * is no such folder.
   *
   * @param folder relative; empty for the policy's folder itself
   */
  List<String> list(String folder);

  /** Files in memory, by path. */
  static FunctionFiles in(String folder, Map<String, byte[]> files) {
    return new FilesInMemory(folder, files);
  }
}
