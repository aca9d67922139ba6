package vow.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file under {@code src/test/resources}. With {@code -Dgolden=update} the file
 * is rewritten instead: look at the difference in version control before you commit it.
 */
public final class Golden {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private Golden() {}

  /**
   * Fails unless {@code actual} is exactly what the file holds.
   *
   * @param name the file's path below {@code src/test/resources} of the module under test
   */
  public static void check(String name, String actual) {
    var file = RESOURCES.resolve(name).normalize();
    try {
      if ("update".equals(System.getProperty("golden"))) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
        return;
      }
      var expected = Files.exists(file) ? Files.readString(file) : "";
      if (!expected.equals(actual)) {
        throw new AssertionError(
            file
                + " differs (rewrite with -Dgolden=update)\n--- expected\n"
                + expected
                + "\n--- actual\n"
                + actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
