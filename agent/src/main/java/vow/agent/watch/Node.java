package vow.agent.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.linux.FileType;
import vow.model.Watch;

/**
 * A path that matters, because a watch ends at it or passes through it. Paths are real ones on the
 * host: the parent of a node is a directory, never a symbolic link.
 */
final class Node {
  /** What was last seen at the path. */
  record Seen(@Nullable FileType type, long device, long inode) {
    static final Seen NOTHING = new Seen(null, 0, 0);

    boolean exists() {
      return type != null;
    }
  }

  final @Nullable Node parent;
  final String name;
  final String path;
  private Map<String, Node> children = Map.of();

  /** True while a change of {@link #seen} is certain to be told by an event. */
  boolean known;

  Seen seen = Seen.NOTHING;
  @Nullable Mark mark;

  /** The watches that lead to here, or no further because nothing is here. */
  final List<Watched> ends = new ArrayList<>(1);

  /** The watches that lead through this symbolic link. */
  final List<Watched> through = new ArrayList<>(0);

  /** The watches of whole trees that this directory is in, not as their top. */
  final Set<Watched> trees = new HashSet<>(0);

  /** How many watches want to know of names that come and go here. */
  int nameClaims;

  /** How many of these also of files that are written here. */
  int closeClaims;

  Node(@Nullable Node parent, String name) {
    this.parent = parent;
    this.name = name;
    this.path =
        parent == null ? "/" : parent.parent == null ? "/" + name : parent.path + "/" + name;
  }

  @Nullable Node child(String name) {
    return children.get(name);
  }

  Set<String> childNames() {
    return children.keySet();
  }

  Node childOrNew(String name) {
    if (children.isEmpty()) {
      children = new HashMap<>();
    }
    return children.computeIfAbsent(name, n -> new Node(this, n));
  }

  void forget(Node child) {
    children.remove(child.name);
  }

  /** True when the kernel tells of names that come and go here. */
  boolean tellsNames() {
    return mark != null && (mark.bits & Bits.NAMES) == Bits.NAMES;
  }

  boolean isUnused() {
    return parent != null
        && children.isEmpty()
        && ends.isEmpty()
        && through.isEmpty()
        && trees.isEmpty();
  }

  /** This node and all below it. */
  void each(Consumer<Node> visit) {
    visit.accept(this);
    for (var child : List.copyOf(children.values())) {
      child.each(visit);
    }
  }

  /** The event bits that are wanted of the inode here. */
  int interest() {
    if (!seen.exists()) {
      return 0;
    }
    int bits = Bits.LEAVES;
    if (seen.type() == FileType.SYMLINK) {
      return bits | Bits.ATTRIB;
    }
    if (seen.type() != FileType.DIRECTORY) {
      return ends.isEmpty() ? bits : Bits.FILE;
    }
    bits |= nameClaims > 0 ? Bits.NAMES : 0;
    bits |= closeClaims > 0 ? Bits.CLOSE_WRITE : 0;
    bits |= trees.isEmpty() ? 0 : Watched.bits(Watch.Scope.TREE);
    for (var watched : ends) {
      bits |= Watched.bits(watched.watch.scope());
    }
    return bits;
  }

  @Override
  public String toString() {
    return path;
  }
}
