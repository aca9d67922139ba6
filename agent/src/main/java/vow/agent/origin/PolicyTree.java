package vow.agent.origin;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import vow.model.Hash;

/** The files of a policy folder. */
final class PolicyTree {
  /** A policy that comes from elsewhere has not more files. */
  static final int FILES_MAX = 20_000;

  private PolicyTree() {}

  /**
   * The digests of all files below a folder, by path relative to it; of a symbolic link, of its
   * text. Our own note is left out.
   */
  static Map<String, String> digests(Path folder) throws IOException {
    var digests = new TreeMap<String, String>();
    if (!Files.isDirectory(folder)) {
      return digests;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var name = folder.relativize(file).toString();
            if (digests.size() == FILES_MAX) {
              throw new IOException(folder + " holds more than " + FILES_MAX + " files");
            }
            if (attributes.isSymbolicLink()) {
              digests.put(name, Hash.of("link " + Files.readSymbolicLink(file)).hex());
            } else if (attributes.isRegularFile() && !name.equals(Provenance.FILE)) {
              digests.put(name, Hash.of(Files.readAllBytes(file)).hex());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return digests;
  }
}
