package vow.agent.service;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Logs of services that there are no more: they are kept, since people look into them afterwards,
 * but only so many bytes of them; the oldest go first.
 */
final class OldLogs {
  private static final String PIPE = ".pipe";

  private record Old(Path file, long bytes, long sinceMs) {}

  private OldLogs() {}

  /**
   * Removes what is too much, and folders in which nothing is left.
   *
   * @param logs the folder of all logs, each in one that has its service's name
   * @param isOurs whether there is a service of that name
   */
  static void trim(Path logs, Predicate<String> isOurs, long most) throws IOException {
    if (!Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var old = new ArrayList<Old>();
    var folders = list(logs, it -> !isOurs.test(it.getFileName().toString()));
    for (var folder : folders) {
      for (var file : list(folder, it -> !it.endsWith(PIPE))) {
        var time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        old.add(new Old(file, Files.size(file), time.toMillis()));
      }
    }
    old.sort(Comparator.comparingLong(Old::sinceMs).thenComparing(Old::file));
    long bytes = old.stream().mapToLong(Old::bytes).sum();
    for (var each : old) {
      if (bytes > most) {
        Files.deleteIfExists(each.file());
        bytes -= each.bytes();
      }
    }
    for (var folder : folders) {
      if (list(folder, it -> !it.endsWith(PIPE)).isEmpty()) {
        Files.deleteIfExists(folder.resolve(PIPE));
        Files.deleteIfExists(folder);
      }
    }
  }

  private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter)
      throws IOException {
    var paths = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder, filter)) {
      entries.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return paths;
  }
}
