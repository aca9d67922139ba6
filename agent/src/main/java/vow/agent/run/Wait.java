package vow.agent.run;

import java.time.Duration;
import java.util.Optional;
import vow.linux.Epoll;
import vow.linux.EventFd;
import vow.linux.ExitStatus;
import vow.linux.PidFd;
import vow.linux.Pipe;

/** Waits for one command and reads what it says. */
final class Wait {
  private static final long CHILD = 1;
  private static final long OUTPUT = 2;
  private static final long CLOSING = 3;
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration GRACE_CLOSING = Duration.ofMillis(300);
  private static final int TERMINATED = 15;

  private final PidFd child;
  private final Pipe output;
  private final Optional<EventFd> closing;
  private boolean closed;
  private final Output kept = new Output(Ended.OUTPUT_BYTES_MAX);

  /** Breaks off when {@code closing} is signalled. */
  Wait(PidFd child, Pipe output, Optional<EventFd> closing) {
    this.child = child;
    this.output = output;
    this.closing = closing;
  }

  Ended end(Duration timeout) {
    try (var epoll = new Epoll()) {
      epoll.add(child.fd(), CHILD, Epoll.READ);
      epoll.add(output.reader(), OUTPUT, Epoll.READ);
      closing.ifPresent(it -> epoll.add(it.fd(), CLOSING, Epoll.READ));
      var status = await(epoll, timeout);
      if (status.isEmpty()) {
        closing.ifPresent(it -> epoll.remove(it.fd()));
        stop(epoll, closed ? GRACE_CLOSING : GRACE);
        return closed ? new Ended.Killed(TERMINATED, kept.text()) : new Ended.TimedOut(kept.text());
      }
      drain();
      int signal = status.get().signal();
      return signal == 0
          ? new Ended.Exited(status.get().code(), kept.text())
          : new Ended.Killed(signal, kept.text());
    }
  }

  /** Politely first. The group is signalled while its leader is not yet reaped, so it is ours. */
  private void stop(Epoll epoll, Duration grace) {
    child.signalGroup(PidFd.SIGTERM);
    ended(epoll, grace);
    child.signalGroup(PidFd.SIGKILL);
    child.await();
  }

  private Optional<ExitStatus> await(Epoll epoll, Duration timeout) {
    return ended(epoll, timeout) ? child.poll() : Optional.empty();
  }

  /** Whether it ends within the time; reads its output meanwhile. */
  private boolean ended(Epoll epoll, Duration timeout) {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    while (true) {
      long leftMs = Math.max(0, (deadlineNs - System.nanoTime() + 999_999) / 1_000_000);
      var ready = epoll.await((int) Math.min(leftMs, Integer.MAX_VALUE));
      for (var member : ready) {
        if (member.key() == CHILD) {
          return true;
        }
        if (member.key() == CLOSING) {
          closed = true;
          return false;
        }
        if (member.key() == OUTPUT && drain()) {
          epoll.remove(output.reader());
        }
      }
      if (ready.isEmpty() && leftMs == 0) {
        return false;
      }
    }
  }

  /** Reads what there is; true at the end. */
  private boolean drain() {
    for (int i = 0; i < Output.CHUNKS_PER_TURN; i++) {
      var chunk = output.read();
      if (chunk.isEmpty()) {
        return false;
      }
      if (chunk.get().length == 0) {
        return true;
      }
      kept.add(chunk.get());
    }
    return false;
  }
}
