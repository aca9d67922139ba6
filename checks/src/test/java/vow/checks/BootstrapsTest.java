package vow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/Bootstraps.java} rewrites answers as before. */
class BootstrapsTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final String PROGRAM =
      """
      import java.util.List;
      sealed interface Shape {
        record Dot() implements Shape {}
        record Line(int a, long b, double c, float d, boolean e, char f, byte g, short h, String i,
            int[] j) implements Shape {}
        default String name(Object guard) {
          return switch (this) {
            case Line(int a, long b, double c, float d, boolean e, char f, byte g, short h,
                String i, int[] j) when guard == null -> "unguarded " + i;
            case Line line when guard.equals(line) -> "equal";
            case Line line -> "line";
            case Dot _ -> "dot";
          };
        }
        static Line line(double c, String i, int[] j) {
          return new Line(1, 1L << 40, c, 2.5f, true, 'f', (byte) 7, (short) 8, i, j);
        }
        static String mixed(Object o) {
          return switch (o) {
            case null -> "null";
            case String s when s.isEmpty() -> "empty";
            case String text -> word(text);
            case Integer _, Long _ -> "whole";
            case Dot dot -> dot.name("");
            default -> "other";
          };
        }
        static String word(String text) {
          return switch (text) {
            case "fixed" -> "fixed";
            case String t when t.length() > 9 -> "long";
            case String _ -> "text";
          };
        }
        static void main(String[] args) {
          int[] j = {1};
          var one = line(Double.NaN, "i", j);
          var same = line(Double.NaN, "i", j);
          for (var other : new Object[] {one, same, line(0.0, "i", j), line(-0.0, "i", j),
              line(Double.NaN, null, j), line(Double.NaN, "i", null), new Dot(), null, "x"}) {
            System.out.println(one.equals(other) + " " + one.name(other));
          }
          System.out.println(line(0.0, null, null).hashCode() + " " + line(1.5, "i", null).hashCode());
          System.out.println(new Dot().hashCode() + " " + new Dot().equals(new Dot()) + new Dot());
          for (var o : new Object[] {null, "", "fixed", "x", 1, 2L, new Dot(), 'c'}) {
            System.out.println(mixed(o));
          }
          try {
            ((Shape) null).name("");
          } catch (NullPointerException e) {
            System.out.println("nothing");
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void answersAsBefore() throws Exception {
    var jar = jar();
    var before = run("-cp", jar.toString(), "Shape");

    run(TOP.resolve("scripts/Bootstraps.java").toString(), jar.getParent().toString());

    assertThat(run("-cp", jar.toString(), "-Xverify:all", "Shape"))
        .isEqualTo(before)
        .contains("unguarded i", "equal", "nothing");
    assertThat(made(jar)).isEqualTo(1).isLessThan(made(jar(folder.resolve("again"))));
  }

  /** How many switches and records' methods are made at run time. */
  private long made(Path jar) {
    var text = new StringWriter();
    tool(
        "javap", text, "-c", "-p", "-v", "-cp", jar.toString(), "Shape", "Shape$Line", "Shape$Dot");
    return text.toString()
        .lines()
        .filter(line -> line.contains("invokedynamic"))
        .filter(line -> line.matches(".*:(typeSwitch|equals|hashCode):.*"))
        .count();
  }

  private Path jar() throws IOException {
    return jar(folder);
  }

  private static Path jar(Path folder) throws IOException {
    var source = folder.resolve("Shape.java");
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(source, PROGRAM);
    var classes = folder.resolve("classes").toString();
    var jar = folder.resolve("lib/vow-shape.jar");
    tool("javac", new StringWriter(), "-d", classes, source.toString());
    tool("jar", new StringWriter(), "-cf", jar.toString(), "-C", classes, ".");
    return jar;
  }

  private static void tool(String name, StringWriter out, String... arguments) {
    var to = new PrintWriter(out);
    assertThat(ToolProvider.findFirst(name).orElseThrow().run(to, to, arguments))
        .as(out::toString)
        .isZero();
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(JAVA));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }
}
