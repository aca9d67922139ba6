package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vow.agent.watch.PathEvent.Change.APPEARED;
import static vow.agent.watch.PathEvent.Change.CONTENT;
import static vow.agent.watch.PathEvent.Change.METADATA;
import static vow.agent.watch.PathEvent.Change.OVERFLOW;
import static vow.agent.watch.PathEvent.Change.VANISHED;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vow.linux.ProcFile;
import vow.model.Watch;

/** Directories with their entries, and whole trees. */
class ScopesTest {
  @TempDir(factory = InMemory.class)
  Path folder;

  @BeforeEach
  void fill() throws Exception {
    Scene.write(folder.resolve("top/a"), "a\n");
    Scene.write(folder.resolve("top/sub/deep/b"), "b\n");
  }

  @ParameterizedTest
  @EnumSource
  void entriesComeAndGo(Mechanism mechanism) {
    try (var scene = entries(mechanism)) {
      told(scene, "echo > top/new").containsExactly(tuple(scene.path("top/new"), APPEARED));
      told(scene, "rm top/new").containsExactly(tuple(scene.path("top/new"), VANISHED));
      told(scene, "mv top/a top/c")
          .containsExactlyInAnyOrder(
              tuple(scene.path("top/a"), VANISHED), tuple(scene.path("top/c"), APPEARED));
      told(scene, "mkdir top/more").containsExactly(tuple(scene.path("top/more"), APPEARED));
      told(scene, "chmod 700 top").containsExactly(tuple(scene.path("top"), METADATA));
      told(scene, "echo x > top/c; chmod 600 top/c; echo x > top/sub/new").isEmpty();
      told(scene, "mv top away").containsExactly(tuple(scene.path("top"), VANISHED));
      told(scene, "mkdir top").containsExactly(tuple(scene.path("top"), APPEARED));
      told(scene, "echo > top/new").containsExactly(tuple(scene.path("top/new"), APPEARED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void treesAreSeenWhole(Mechanism mechanism) {
    try (var scene = tree(mechanism)) {
      told(scene, "echo x > top/sub/deep/b")
          .containsExactly(tuple(scene.path("top/sub/deep/b"), CONTENT));
      told(scene, "chmod 600 top/a").containsExactly(tuple(scene.path("top/a"), METADATA));
      told(scene, "chmod 700 top/sub").containsExactly(tuple(scene.path("top/sub"), METADATA));
      told(scene, "rm top/sub/deep/b")
          .containsExactly(tuple(scene.path("top/sub/deep/b"), VANISHED));
      told(scene, "rm -r top/sub").contains(tuple(scene.path("top/sub"), VANISHED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void newBranchesAreTakenIn(Mechanism mechanism) {
    try (var scene = tree(mechanism)) {
      told(scene, "mkdir -p top/x/y; echo > top/x/y/z")
          .contains(
              tuple(scene.path("top/x"), APPEARED),
              tuple(scene.path("top/x/y"), APPEARED),
              tuple(scene.path("top/x/y/z"), APPEARED));
      told(scene, "echo x > top/x/y/z").containsExactly(tuple(scene.path("top/x/y/z"), CONTENT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void movedBranchesAreLetGo(Mechanism mechanism) {
    try (var scene = tree(mechanism)) {
      told(scene, "mv top/sub away").contains(tuple(scene.path("top/sub"), VANISHED));
      told(scene, "echo x > away/deep/b").isEmpty();
      assertThat(scene.isQuiet()).isTrue();
      told(scene, "mv away top/back")
          .contains(
              tuple(scene.path("top/back"), APPEARED),
              tuple(scene.path("top/back/deep/b"), APPEARED));
      told(scene, "echo x > top/back/deep/b")
          .containsExactly(tuple(scene.path("top/back/deep/b"), CONTENT));
      told(scene, "mv top/back top/sub; echo y > top/sub/deep/b")
          .contains(tuple(scene.path("top/back"), VANISHED))
          .contains(tuple(scene.path("top/sub/deep/b"), APPEARED));
      told(scene, "echo z > top/sub/deep/b")
          .containsExactly(tuple(scene.path("top/sub/deep/b"), CONTENT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTreeThatComesLater(Mechanism mechanism) {
    try (var scene =
        new Scene(folder, mechanism).watching(new Watch(folder + "/later/top", Watch.Scope.TREE))) {
      told(scene, "mkdir later").containsExactly(tuple(scene.path("later/top"), VANISHED));
      told(scene, "mv top later/top").contains(tuple(scene.path("later/top"), APPEARED));
      told(scene, "echo x > later/top/sub/deep/b")
          .containsExactly(tuple(scene.path("later/top/sub/deep/b"), CONTENT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lostEventsAreOneEvent(Mechanism mechanism) {
    // Not by Files, which reads byte by byte what the kernel gives only once.
    var limit = ProcFile.read("/proc/sys/fs/inotify/max_queued_events").orElseThrow().strip();
    try (var scene = entries(mechanism).watching("kept")) {
      scene.run(
          "i=0; while [ $i -le "
              + limit
              + " ]; do : > top/n$i; i=$((i+1)); done; rm -r top; echo > kept");

      var heard = scene.heard();

      assertThat(heard).extracting(PathEvent::change).containsOnly(OVERFLOW).hasSize(1);
      Told.only(scene.after("echo x > kept"), scene.path("kept"), CONTENT, true);
      told(scene, "mkdir top").containsExactly(tuple(scene.path("top"), APPEARED));
    }
  }

  private Scene entries(Mechanism mechanism) {
    return new Scene(folder, mechanism).watching(new Watch(folder + "/top", Watch.Scope.ENTRIES));
  }

  private Scene tree(Mechanism mechanism) {
    return new Scene(folder, mechanism).watching(new Watch(folder + "/top", Watch.Scope.TREE));
  }

  private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> told(
      Scene scene, String script) {
    return assertThat(scene.after(script)).extracting(PathEvent::path, PathEvent::change);
  }
}
