package vow.agent;

import vow.agent.bell.Source;
import vow.agent.holder.Holder;
import vow.agent.wake.Wakes;

/** What the holder says that it started a brain for (docs/holder.md). */
final class WakeReason {
  private WakeReason() {}

  /** Whether what happens next says more exactly what a wake was for. */
  static boolean isOpen(Holder holder) {
    return switch (holder.why()) {
      case 3 -> holder.whatRang() == Source.MOUNTS;
      case 6 -> false;
      default -> true;
    };
  }

  /** Whether a time has come. */
  static boolean isTimer(Holder holder) {
    return holder.why() == 4;
  }

  /** In a word. */
  static String of(Holder holder) {
    return switch (holder.why()) {
      case 1 -> "file";
      case 3 ->
          switch (holder.whatRang()) {
            case CALLERS, STATUS -> "callers";
            case MOUNTS -> "mounts";
            case HOSTNAME, MOUNT_FACT, NETWORK, DEVICES -> PolicyWatch.FACT;
            case LOCK, INOTIFY, FANOTIFY -> Wakes.OTHER;
          };
      case 4 -> "timer";
      case 6 -> "signal";
      case 8, 9, 10, 11, 12, 13, 14, 15 -> "service";
      default -> Wakes.OTHER;
    };
  }
}
