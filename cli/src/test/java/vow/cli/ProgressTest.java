package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Screen screen = new Screen();

  @Test
  void countsAndThenErasesItsLine() throws InterruptedException {
    try (var _ = Progress.of("checking", terminal(true), Duration.ZERO)) {
      assertThat(screen.touched.await(10, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(screen.text()).startsWith("\r\u001b[Kchecking, 0 s").endsWith("\r\u001b[K");
  }

  @Test
  void saysNothingOfShortWork() {
    Progress.of("checking", terminal(true)).close();

    assertThat(screen.text()).isEmpty();
  }

  @Test
  void saysNothingToAFile() {
    Progress.of("checking", terminal(false), Duration.ZERO).close();

    assertThat(screen.text()).isEmpty();
  }

  private Terminal terminal(boolean person) {
    var err = new PrintStream(screen, true, StandardCharsets.UTF_8);
    return new Terminal(
        new PrintStream(OutputStream.nullOutputStream()), err, false, person, false);
  }

  /** Lets the test wait for the first word. */
  private static final class Screen extends ByteArrayOutputStream {
    private final CountDownLatch touched = new CountDownLatch(1);

    @Override
    public synchronized void flush() {
      if (size() > 0) {
        touched.countDown();
      }
    }

    private String text() {
      return toString(StandardCharsets.UTF_8);
    }
  }
}
