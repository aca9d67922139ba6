package vow.agent.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import vow.model.Writer;

/**
 * What one reading of the event queues told, by path. Names that nobody watches are dropped here,
 * before anything is looked at.
 */
final class Touches {
  /** As many entries of watched directories as are told one by one. */
  static final int ENTRIES_MAX = 10_000;

  /** All that happened at one path. */
  static final class Touch {
    int bits;
    boolean foreign;
    @Nullable Writer by;

    boolean is(int some) {
      return (bits & some) != 0;
    }

    Optional<Writer> by() {
      return Optional.ofNullable(by);
    }
  }

  /** A name in a watched directory. */
  record Entry(Node directory, String name) {}

  private final Marks marks;
  private final int ownPid;
  private final IntFunction<Writer> lookup;
  private final Map<Integer, Writer> writers = new LinkedHashMap<>();

  final Map<Node, Touch> nodes = new LinkedHashMap<>();
  final Map<Entry, Touch> entries = new LinkedHashMap<>();
  boolean overflow;
  int dropped;

  Touches(Marks marks, int ownPid, IntFunction<Writer> lookup) {
    this.marks = marks;
    this.ownPid = ownPid;
    this.lookup = lookup;
  }

  void add(RawRecord record) {
    if ((record.mask() & Bits.OVERFLOW) != 0) {
      overflow = true;
      return;
    }
    boolean used = false;
    for (var directory : marks.nodes(record.directory())) {
      used |= addNamed(directory, record);
    }
    for (var node : marks.nodes(record.self())) {
      touch(nodes.computeIfAbsent(node, _ -> new Touch()), record);
      used = true;
    }
    if ((record.mask() & Bits.IGNORED) != 0 && record.self() != null) {
      marks.dropped(record.self());
    }
    dropped += used ? 0 : 1;
  }

  /** A mount came or went at a path. */
  void mounted(Node node) {
    var touch = nodes.computeIfAbsent(node, _ -> new Touch());
    touch.bits |= Bits.MOUNTED;
    touch.foreign = true;
  }

  private boolean addNamed(Node directory, RawRecord record) {
    var child = directory.child(record.name());
    if (child != null) {
      touch(nodes.computeIfAbsent(child, _ -> new Touch()), record);
    }
    boolean ownBranch = child != null && !child.trees.isEmpty() && !isStructure(record);
    if (ownBranch || !wantsEntries(directory)) {
      return child != null;
    }
    if (entries.size() >= ENTRIES_MAX) {
      overflow = true;
      return true;
    }
    var entry = new Entry(directory, record.name());
    touch(entries.computeIfAbsent(entry, _ -> new Touch()), record);
    return true;
  }

  private static boolean isStructure(RawRecord record) {
    return (record.mask() & Bits.NAMES) != 0;
  }

  static boolean wantsEntries(Node directory) {
    if (!directory.trees.isEmpty()) {
      return true;
    }
    for (var watched : directory.ends) {
      if (watched.hasEntries()) {
        return true;
      }
    }
    return false;
  }

  private void touch(Touch touch, RawRecord record) {
    touch.bits |= record.mask();
    if (record.pid() == ownPid) {
      return;
    }
    touch.foreign = true;
    if (record.writer() != null) {
      touch.by = record.writer();
    } else if (record.pid() != 0) {
      touch.by = writers.computeIfAbsent(record.pid(), lookup::apply);
    }
  }
}
