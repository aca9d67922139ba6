package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the program as the first run of these tests left them (JEP 350), so that the
 * hundreds of processes that tests start do not each read and verify them: a third of the CPU of a
 * short run. Java compares it with the jars, and does without where it does not fit.
 */
final class ClassArchive {
  private static final String POLICY = "file \"/etc/a\" {\n  content = \"a\"\n}\n";

  /** The options that use it. Java says that it is not all that it could be, which is no news. */
  static final List<String> OPTIONS = make();

  private ClassArchive() {}

  private static List<String> make() {
    try {
      var folder = Files.createTempDirectory("vow-classes");
      var archive = folder.resolve("vow.jsa");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      var policy = Files.writeString(folder.resolve("a.hcl"), POLICY).toString();
      var root = folder.resolve("root").toString();
      var words = List.of("keep", "--once", policy, "--root", root);
      var command = Vow.command(List.of("-XX:ArchiveClassesAtExit=" + archive), words);
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      process.waitFor();
      return Files.exists(archive)
          ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-Xlog:aot*=off")
          : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (var path : new ArrayList<>(all.toList()).reversed()) {
        Files.delete(path);
      }
    } catch (IOException _) {
      // It is in the folder for what may go.
    }
  }
}
