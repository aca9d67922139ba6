package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
  @TempDir private Path state;

  @Test
  void isHeldByOneAndNamesIt() throws IOException {
    try (var first = StateLock.take(state, ProcessHandle.current().pid()).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(StateLock.take(state, ProcessHandle.current().pid())).isEmpty();
      assertThat(StateLock.holder(state)).hasValue(ProcessHandle.current().pid());
    }
  }

  @Test
  void isFreeOnceClosed() throws IOException {
    StateLock.take(state, ProcessHandle.current().pid()).orElseThrow().close();

    assertThat(StateLock.holder(state)).isEmpty();
    StateLock.take(state, ProcessHandle.current().pid()).orElseThrow().close();
  }
}
