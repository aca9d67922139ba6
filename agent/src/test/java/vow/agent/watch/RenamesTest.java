package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.agent.watch.PathEvent.Change.APPEARED;
import static vow.agent.watch.PathEvent.Change.CONTENT;
import static vow.agent.watch.PathEvent.Change.VANISHED;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of all kinds of rename, and what each means for the kept file {@code in/kept}. */
class RenamesTest {
  private static final String EXCHANGE =
      "exchange() { python3 -c 'import ctypes, sys; libc = ctypes.CDLL(None);"
          + " sys.exit(libc.renameat2(-100, sys.argv[1].encode(), -100, sys.argv[2].encode(), 2))'"
          + " \"$1\" \"$2\"; }; ";

  /** What is to be told of it. */
  record Row(String what, String script, PathEvent.Change change, boolean finished) {
    @Override
    public String toString() {
      return what;
    }
  }

  @TempDir Path folder;

  private static final Row[] TABLE = {
    new Row("a file of the directory over it", "mv in/other in/kept", APPEARED, true),
    new Row("a file from elsewhere over it", "mv out/file in/kept", APPEARED, true),
    new Row("away in the directory", "mv in/kept in/away", VANISHED, true),
    new Row("away to elsewhere", "mv in/kept out/away", VANISHED, true),
    new Row("away and back", "mv in/kept away; mv away in/kept", APPEARED, true),
    new Row("away, and another in", "mv in/kept away; mv out/file in/kept", APPEARED, true),
    new Row("a symbolic link over it", "ln -s x l; mv l in/kept", APPEARED, true),
    new Row("a directory in its place", "rm in/kept; mv out in/kept", APPEARED, true),
    new Row("exchange with a neighbour", EXCHANGE + "exchange in/kept in/other", APPEARED, true),
    new Row("exchange with a stranger", EXCHANGE + "exchange out/file in/kept", APPEARED, true),
    new Row("exchange of directories", EXCHANGE + "exchange in out", VANISHED, true),
    new Row("the directory away", "mv in gone", VANISHED, true),
    new Row("another directory over it", "rm -r in; mkdir n; : > n/kept; mv n in", APPEARED, false),
    new Row("a file over an empty place", "rm in/kept; mv -n out/file in/kept", APPEARED, true),
  };

  static Stream<Arguments> table() {
    return Arrays.stream(Mechanism.values())
        .flatMap(by -> Arrays.stream(TABLE).map(row -> Arguments.of(by, row)));
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("table")
  void isTold(Mechanism mechanism, Row row) throws Exception {
    fill();
    try (var scene = new Scene(folder, mechanism).watching("in/kept")) {
      Told.only(scene.after(row.script()), scene.path("in/kept"), row.change(), row.finished());

      scene.after("rm -rf in/kept; mkdir -p in; echo x > in/kept");
      Told.only(scene.after("echo y > in/kept"), scene.path("in/kept"), CONTENT, true);
    }
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void betweenTwoNamesOfOneFileDoesNothing(Mechanism mechanism) throws Exception {
    fill();
    try (var scene = new Scene(folder, mechanism).watching("in/kept")) {
      scene.after("ln in/kept in/second");

      assertThat(scene.after("python3 -c 'import os; os.rename(\"in/second\", \"in/kept\")'"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void ofTheDirectoryAwayAndBackAtOnceChangesNothing(Mechanism mechanism) throws Exception {
    fill();
    try (var scene = new Scene(folder, mechanism).watching("in/kept")) {
      assertThat(scene.after("mv in gone; mv gone in")).isEmpty();
      Told.only(
          scene.after("mv in gone; echo x > gone/kept; mv gone in"),
          scene.path("in/kept"),
          CONTENT,
          true);
    }
  }

  @ParameterizedTest
  @MethodSource("mechanisms")
  void ofNeighboursIsNotTold(Mechanism mechanism) throws Exception {
    fill();
    try (var scene = new Scene(folder, mechanism).watching("in/kept")) {
      assertThat(scene.after("mv in/other in/third; mv in/third out/; mv out/file in/; mv out o"))
          .isEmpty();
    }
  }

  static Stream<Mechanism> mechanisms() {
    return Arrays.stream(Mechanism.values());
  }

  private void fill() throws Exception {
    Scene.write(folder.resolve("in/kept"), "right\n");
    Scene.write(folder.resolve("in/other"), "other\n");
    Scene.write(folder.resolve("out/file"), "file\n");
  }
}
