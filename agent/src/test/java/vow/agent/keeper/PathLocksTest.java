package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vow.model.kind.Kind;

final class PathLocksTest {
  private static final int PATHS = 3;
  private static final int ROUNDS = 20_000;

  private final PathLocks locks = new PathLocks();

  @Test
  void keepsNoLockOfAPathThatNobodyChanges() {
    var during = locks.holding(file(1), () -> locks.holding(file(1), locks::size));

    assertThat(during).isOne();
    assertThat(locks.size()).isZero();
    for (int i = 0; i < 100; i++) {
      locks.holding(file(i), () -> "");
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void dropsTheLockOfWorkThatBreaksOff() {
    assertThatThrownBy(() ->
            locks.holding(
                file(1),
                () -> {
                  throw new IllegalStateException("broken");
                }))
        .hasMessage("broken");

    assertThat(locks.size()).isZero();
  }

  @Test
  void letsOneAtATimeChangeAPathWhileLocksComeAndGo() {
    var inside = new AtomicInteger[PATHS];
    for (int i = 0; i < PATHS; i++) {
      inside[i] = new AtomicInteger();
    }
    var done = new AtomicInteger();
    var together = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ROUNDS; i++) {
        int path = i % PATHS;
        threads.execute(() ->
            locks.holding(
                file(path),
                () -> {
                  if (inside[path].incrementAndGet() > 1) {
                    together.incrementAndGet();
                  }
                  Thread.onSpinWait();
                  inside[path].decrementAndGet();
                  return done.incrementAndGet();
                }));
      }
    }

    assertThat(together).hasValue(0);
    assertThat(done).hasValue(ROUNDS);
    assertThat(locks.size()).isZero();
  }

  private static Kind file(int number) {
    return Scene.file("path", "/etc/" + number, "content", "x");
  }
}
