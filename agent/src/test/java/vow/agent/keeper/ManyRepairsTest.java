package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Repair;

/** Repairs that run at the same time and meet in one place. */
final class ManyRepairsTest {
  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void makesTheSameParentsForManyAtOnce() throws Exception {
    var kinds =
        IntStream.range(0, 40)
            .mapToObj(i -> Scene.file("path", "/srv/a/b/" + i, "content", "x"))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var repairs = kinds.stream().map(k -> threads.submit(() -> scene.repair(k))).toList();
      for (var repair : repairs) {
        assertThat(repair.get()).isInstanceOf(Repair.Done.class);
      }
    }

    assertThat(scene.at("/srv/a/b").toFile().list()).hasSize(40);
  }

  @Test
  void editsOneFileForManyAtOnce() throws Exception {
    scene.write("/etc/conf", "");
    var kinds =
        IntStream.range(0, 40)
            .mapToObj(i -> Scene.kind("line", "name", "" + i, "path", "/etc/conf", "line", "l" + i))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      kinds.forEach(k -> threads.execute(() -> scene.repair(k)));
    }

    assertThat(Files.readAllLines(scene.at("/etc/conf"))).hasSize(40);
  }
}
