package vow.agent.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.Directory;
import vow.linux.LinuxException;

class FlushTest {
  private static final int FILES = 200;

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void manyAtOnceAllReturn() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers =
          IntStream.range(0, FILES)
              .mapToObj(i -> (Callable<Boolean>) () -> write("f" + i))
              .toList();
      for (var done : threads.invokeAll(writers)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  @Test
  @Timeout(60)
  void whoGoesAloneLearnsOfItsOwnError() {
    try (var in = Directory.open("/proc")) {
      assertThatThrownBy(() -> Flush.names(in)).isInstanceOf(LinuxException.class);
    }
    assertThat(write("after")).isTrue();
  }

  private boolean write(String name) {
    try (var in = Directory.open(folder.toString());
        var file = in.create(name, 0600)) {
      Flush.content(file, in);
      Flush.names(in);
      return true;
    }
  }
}
