package vow.language.function;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/** Paths of files below the policy's folder. */
final class PolicyPaths {
  private PolicyPaths() {}

  /** The bytes of a file, or a refusal that blames the first argument. */
  static byte[] read(FunctionFiles files, String path) {
    return switch (files.read(relative(files, path))) {
      case FunctionFiles.Content content -> content.bytes();
      case FunctionFiles.Missing _ ->
          throw new Refusal(0, "names no file below the policy's folder, " + files.folder());
      case FunctionFiles.Refused refused ->
          throw new Refusal(0, "names a file that cannot be read: " + refused.why());
    };
  }

  /** The path without {@code .} and {@code ..}, relative to the policy's folder. */
  static String relative(FunctionFiles files, String path) {
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw new Refusal(0, "is not a path");
    }
    var parts = normal(path);
    if (path.startsWith("/")) {
      var folder = normal(files.folder());
      if (parts.size() < folder.size() || !parts.subList(0, folder.size()).equals(folder)) {
        throw outside(files);
      }
      parts = parts.subList(folder.size(), parts.size());
    }
    if (parts.contains("..")) {
      throw outside(files);
    }
    return String.join("/", parts);
  }

  private static Refusal outside(FunctionFiles files) {
    return new Refusal(
        0, "is outside of the policy's folder, " + files.folder() + ", where files can be read");
  }

  /** The parts of a path; {@code ..} only at the start of a relative one. */
  static List<String> normal(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : Arrays.asList(path.split("/", -1))) {
      var isUp = part.equals("..");
      if (isUp && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(isUp && path.startsWith("/"))) {
        parts.addLast(part);
      }
    }
    return List.copyOf(parts);
  }
}
