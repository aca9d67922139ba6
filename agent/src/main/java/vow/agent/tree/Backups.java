package vow.agent.tree;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.Statx;
import vow.model.Hash;
import vow.model.kind.Paths;

/**
 * Content that repairs replaced, each under its hash: written, synced, then renamed, so that a name
 * never stands for half of it. Only the agent's user may look. Shared by all threads.
 */
public final class Backups {
  private static final int PRIVATE_FOLDER = 0700;
  private static final int PRIVATE_FILE = 0600;

  private static final String NEW = ".new-";

  /** Contents that no undo needs any more; of further ones, the oldest go. */
  public static final int UNNEEDED_MAX = 1_000;

  /** What is younger may be of a repair that has not said yet what it replaced. */
  private static final long YOUNG_NS = TimeUnit.HOURS.toNanos(1);

  private static final int HASH_LENGTH = 64;

  private final String folder;
  private final AtomicLong count = new AtomicLong();

  /**
   * The store in this folder of the machine.
   *
   * @param folder absolute; made with its parent when first needed
   */
  public Backups(String folder) {
    this.folder = folder;
  }

  /** Copies everything of an open file and returns its hash. */
  public Hash keep(OpenFile content) {
    try (var store = store()) {
      var temporary = NEW + count.incrementAndGet() + Temporary.SUFFIX;
      Temporary.remove(store, temporary);
      try {
        var hash = copy(content, store, temporary);
        synchronized (this) { // against thin, which may be about to remove that content
          store.rename(temporary, store, hash.hex(), Directory.OnTaken.REPLACE);
        }
        store.sync();
        return hash;
      } catch (LinuxException e) {
        Temporary.remove(store, temporary);
        throw new LinuxException("back up to", e.errno(), folder);
      }
    }
  }

  /** Removes what a kill left half-written; only while no other thread uses the store. */
  public void sweep() {
    if (Statx.findFollowing(folder).isEmpty()) {
      return;
    }
    try (var store = Directory.open(folder)) {
      for (var entry : store.list()) {
        if (entry.name().startsWith(NEW)) {
          Temporary.remove(store, entry.name());
        }
      }
    }
  }

  /**
   * Removes the oldest contents that are not among the needed ones, down to {@link #UNNEEDED_MAX}.
   *
   * @param needed hashes in hexadecimal
   * @param nowMs since the epoch
   */
  public void thin(Set<String> needed, long nowMs) {
    if (Statx.findFollowing(folder).isEmpty()) {
      return;
    }
    long youngNs = TimeUnit.MILLISECONDS.toNanos(nowMs) - YOUNG_NS;
    try (var store = Directory.open(folder)) {
      var unneeded = new ArrayList<Map.Entry<Long, String>>();
      for (var entry : store.list()) {
        if (entry.name().length() == HASH_LENGTH && !needed.contains(entry.name())) {
          store
              .stat(entry.name())
              .filter(stat -> stat.mtimeNs() < youngNs)
              .ifPresent(stat -> unneeded.add(Map.entry(stat.mtimeNs(), entry.name())));
        }
      }
      unneeded.sort(Map.Entry.<Long, String>comparingByKey().reversed());
      unneeded.stream().skip(UNNEEDED_MAX).forEach(old -> remove(store, old.getValue(), youngNs));
    }
  }

  private synchronized void remove(Directory store, String name, long youngNs) {
    if (store.stat(name).filter(stat -> stat.mtimeNs() < youngNs).isPresent()) {
      store.unlink(name);
    }
  }

  /** Opens a kept content; empty when there is none of that hash. */
  public Optional<OpenFile> open(Hash content) {
    try {
      var store = Directory.open(folder);
      try (store) {
        return Optional.of(store.read(content.hex()));
      }
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Hash copy(OpenFile from, Directory store, String name) {
    try (var to = store.create(name, PRIVATE_FILE)) {
      var hash = Content.copy(from, to);
      to.sync();
      return hash;
    }
  }

  private Directory store() {
    if (Statx.findFollowing(folder).isEmpty()) {
      make(folder);
    }
    return Directory.open(folder);
  }

  private static void make(String path) {
    var parent = Paths.parent(path);
    if (Statx.findFollowing(parent).isEmpty()) {
      make(parent);
    }
    try (var in = Directory.open(parent)) {
      in.mkdir(Paths.name(path), PRIVATE_FOLDER);
      in.sync();
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }
}
