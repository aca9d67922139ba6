package vow.agent.watch;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vow.linux.FileType;
import vow.model.Watch;

/** A watch, and where it leads at present. */
final class Watched {
  /**
   * Where a path leads.
   *
   * @param end the path itself or, when {@code missing}, the first part of it that is not there
   * @param links the symbolic links on the way
   */
  record Lead(Node end, boolean missing, List<Node> links) {}

  /**
   * What is at a path; another one when anything was replaced.
   *
   * @param way the first part of it that is not there; empty when all is
   * @param blocked that what is at {@code way} is no directory
   */
  record Found(Node.Seen seen, RawRecord.@Nullable Key key, String way, boolean blocked) {
    static final Found NOTHING = new Found(Node.Seen.NOTHING, null, "", false);

    /** Whether it is still missing, and could be made where it could not be before. */
    boolean isNearerThan(Found before) {
      boolean further = before.way.equals(way) || before.way.startsWith(way + "/");
      return !before.way.isEmpty() && !way.isEmpty() && (!further || (before.blocked && !blocked));
    }
  }

  final Watch watch;

  /** Whether the path is one of the kept tree, or of this machine. */
  final Side side;

  /** Where its path starts: the real path of the kept tree, or "/". */
  final String base;

  @Nullable Lead lead;

  /** What was there when the path was last followed. */
  Found last = Found.NOTHING;

  /** For a watch of a whole tree: the directories below. */
  HashSet<Node> below = new HashSet<>(0);

  /** Where it was read from; {@link Snapshot#NONE} when it is new. */
  int number = Snapshot.NONE;

  /** True from a modification until the file is closed. */
  boolean unfinished;

  Watched(Watch watch, Side side, String base) {
    this.watch = watch;
    this.side = side;
    this.base = base;
  }

  Found found() {
    if (lead == null) {
      return Found.NOTHING;
    }
    if (lead.missing) {
      return new Found(Node.Seen.NOTHING, null, lead.end.path, lead.end.seen.exists());
    }
    return new Found(lead.end.seen, lead.end.mark == null ? null : lead.end.mark.key, "", false);
  }

  /** The directory whose entries are watched too, if that is what is there. */
  boolean hasEntries() {
    return watch.scope() != Watch.Scope.SELF
        && lead != null
        && !lead.missing
        && lead.end.seen.type() == FileType.DIRECTORY;
  }

  boolean isTree() {
    return watch.scope() == Watch.Scope.TREE;
  }

  /** A path below the end, as the user of the watch knows it. */
  String inside(String hostPath) {
    var end = lead == null ? "" : lead.end.path;
    var rest = hostPath.substring(end.equals("/") ? 0 : end.length());
    return watch.path().equals("/") ? rest : watch.path() + rest;
  }

  /** What a watch of this scope wants of the inode of its directory. */
  static int bits(Watch.Scope scope) {
    return switch (scope) {
      case SELF -> Bits.LEAVES | Bits.ATTRIB;
      case ENTRIES -> Bits.LEAVES | Bits.ATTRIB | Bits.NAMES;
      case TREE -> Bits.LEAVES | Bits.ATTRIB | Bits.NAMES | Bits.CLOSE_WRITE;
    };
  }
}
