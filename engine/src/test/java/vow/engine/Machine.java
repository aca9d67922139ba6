package vow.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Watch;
import vow.model.Writer;
import vow.model.kind.Paths;

/**
 * A machine in a few sets: which promises are not kept, how often each path was changed, and which
 * events the kernel has yet to hand over. Every change of a path moves its stamp.
 */
final class Machine {
  /** How a promise answers to work. */
  enum Mood {
    /** It is repaired, and is then kept. */
    OBEYS,
    /** Its repair fails. */
    STUBBORN,
    /** Its repair succeeds, and nothing is better. */
    SLACK,
    /** Its assessment fails. */
    BROKEN,
    /** Its assessment is denied. */
    FORBIDDEN,
    /** Its repair takes too long. */
    SLOW,
    /** Its refresh fails. */
    DEAF,
    /** An offer it uses was withdrawn. */
    SUSPENDED
  }

  /** Something that happened at a path and that nobody was told yet. */
  record Notice(String path, boolean finished, Optional<Writer> by) {}

  final Set<PromiseId> wrong = new HashSet<>();
  final Map<PromiseId, Mood> moods = new HashMap<>();
  final Deque<Notice> kernel = new ArrayDeque<>();

  /** Entries that no promise makes, by path. */
  final Set<String> strays = new LinkedHashSet<>();

  private final Map<String, Long> versions = new HashMap<>();

  Stamp stamp(String path) {
    boolean gone = path.endsWith("-stray") && !strays.contains(path);
    return gone ? Stamp.MISSING : new Stamp(1, versions.getOrDefault(path, 1L), 0, 0, 0);
  }

  Mood mood(PromiseId id) {
    return moods.getOrDefault(id, Mood.OBEYS);
  }

  /** Changes a path; the kernel will tell. */
  void change(String path, boolean finished, Optional<Writer> by) {
    versions.merge(path, 2L, (old, _) -> old + 1);
    kernel.add(new Notice(path, finished, by));
  }

  /** Somebody breaks a promise about a path. */
  void drift(PromiseId id, String path) {
    wrong.add(id);
    change(path, true, Optional.of(Writer.gone(7)));
  }

  /** Somebody makes an entry that no promise makes, or takes it away. */
  void stray(String path) {
    if (!strays.remove(path)) {
      strays.add(path);
    }
    change(path, true, Optional.of(Writer.gone(7)));
  }

  boolean right(Promise promise) {
    return !wrong.contains(promise.id()) && straysOf(promise).isEmpty();
  }

  /** What a promise watches: its paths, and the strays that concern it. */
  Map<String, Stamp> stamps(Promise promise) {
    var stamps = new HashMap<String, Stamp>();
    for (var watch : promise.kind().watches()) {
      stamps.put(watch.path(), stamp(watch.path()));
    }
    straysOf(promise).forEach(path -> stamps.put(path, stamp(path)));
    return stamps;
  }

  Set<String> straysOf(Promise promise) {
    var found = new LinkedHashSet<String>();
    for (var watch : promise.kind().watches()) {
      for (var stray : strays) {
        boolean concerned =
            switch (watch.scope()) {
              case SELF, TREE -> false;
              case ENTRIES -> Paths.parent(stray).equals(watch.path());
            };
        if (concerned) {
          found.add(stray);
        }
      }
    }
    return found;
  }

  static String path(Promise promise) {
    return promise.kind().watches().stream().map(Watch::path).findFirst().orElseThrow();
  }
}
