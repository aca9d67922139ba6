package vow.agent.watch;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.linux.Fanotify;
import vow.linux.FileHandle;
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
  public int drain(Consumer<RawRecord> each) {
    int count = inotify.drain(event -> each.accept(of(event)));
    if (fanotify.isPresent()) {
      count += fanotify.get().drain(event -> each.accept(of(event)));
    }
    return count;
  }

  private static RawRecord of(Inotify.Event event) {
    var key = new RawRecord.Key.Descriptor(event.watch());
    return event.name().isEmpty()
        ? new RawRecord(event.mask(), null, "", key, 0, null)
        : new RawRecord(event.mask(), key, event.name(), null, 0, null);
  }

  private static RawRecord of(Fanotify.Event event) {
    var directory = key(event.directory());
    var self = key(event.self());
    boolean named = !event.name().isEmpty() && !event.name().equals(".");
    if (!named && self == null) {
      self = directory; // "." stands for the directory itself
    }
    return new RawRecord(
        (int) event.mask(),
        named ? directory : null,
        named ? event.name() : "",
        self,
        event.pid(),
        null);
  }

  private static RawRecord.@Nullable Key key(@Nullable FileHandle handle) {
    return handle == null ? null : new RawRecord.Key.Handle(handle);
  }
}
