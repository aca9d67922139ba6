package vow.agent.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.LinuxException;

/**
 * The directories below the watches of whole trees. Each is marked before it is listed. Symbolic
 * links are entries, not followed. Files have no marks of their own here: a write without close, or
 * through a hard link from outside, is not seen.
 */
final class Trees {
  /** The most directories below one watch; what is deeper down the list is not watched. */
  static final int DIRECTORIES_MAX = 100_000;

  private final Paths paths;
  private final Marks marks;

  Trees(Paths paths, Marks marks) {
    this.paths = paths;
    this.marks = marks;
  }

  /** Finds all directories below a watch, again; {@code newEntry} hears what is in new ones. */
  void scan(Watched watched, Consumer<String> newEntry) {
    var before = watched.below;
    watched.below = new HashSet<>();
    if (watched.lead != null && watched.hasEntries()) {
      var end = watched.lead.end();
      for (var entry : list(end)) {
        if (isDirectory(entry)) {
          scan(watched, end, entry.name(), newEntry);
        }
      }
    }
    before.removeAll(watched.below);
    release(watched, before);
  }

  /** Takes in a directory that is, or may be, new below a watch. */
  void scan(Watched watched, Node parent, String name, Consumer<String> newEntry) {
    var todo = new ArrayDeque<Node>();
    add(watched, parent, name, todo);
    while (!todo.isEmpty()) {
      var directory = todo.pop();
      boolean isNew = directory.trees.size() == 1;
      for (var entry : list(directory)) {
        if (isNew) {
          newEntry.accept(watched.inside(directory.path + "/" + entry.name()));
        }
        if (isDirectory(entry)) {
          add(watched, directory, entry.name(), todo);
        }
      }
    }
  }

  private void add(Watched watched, Node parent, String name, ArrayDeque<Node> todo) {
    if (watched.below.size() >= DIRECTORIES_MAX) {
      return;
    }
    var node = paths.arrive(parent, name);
    if (node.seen.type() != FileType.DIRECTORY || !watched.below.add(node)) {
      paths.trim(node);
      return;
    }
    node.trees.add(watched);
    marks.cover(node);
    todo.push(node);
  }

  /** The directory has gone from below the watch. */
  void release(Watched watched, Node gone) {
    var nodes = new HashSet<Node>();
    gone.each(nodes::add);
    nodes.retainAll(watched.below);
    watched.below.removeAll(nodes);
    release(watched, nodes);
  }

  /** The watch ends. */
  void release(Watched watched) {
    var all = watched.below;
    watched.below = new HashSet<>(0);
    release(watched, all);
  }

  private void release(Watched watched, Set<Node> nodes) {
    var deepestFirst = new ArrayList<>(nodes);
    deepestFirst.sort((a, b) -> b.path.length() - a.path.length());
    for (var node : deepestFirst) {
      node.trees.remove(watched);
      paths.trim(node);
    }
  }

  private static List<Directory.Entry> list(Node node) {
    try (var directory = Directory.open(node.path)) {
      return directory.list();
    } catch (LinuxException e) {
      return List.of(); // gone meanwhile, which its mark tells, or not ours to see
    }
  }

  private static boolean isDirectory(Directory.Entry entry) {
    return entry.type() == FileType.DIRECTORY || entry.type() == FileType.UNKNOWN;
  }
}
