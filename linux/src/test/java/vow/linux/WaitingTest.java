package vow.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Epoll, poll, event counters, timers and locks. */
class WaitingTest {
  private static final int BOUND_MS = 10_000;

  @Test
  void tellsWhichIsReady() {
    try (var epoll = new Epoll();
        var one = new EventFd();
        var two = new EventFd()) {
      epoll.add(one.fd(), 1L << 40, Epoll.READ);
      epoll.add(two.fd(), -2, Epoll.READ);
      assertThat(epoll.await(0)).isEmpty();

      two.signal();
      two.signal();

      assertThat(epoll.await(BOUND_MS)).containsExactly(new Epoll.Ready(-2, Epoll.READ));
      assertThat(two.drain()).isEqualTo(2);
      assertThat(two.drain()).isZero();
      assertThat(epoll.await(0)).isEmpty();
      one.signal();
      assertThat(epoll.await(BOUND_MS)).containsExactly(new Epoll.Ready(1L << 40, Epoll.READ));
      epoll.remove(one.fd());
      assertThat(epoll.await(0)).isEmpty();
    }
  }

  @Test
  void wakesFromAnotherThread() throws Exception {
    try (var epoll = new Epoll();
        var wake = new EventFd()) {
      epoll.add(wake.fd(), 7, Epoll.READ);
      var signaller = Thread.ofPlatform().start(wake::signal);

      assertThat(epoll.await(Epoll.FOREVER)).extracting(Epoll.Ready::key).containsExactly(7L);

      signaller.join();
    }
  }

  @Test
  void aTimerFiresOnce() {
    try (var timer = TimerFd.forDurations()) {
      assertThat(timer.drain()).isEqualTo(TimerFd.Fired.NOT_YET);

      timer.setAfterNs(1_000_000);

      assertThat(Poll.readable(timer.fd(), BOUND_MS)).isTrue();
      assertThat(timer.drain()).isEqualTo(TimerFd.Fired.EXPIRED);
      assertThat(Poll.readable(timer.fd(), 0)).isFalse();
      timer.setAfterNs(0);
      assertThat(Poll.readable(timer.fd(), BOUND_MS)).isTrue();
      timer.setAfterNs(60_000_000_000L);
      assertThat(Poll.readable(timer.fd(), 0)).isFalse();
      timer.cancel();
    }
  }

  @Test
  void aTimeOfDayInThePastFiresAtOnce() {
    try (var timer = TimerFd.onWallClock()) {
      timer.setAt(Instant.EPOCH.plusSeconds(1));

      assertThat(Poll.readable(timer.fd(), BOUND_MS)).isTrue();
      assertThat(timer.drain()).isEqualTo(TimerFd.Fired.EXPIRED);
    }
  }

  @Test
  void aLockIsForOne(@TempDir Path folder) {
    try (var directory = Directory.open(folder.toString());
        var second = directory.append("lock", 0600)) {
      try (var first = directory.append("lock", 0600)) {
        assertThat(Flock.tryLock(first.fd())).isTrue();
        assertThat(Flock.tryLock(second.fd())).isFalse();
      }
      assertThat(Flock.tryLock(second.fd())).isTrue();
    }
  }

  @Test
  void namesTheHolderOfARecordLock(@TempDir Path folder) throws Exception {
    var path = Files.createFile(folder.resolve("lock"));
    var script =
        """
        import fcntl, sys, time
        file = open(sys.argv[1], 'w')
        fcntl.lockf(file, fcntl.LOCK_EX)
        print('locked', flush=True)
        time.sleep(1000)
        """;
    try (var directory = Directory.open(folder.toString());
        var file = directory.update("lock");
        var out = Pipe.open()) {
      assertThat(RecordLock.holder(file.fd())).isEmpty();
      var spawn = Spawn.of(List.of("python3", "-c", script, path.toString())).stdout(out.writer());
      try (var child = spawn.start()) {
        assertThat(Poll.readable(out.reader(), BOUND_MS)).isTrue();
        assertThat(RecordLock.holder(file.fd())).hasValue(child.pid());
        assertThat(RecordLock.tryLock(file.fd())).isFalse();
        child.signal(PidFd.SIGKILL);
        RecordLock.lock(file.fd());
        child.await();
      }
      assertThat(RecordLock.tryLock(file.fd())).isTrue();
    }
  }

  @Test
  void theMountTableIsReadable() {
    try (var mounts = new MountTable()) {
      assertThat(mounts.read()).anyMatch(m -> m.point().equals("/proc") && m.type().equals("proc"));
      assertThat(Poll.await(mounts.fd(), Epoll.URGENT, 0) & Epoll.URGENT).isZero();
    }
  }

  @Test
  void readsMountLinesWithEscapesAndTags() {
    var line =
        "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=x\n";

    assertThat(MountTable.parse(line))
        .containsExactly(
            new MountTable.Mount(
                36, 35, 98L << 32, "/mnt1", "/mnt 2", "rw,noatime", "ext3", "/dev/root"));
  }
}
