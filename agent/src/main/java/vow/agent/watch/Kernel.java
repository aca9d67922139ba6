package vow.agent.watch;

import java.util.Optional;
import vow.linux.Fanotify;
import vow.linux.Inotify;

/**
 * The event queues of this process: one inotify instance and, where it can be had, one fanotify.
 */
final class Kernel implements AutoCloseable {
  private final Inotify inotify;
  private final Optional<Fanotify> fanotify;

  Kernel(Inotify inotify, Optional<Fanotify> fanotify) {
    this.inotify = inotify;
    this.fanotify = fanotify;
  }

  static Kernel open(Mechanism mechanism) {
    return new Kernel(
        new Inotify(),
        switch (mechanism) {
          case BEST -> Fanotify.open();
          case INOTIFY -> Optional.empty();
        });
  }

  Marks marks() {
    return new Marks(fanotify.map(FanotifyMarks::new), new InotifyMarks(inotify));
  }

  Records records() {
    return new KernelRecords(inotify, fanotify);
  }

  @Override
  public void close() {
    inotify.close();
    fanotify.ifPresent(Fanotify::close);
  }
}
