package vow.agent.watch;

import org.jspecify.annotations.Nullable;
import vow.linux.FileHandle;
import vow.model.Writer;

/**
 * One kernel event, whoever read it: here the brain itself, later the parent process that hands its
 * records over. Only marked inodes are known by key.
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
}
