package vow.agent.tree;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vow.model.Hash;
import vow.model.Stamp;

/**
 * The content of files by their stamp: while a stamp holds, the file need not be read. Saved with
 * the agent's state. Shared by all threads; at most one entry a kept path.
 */
public final class Fingerprints {
  /**
   * A change so shortly before it was looked at may be followed by another one with the same time:
   * the kernel's file clock ticks that coarsely.
   */
  private static final long CLOCK_GRAIN_NS = 20_000_000;

  /** A file's content when its stamp was this. */
  public record Known(Stamp stamp, Hash content) {}

  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** The content of the file at a path, when it still has the stamp under which it was read. */
  public Optional<Hash> content(String path, Stamp stamp) {
    var entry = known.get(path);
    return entry != null && entry.stamp().equals(stamp)
        ? Optional.of(entry.content())
        : Optional.empty();
  }

  /** Remembers what was read, unless the file changed a moment before {@code nowNs}. */
  public void remember(String path, Stamp stamp, Hash content, long nowNs) {
    if (nowNs - stamp.ctimeNs() > CLOCK_GRAIN_NS) {
      known.put(path, new Known(stamp, content));
    } else {
      known.remove(path);
    }
  }

  /** All that is known, to be saved. */
  public Map<String, Known> all() {
    return Map.copyOf(known);
  }

  /** Takes back what was saved. */
  public void restore(Map<String, Known> saved) {
    known.putAll(saved);
  }
}
