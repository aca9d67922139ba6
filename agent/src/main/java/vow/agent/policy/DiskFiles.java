package vow.agent.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vow.language.function.FunctionFiles;

/** The files below a policy's folder on disk; symbolic links may not lead out of it. */
final class DiskFiles implements FunctionFiles {
  /** Largest file that a policy may read, in bytes. */
  static final long MAX_BYTES = 256L << 20;

  /** Most files of one listing. */
  static final int MAX_LISTED = 100_000;

  private final Path folder;

  DiskFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public String folder() {
    return folder.toString();
  }

  @Override
  public Reading read(String path) {
    try {
      var real = folder.resolve(path).toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        return new Refused("it lies outside of the policy's folder");
      }
      if (!Files.isRegularFile(real)) {
        return new Refused("it is not a regular file");
      }
      if (Files.size(real) > MAX_BYTES) {
        return new Refused("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      return new Content(Files.readAllBytes(real));
    } catch (NoSuchFileException _) {
      return new Missing();
    } catch (IOException e) {
      return new Refused(vow.agent.report.Refused.reason(e));
    }
  }

  @Override
  public List<String> list(String subfolder) {
    try (Stream<Path> all = Files.walk(folder.resolve(subfolder))) {
      return all.filter(Files::isRegularFile)
          .limit(MAX_LISTED)
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
