package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.kind.Kind;

/**
 * Any small tree and any promise about it: looking changes nothing, a repair keeps the promise or
 * changes nothing, and undo brings back every content, mode, owner, link and attribute.
 */
final class KeeperProperties {
  private static final List<String> PATHS =
      List.of("/a", "/d", "/d/a", "/d/e", "/d/e/a", "/x/y/a", "/l", "/l/a");
  private static final List<String> TEXTS = List.of("", "a", "a\n", "a\nb\n", "b\na", "\0\u00ff");
  private static final List<String> MODES = List.of("0600", "0644", "0755", "4711", "2750");

  @TempDir Path folder;

  /** Root, because its modes can make a folder that nobody else may look into. */
  @ParameterizedTest
  @Tag("root")
  @MethodSource("vow.testkit.Seeds#seeds")
  void keepsOrLeavesAndUndoes(long seed) throws IOException {
    var random = new Random(seed);
    try (var scene = new Scene(folder.resolve(Long.toHexString(seed)))) {
      populate(scene, random);
      for (int i = 0; i < 4; i++) {
        check(scene, kind(random));
      }
    }
  }

  private static void check(Scene scene, Kind kind) throws IOException {
    var before = snapshot(scene.root);
    var assessment = scene.assess(kind);
    assertThat(snapshot(scene.root)).as("assessed %s", kind).isEqualTo(before);

    var repair = Keepers.of(kind).repair(Change.of(""), scene.site());
    if (!(repair instanceof Repair.Done done)) {
      assertThat(snapshot(scene.root)).as("%s of %s", repair, kind).isEqualTo(before);
      assertThat(assessment).as("%s", kind).isInstanceOf(Assessment.Unkeepable.class);
      return;
    }
    assertThat(scene.assess(kind)).as("repaired %s", kind).isInstanceOf(Assessment.Kept.class);
    if (assessment instanceof Assessment.Kept) {
      assertThat(snapshot(scene.root)).as("kept %s", kind).isEqualTo(before);
      return;
    }
    var after = snapshot(scene.root);
    assertThat(scene.undo(kind, done)).as("undo of %s", kind).isInstanceOf(Repair.Done.class);
    assertThat(snapshot(scene.root)).as("undone %s", kind).isEqualTo(before);
    assertThat(scene.repair(kind)).isInstanceOf(Repair.Done.class);
    assertThat(snapshot(scene.root)).as("done again %s", kind).isEqualTo(after);
  }

  private static void populate(Scene scene, Random random) throws IOException {
    Files.createDirectories(scene.at("/d/e"));
    if (random.nextBoolean()) {
      Files.createSymbolicLink(scene.at("/l"), Path.of(random.nextBoolean() ? "/d" : "a"));
    }
    for (var path : List.of("/a", "/d/a", "/d/e/a")) {
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> Files.createSymbolicLink(scene.at(path), Path.of("nowhere"));
        case 2 -> Files.createDirectory(scene.at(path));
        default -> file(scene, path, random);
      }
    }
  }

  private static void file(Scene scene, String path, Random random) throws IOException {
    scene.write(path, pick(TEXTS, random));
    Files.setAttribute(scene.at(path), "unix:mode", Integer.parseInt(pick(MODES, random), 8));
    if (random.nextBoolean()) {
      Files.getFileAttributeView(scene.at(path), UserDefinedFileAttributeView.class)
          .write("note", ByteBuffer.wrap(new byte[] {(byte) random.nextInt(100)}));
    }
  }

  private static Kind kind(Random random) {
    var values = new HashMap<String, Object>();
    values.put("path", pick(PATHS, random));
    boolean absent = random.nextInt(5) == 0;
    if (absent) {
      values.put("absent", true);
    }
    var name = pick(List.of("file", "file", "directory", "link", "line", "block"), random);
    switch (name) {
      case "file" -> file(values, absent, random);
      case "directory" -> directory(values, random);
      case "link" -> link(values, absent, random);
      default -> part(values, name, random);
    }
    return Scene.kind(name, values);
  }

  private static void file(Map<String, Object> values, boolean absent, Random random) {
    values.put("force", random.nextBoolean());
    if (absent) {
      return;
    }
    if (random.nextInt(4) > 0) {
      values.put("content", pick(TEXTS, random));
    }
    dress(values, random);
  }

  private static void directory(Map<String, Object> values, Random random) {
    dress(values, random);
    values.put("recursive", random.nextInt(3) == 0);
    values.put("purge", random.nextInt(3) == 0);
  }

  private static void link(Map<String, Object> values, boolean absent, Random random) {
    values.put("force", random.nextBoolean());
    if (!absent) {
      values.put("target", pick(List.of("a", "/d", "nowhere"), random));
    }
  }

  private static void part(Map<String, Object> values, String kind, Random random) {
    values.put("name", "it");
    values.put("create", random.nextBoolean());
    values.put(kind.equals("line") ? "line" : "content", pick(List.of("a", "b", "c"), random));
  }

  private static void dress(Map<String, Object> values, Random random) {
    values.put("parents", random.nextBoolean());
    if (random.nextBoolean()) {
      values.put("mode", pick(MODES, random));
    }
    if (random.nextInt(4) == 0 && ProcessHandle.current().info().user().orElse("").equals("root")) {
      values.put("owner", Integer.toString(random.nextInt(3)));
    }
  }

  /** Every path with all that a promise could change. */
  private static Map<String, String> snapshot(Path root) throws IOException {
    var result = new TreeMap<String, String>();
    try (var all = Files.walk(root)) {
      for (var path : all.toList()) {
        var what = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        var text = new StringBuilder(new TreeMap<>(what).toString());
        if (Files.isSymbolicLink(path)) {
          text.append(" -> ").append(Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path)) {
          text.append(' ').append(Files.readString(path)).append(attributes(path));
        }
        result.put(root.relativize(path).toString(), text.toString());
      }
    }
    return result;
  }

  private static String attributes(Path path) throws IOException {
    var view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    var text = new StringBuilder();
    for (var name : view.list()) {
      var value = ByteBuffer.allocate(8);
      view.read(name, value);
      text.append(' ').append(name).append('=').append(value.get(0));
    }
    return text.toString();
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
