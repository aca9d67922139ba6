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

  /** Where children are that were not made yet. */
  private @Nullable Shelf shelf;

  /** How many these are. */
  private int shelved;

  /** Where it was read from; {@link Snapshot#NONE} when it is new. */
  int number = Snapshot.NONE;

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

  /** So many children of this one, which was read, are on a shelf. */
  void shelve(Shelf from, int count) {
    shelf = from;
    shelved = count;
    if (parent != null) {
      parent.shelved--;
      parent.adopt(this);
    }
  }

  /** All was made; what is written next is written anew. */
  void forgetShelf() {
    shelf = null;
    number = Snapshot.NONE;
  }

  @Nullable Node child(String name) {
    var child = children.get(name);
    return child != null || shelf == null || shelved == 0 ? child : shelf.child(this, name);
  }

  /** Of the children that were made. */
  Set<String> childNames() {
    return children.keySet();
  }

  int childCount() {
    return children.size() + shelved;
  }

  Node childOrNew(String name) {
    var known = child(name);
    if (known != null) {
      return known;
    }
    var child = new Node(this, name);
    adopt(child);
    if (shelf != null) {
      child.shelf = shelf;
      shelf.added(child);
    }
    return child;
  }

  private void adopt(Node child) {
    if (children.isEmpty()) {
      children = new HashMap<>();
    }
    children.put(child.name, child);
  }

  void forget(Node child) {
    children.remove(child.name, child); // it may have been forgotten before, and made anew
    if (shelf != null) {
      shelf.gone(child);
    }
  }

  /** True when the kernel tells of names that come and go here. */
  boolean tellsNames() {
    return mark != null && (mark.bits & Bits.NAMES) == Bits.NAMES;
  }

  boolean isUnused() {
    return parent != null
        && childCount() == 0
        && ends.isEmpty()
        && through.isEmpty()
        && trees.isEmpty();
  }

  /** This node and all below it. */
  void each(Consumer<Node> visit) {
    if (shelf != null && shelved > 0) {
      shelf.all();
    }
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
