package vow.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The classes of the program as one run of it left them (JEP 483), so that the hundreds of
 * processes that tests start do not each read, verify and link them: half of the CPU of a short
 * run. It holds only what comes from jars, so what was just compiled is packed first.
 */
final class ClassArchive {
  private static final String POLICY = "file \"/etc/a\" {\n  content = \"a\"\n}\n";
  private static final ToolProvider JAR = ToolProvider.findFirst("jar").orElseThrow();

  /** The one of these tests. */
  static final ClassArchive OURS = make();

  private final List<String> options;
  private final List<String> modules;

  private ClassArchive(List<String> options, List<String> modules) {
    this.options = options;
    this.modules = modules;
  }

  /** The options that use it. */
  List<String> options() {
    return options;
  }

  /** Where the program's modules are. */
  String modulePath() {
    return String.join(File.pathSeparator, modules);
  }

  private static ClassArchive make() {
    try {
      var folder = Files.createTempDirectory("vow-classes");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      var jars = jars(folder);
      var archive = folder.resolve("vow.aot");
      var policy = Files.writeString(folder.resolve("a.hcl"), POLICY).toString();
      var root = folder.resolve("root").toString();
      var made = new ClassArchive(List.of("-XX:AOTCacheOutput=" + archive), jars);
      var process =
          new ProcessBuilder(Vow.command(made, List.of("keep", "--once", policy, "--root", root)))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      if (process.waitFor() != 0 || !Files.exists(archive)) {
        throw new AssertionError(Files.readString(folder.resolve("said")));
      }
      var use = List.of("-XX:AOTCache=" + archive, "-Xlog:cds*=off", "-Xlog:aot*=off");
      return new ClassArchive(use, jars);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The modules of the program, each a jar. */
  private static List<String> jars(Path folder) {
    var jars = new ArrayList<String>();
    for (var place : System.getProperty("jdk.module.path", "").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(place))) {
        var jar = folder.resolve(jars.size() + ".jar").toString();
        var silent = new PrintWriter(Writer.nullWriter());
        JAR.run(silent, silent, "--create", "--no-compress", "--file", jar, "-C", place, ".");
        jars.add(jar);
      } else if (!place.isEmpty()) {
        jars.add(place);
      }
    }
    return jars;
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
