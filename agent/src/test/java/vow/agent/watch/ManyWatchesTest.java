package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vow.model.Watch;

class ManyWatchesTest {
  private static final int FOLDERS = 100;
  private static final int FILES = 100;

  /** Far above what it takes, so that a busy machine does not fail it. */
  private static final long BOUND_MS = 5_000;

  /** In memory: the many files are not what is measured. */
  @TempDir(factory = InMemory.class)
  Path folder;

  @ParameterizedTest
  @EnumSource
  void tenThousandAreQuickAndExact(Mechanism mechanism) throws Exception {
    var watches = fill();
    try (var scene = new Scene(folder, mechanism)) {
      long start = System.nanoTime();
      scene.watcher.watch(Side.KEPT, watches);
      long firstMs = (System.nanoTime() - start) / 1_000_000;

      var changed = new HashSet<>(watches);
      changed.remove(Watch.self(scene.path("d7/f7")));
      changed.add(Watch.self(scene.path("d7/new")));
      start = System.nanoTime();
      scene.watcher.watch(Side.KEPT, changed);
      long swapMs = (System.nanoTime() - start) / 1_000_000;

      System.out.println(
          mechanism + ": 10,000 watches in " + firstMs + " ms, a swap in " + swapMs + " ms");
      assertThat(firstMs).isLessThan(BOUND_MS);
      assertThat(swapMs).isLessThan(BOUND_MS);
      assertThat(scene.after("echo x > d7/f7; echo x > d99/f99; echo x > d7/unrelated"))
          .extracting(PathEvent::path)
          .containsOnly(scene.path("d99/f99"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftBehind(Mechanism mechanism) throws Exception {
    var watches = fill();
    try (var scene = new Scene(folder, mechanism)) {
      int before = scene.watcher.markCount();
      scene.watcher.watch(Side.KEPT, watches);
      assertThat(scene.watcher.markCount()).isGreaterThan(FOLDERS * FILES);
      scene.after("mv d1 gone; rm -r d2; mv d3/f3 moved; ln -s d4 link; mkdir -p d2");

      scene.watcher.watch(Side.KEPT, Set.of());

      assertThat(scene.watcher.markCount()).isEqualTo(before);
      assertThat(KernelMarks.count()).isEqualTo(before);
      assertThat(scene.after("echo x > d5/f5; mv gone d1; echo x > d1/f1; rm moved")).isEmpty();
    }
  }

  private Set<Watch> fill() throws Exception {
    var watches = new HashSet<Watch>();
    for (int i = 0; i < FOLDERS; i++) {
      var below = Files.createDirectory(folder.resolve("d" + i));
      for (int j = 0; j < FILES; j++) {
        watches.add(Watch.self(Files.createFile(below.resolve("f" + j)).toString()));
      }
    }
    return watches;
  }
}
