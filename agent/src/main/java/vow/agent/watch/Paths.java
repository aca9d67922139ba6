package vow.agent.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.agent.watch.Watched.Lead;
import vow.linux.FileType;
import vow.linux.Links;
import vow.linux.LinuxException;
import vow.linux.Statx;

/**
 * The paths that matter as a tree of nodes, and how watches lead through it. Whatever a watch
 * depends on is marked before it is looked at for the last time, so no change can fall between.
 */
final class Paths {
  /** As many symbolic links as the kernel follows. */
  private static final int LINKS_MAX = 40;

  /** How often a path is followed anew when it changes meanwhile; then its events will tell. */
  private static final int TRIES_MAX = 16;

  private final Marks marks;
  private final Trees trees;
  private final Node top;

  /** With nodes that were marked before. */
  Paths(Marks marks, Node top) {
    this.marks = marks;
    this.top = top;
    this.trees = new Trees(this, marks);
  }

  Paths(Marks marks) {
    this(marks, new Node(null, ""));
    observe(top, false);
    marks.cover(top);
    top.known = true;
  }

  /** Follows a watch to its end, for the first time or again. */
  void resolve(Watched watched, Consumer<String> newEntry) {
    var old = watched.lead;
    boolean settled = false;
    for (int i = 0; i < TRIES_MAX && !settled; i++) {
      if (i > 0) {
        drop(watched, watched.lead);
      }
      watched.lead = follow(watched);
      settled = settle(watched.lead);
    }
    drop(watched, old);
    watched.last = watched.found();
    if (watched.isTree()) {
      trees.scan(watched, newEntry);
    }
  }

  /** Lets go of everything that only this watch needed. */
  void release(Watched watched) {
    trees.release(watched);
    drop(watched, watched.lead);
    watched.lead = null;
  }

  private void drop(Watched watched, @Nullable Lead lead) {
    if (lead == null) {
      return;
    }
    lead.end().ends.remove(watched);
    claim(lead, -1);
    for (var link : lead.links()) {
      link.through.remove(watched);
      trim(link);
    }
    trim(lead.end());
    var above = lead.end().parent;
    narrow(above);
    narrow(above == null ? null : above.parent);
  }

  /** One that had claims may have been wanted for more, even if it is still needed. */
  private void narrow(@Nullable Node node) {
    if (node != null && (node.parent == null || node.parent.child(node.name) == node)) {
      marks.cover(node);
    }
  }

  /** Marks what tells of the end's fate; false when it changed before that was in force. */
  private boolean settle(Lead lead) {
    var end = lead.end();
    var parent = end.parent;
    if (parent == null) {
      marks.cover(end);
      return true;
    }
    var above = lead.missing() ? parent.parent : null;
    boolean guarded = parent.tellsNames() && (above == null || above.tellsNames());
    if (above != null) {
      marks.cover(above);
    }
    marks.cover(parent);
    marks.cover(end);
    end.known = guarded || !(observe(end, false) || observe(parent, false));
    return end.known;
  }

  private Lead follow(Watched watched) {
    var links = new ArrayList<Node>(0);
    var todo = new ArrayDeque<String>();
    push(todo, watched.watch.path());
    push(todo, watched.base);
    var at = top;
    while (!todo.isEmpty()) {
      var name = todo.pop();
      if (name.equals("..")) {
        at = at.parent == null || at.path.equals(watched.base) ? at : at.parent;
        continue;
      }
      var child = arrive(at, name);
      if (child.seen.type() == FileType.DIRECTORY) {
        at = child;
        continue;
      }
      boolean last = todo.isEmpty();
      if (last || child.seen.type() != FileType.SYMLINK || links.size() == LINKS_MAX) {
        return lead(watched, child, !last || !child.seen.exists(), links);
      }
      links.add(child);
      child.through.add(watched);
      var target = readLink(child);
      push(todo, target);
      if (target.startsWith("/")) {
        push(todo, watched.base);
        at = top;
      }
    }
    return lead(watched, at, false, links);
  }

  private Lead lead(Watched watched, Node end, boolean missing, List<Node> links) {
    var lead = new Lead(end, missing, links);
    end.ends.add(watched);
    claim(lead, 1);
    return lead;
  }

  /** The parent tells of the end's name; that one's parent too while something is missing. */
  private static void claim(Lead lead, int count) {
    var parent = lead.end().parent;
    if (parent == null) {
      return;
    }
    parent.nameClaims += count;
    parent.closeClaims += count;
    if (lead.missing() && parent.parent != null) {
      // An empty directory that somebody still uses is removed without a word of its own.
      parent.parent.nameClaims += count;
    }
  }

  /** The node of a name, looked at and, when the way may go on there, marked. */
  Node arrive(Node parent, String name) {
    var child = parent.childOrNew(name);
    for (int i = 0; i < TRIES_MAX && !child.known; i++) {
      observe(child, false);
      if (child.seen.type() != FileType.DIRECTORY && child.seen.type() != FileType.SYMLINK) {
        return child; // the way ends here, and settle goes on
      }
      child.known = !marks.cover(child) || !observe(child, false);
    }
    return child;
  }

  /**
   * Looks at the path of a node.
   *
   * @param replaced it is known to be another inode, even if the number is the same
   * @return true when something else is there than before, or nothing any more
   */
  boolean observe(Node node, boolean replaced) {
    var now = look(node);
    if (now.equals(node.seen) && !replaced) {
      return false;
    }
    node.each(below -> below.known = false);
    marks.detach(node);
    node.seen = now;
    return true;
  }

  private static Node.Seen look(Node node) {
    try {
      return Statx.find(node.path)
          .map(stat -> new Node.Seen(stat.type(), stat.device(), stat.inode()))
          .orElse(Node.Seen.NOTHING);
    } catch (LinuxException e) {
      return Node.Seen.NOTHING; // not even to be looked at: not ours to see
    }
  }

  private static String readLink(Node link) {
    try {
      return Links.read(link.path);
    } catch (LinuxException e) {
      return ""; // replaced meanwhile, which its mark will tell
    }
  }

  /** Removes nodes that nothing needs any more, from here upwards, and narrows the marks above. */
  void trim(Node node) {
    var at = node;
    while (at.isUnused() && at.parent != null) {
      marks.detach(at);
      at.parent.forget(at);
      at = at.parent;
    }
    marks.cover(at);
  }

  /** Takes in a directory that is new below a watch of a whole tree. */
  void enter(Watched watched, Node parent, String name, Consumer<String> newEntry) {
    trees.scan(watched, parent, name, newEntry);
  }

  /** Lets go of a directory that has left a watch of a whole tree. */
  void leave(Watched watched, Node gone) {
    trees.release(watched, gone);
  }

  Node top() {
    return top;
  }

  /** Events were lost: everything has to be looked at and marked again. */
  void distrustAll() {
    top.each(node -> node.known = false);
  }

  /** The node of a host path, if one matters. */
  Optional<Node> find(String hostPath) {
    var at = Optional.of(top);
    for (var name : hostPath.split("/", -1)) {
      if (!name.isEmpty()) {
        at = at.flatMap(node -> Optional.ofNullable(node.child(name)));
      }
    }
    return at;
  }

  private static void push(Deque<String> todo, String path) {
    var names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        todo.push(names[i]);
      }
    }
  }
}
