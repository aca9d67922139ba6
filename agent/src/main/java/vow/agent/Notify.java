package vow.agent;

import org.jspecify.annotations.Nullable;
import vow.linux.Datagrams;

/** Tells a service manager that started us how we are (sd_notify(3)). */
final class Notify {
  private Notify() {}

  /** Says that the first converge is over. Does nothing when nobody asked to be told. */
  static void ready(@Nullable String socket) {
    if (socket != null && !socket.isEmpty()) {
      Datagrams.send(socket, "READY=1\n");
    }
  }
}
