package vow.agent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.linux.Datagrams;

/** Tells the screen, and a service manager that started us (sd_notify(3)), how we are. */
final class Notify {
  private Notify() {}

  /** Says that the first converge is over, and why something is not watched if that is so. */
  static void ready(Screen screen, int promises, Optional<String> problem) {
    screen.say("watching " + promises + " promises");
    problem.ifPresent(screen::warn);
    ready(System.getenv("NOTIFY_SOCKET"));
  }

  /** Does nothing when nobody asked to be told. */
  private static void ready(@Nullable String socket) {
    if (socket != null && !socket.isEmpty()) {
      Datagrams.send(socket, "READY=1\n");
    }
  }
}
