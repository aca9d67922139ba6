package vow.agent.tree;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.Links;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.model.Undo.Metadata;

/**
 * A new file on its way to a name: written and dressed under a temporary name in the same folder,
 * synced, then renamed, so that whoever looks sees the old file or the new one. Closing before
 * {@link #commit} leaves everything as it was. Refusals name the final path.
 */
public final class Replacement implements AutoCloseable {
  private static final int PRIVATE = 0600;

  private final Directory folder;
  private final String name;
  private final String path;
  private final String temporary;
  private final OpenFile fresh;
  private boolean committed;

  /** How the new content came to the name. */
  public enum How {
    RENAMED,
    /** The name is a mount point, which cannot be renamed over. */
    WRITTEN_IN_PLACE
  }

  private Replacement(Directory folder, String name, String path, OpenFile fresh) {
    this.folder = folder;
    this.name = name;
    this.path = path;
    this.temporary = Temporary.of(name);
    this.fresh = fresh;
  }

  /** Starts with an empty file that only its owner may read. The folder stays the caller's. */
  public static Replacement begin(Directory folder, String name, String path) {
    return named(
        "write",
        path,
        () -> {
          var fresh = create(folder, Temporary.of(name));
          return new Replacement(folder, name, path, fresh);
        });
  }

  /** What a kill left there is in the way only then, so it is not looked for each time. */
  private static OpenFile create(Directory folder, String temporary) {
    try {
      return folder.create(temporary, PRIVATE);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      Temporary.remove(folder, temporary);
      return folder.create(temporary, PRIVATE);
    }
  }

  /** Writes the content; false when it is no longer the content that was promised. */
  public boolean fill(Content content) {
    return named("write", path, () -> content.writeTo(fresh));
  }

  /** Gives it owner, attributes and mode, in the order that lets none undo another. */
  public void dress(Metadata metadata, boolean withAttributes) {
    var now = fresh.stat();
    boolean owner = now.uid() != metadata.uid() || now.gid() != metadata.gid();
    if (owner) {
      named("change the owner of", path, () -> fresh.chown(metadata.uid(), metadata.gid()));
    }
    if (withAttributes) {
      named("set the attributes of", path, () -> Attributes.write(fresh, metadata.attributes()));
    }
    named("change the mode of", path, () -> fresh.chmod(metadata.mode()));
  }

  /** Where a program of this machine finds the new file until it is committed. */
  public String temporaryOnHost() {
    return Links.read(folder.fd().procPath()) + "/" + temporary;
  }

  /** Puts it in place, durably. */
  public How commit() {
    return named(
        "write",
        path,
        () -> {
          Flush.content(fresh, folder);
          var how = place();
          committed = true;
          Flush.names(folder);
          return how;
        });
  }

  /** The attributes of an existing file, to be carried over. */
  public static SortedMap<String, String> attributes(@Nullable OpenFile old) {
    return old == null ? new TreeMap<>() : Attributes.read(old);
  }

  private How place() {
    try {
      folder.rename(temporary, folder, name, Directory.OnTaken.REPLACE);
      return How.RENAMED;
    } catch (LinuxException e) {
      if (e.errno() != Errno.EBUSY) {
        throw e;
      }
    }
    overwrite();
    folder.unlink(temporary);
    return How.WRITTEN_IN_PLACE;
  }

  private void overwrite() {
    var dress = fresh.stat();
    try (var from = folder.read(temporary);
        var to = folder.update(name)) {
      to.overwrite(new byte[0]);
      Content.copy(from, to);
      var now = to.stat();
      if (now.uid() != dress.uid() || now.gid() != dress.gid()) {
        to.chown(dress.uid(), dress.gid());
      }
      if (now.mode() != dress.mode()) {
        to.chmod(dress.mode());
      }
      to.sync();
    }
  }

  @Override
  public void close() {
    fresh.close();
    if (!committed) {
      Temporary.remove(folder, temporary);
    }
  }

  private static void named(String verb, String path, Runnable work) {
    named(
        verb,
        path,
        () -> {
          work.run();
          return true;
        });
  }

  private static <T> T named(String verb, String path, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (LinuxException e) {
      throw new LinuxException(verb, e.errno(), path);
    }
  }
}
