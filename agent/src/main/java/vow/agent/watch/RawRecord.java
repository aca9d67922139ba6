package vow.agent.watch;

import org.jspecify.annotations.Nullable;
import vow.linux.Fanotify;
import vow.linux.FileHandle;
import vow.linux.Inotify;
import vow.model.Writer;

/**
 * One kernel event, whoever read it: this process, or the holder that hands its records over. Only
 * marked inodes are known by key.
 *
 * @param mask {@link Bits}
 * @param directory the directory of the name, or null
 * @param name in the directory; empty without one
 * @param self the inode that it happened to, or null
 * @param pid of the writer, 0 when the kernel does not tell
 * @param writer what was found out about the writer when the event was read, or null
 */
public record RawRecord(
    int mask,
    @Nullable Key directory,
    String name,
    @Nullable Key self,
    int pid,
    @Nullable Writer writer) {

  /** An inode as its mechanism names it. */
  public sealed interface Key {
    /** By handle (fanotify). */
    record Handle(FileHandle handle) implements Key {}

    /** By watch number (inotify). */
    record Descriptor(int watch) implements Key {}
  }

  /** An event of inotify. */
  public static RawRecord of(Inotify.Event event) {
    var key = new Key.Descriptor(event.watch());
    return event.name().isEmpty()
        ? new RawRecord(event.mask(), null, "", key, 0, null)
        : new RawRecord(event.mask(), key, event.name(), null, 0, null);
  }

  /** An event of fanotify, and who made it if that is known. */
  public static RawRecord of(Fanotify.Event event, @Nullable Writer writer) {
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
        writer);
  }

  /** Events were lost. */
  public static RawRecord overflow() {
    return new RawRecord(Bits.OVERFLOW, null, "", null, 0, null);
  }

  private static @Nullable Key key(@Nullable FileHandle handle) {
    return handle == null ? null : new Key.Handle(handle);
  }
}
