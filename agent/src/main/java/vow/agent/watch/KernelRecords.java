package vow.agent.watch;

import java.util.Optional;
import java.util.function.Consumer;
import vow.agent.bell.Bells;
import vow.agent.bell.Source;
import vow.linux.Fanotify;
import vow.linux.Inotify;

/** Reads the kernel's own queues. */
final class KernelRecords implements Records {
  private final Inotify inotify;
  private final Optional<Fanotify> fanotify;

  KernelRecords(Inotify inotify, Optional<Fanotify> fanotify) {
    this.inotify = inotify;
    this.fanotify = fanotify;
  }

  @Override
  public void register(Bells bells) {
    bells.onReadable(Source.INOTIFY, inotify.fd());
    fanotify.ifPresent(it -> bells.onReadable(Source.FANOTIFY, it.fd()));
  }

  @Override
  public int drain(Consumer<RawRecord> each) {
    int count = inotify.drain(event -> each.accept(RawRecord.of(event)));
    if (fanotify.isPresent()) {
      count += fanotify.get().drain(event -> each.accept(RawRecord.of(event, null)));
    }
    return count;
  }
}
