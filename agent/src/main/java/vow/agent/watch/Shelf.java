package vow.agent.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.agent.blob.BlobReader;
import vow.agent.blob.Table;
import vow.model.Watch;

/**
 * What the watcher of the process before knew ({@link Snapshot}), of which a node, a mark or a
 * watch is made when somebody asks for it, together with what it names: the nodes above it, its
 * mark, the watches that lead to it or through it. The reader trusts nothing: what cannot be is an
 * {@link IOException}, or an unchecked one when it shows later.
 */
final class Shelf {
  /** More folders are in no path. */
  private static final int DEPTH_MAX = 4_096;

  private static final Side[] SIDES = Side.values();
  private static final Watch.Scope[] SCOPES = Watch.Scope.values();

  /** What is still to be read of something that was made. */
  private interface Rest {
    void read() throws IOException;
  }

  final Snapshot.Tables tables;
  private final Map<Integer, Node> nodes = new HashMap<>();
  private final Map<Integer, Mark> marks = new HashMap<>();
  private final Map<Integer, Watched> watches = new HashMap<>();
  final Set<Integer> goneNodes = new HashSet<>();
  final Set<Integer> goneMarks = new HashSet<>();

  /** Nodes that were not read. */
  private final Set<Node> fresh = new HashSet<>();

  private final Queue<Rest> todo = new ArrayDeque<>();
  private boolean reading;
  private boolean whole;

  /** Hears of each mark that is made. */
  private Consumer<Mark> marked = _ -> {};

  Shelf(BlobReader in) throws IOException {
    tables = Snapshot.Tables.read(in);
    if (!tables.nodes().isThere(0)) {
      throw new IOException("no node is saved");
    }
  }

  void onMark(Consumer<Mark> hears) {
    marked = hears;
  }

  Node top() {
    return node(0);
  }

  /** The child of that name, if one is here that was not made yet. */
  @Nullable Node child(Node parent, String name) {
    if (parent.number == Snapshot.NONE) {
      return null;
    }
    try {
      for (int number : tables.nodes().numbers(Snapshot.key(parent.number, name))) {
        var in = tables.nodes().record(number);
        boolean same = in.number() == parent.number && in.text().equals(name);
        if (same && !goneNodes.contains(number)) {
          return node(number);
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mark of an inode. */
  @Nullable Mark mark(RawRecord.Key key) {
    try {
      for (int number : tables.marks().numbers(Snapshot.key(key))) {
        if (key.equals(Snapshot.readKey(tables.marks().record(number)))
            && !goneMarks.contains(number)) {
          var mark = make(number, marks, this::makeMark);
          readAll();
          return mark;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many marks are here and were not made. */
  int marksLeft() throws IOException {
    int left = 0;
    for (int number = 0; number < tables.marks().size(); number++) {
      boolean made = marks.containsKey(number) || goneMarks.contains(number);
      left += tables.marks().isThere(number) && !made ? 1 : 0;
    }
    return left;
  }

  /** A node that was not read. */
  void added(Node node) {
    fresh.add(node);
  }

  /** A node that nobody needs any more. */
  void gone(Node node) {
    if (node.number == Snapshot.NONE) {
      fresh.remove(node);
    } else {
      nodes.remove(node.number);
      goneNodes.add(node.number);
    }
  }

  /** A mark that is no more. */
  void gone(Mark mark) {
    if (mark.number != Snapshot.NONE) {
      marks.remove(mark.number);
      goneMarks.add(mark.number);
    }
  }

  /** Makes everything; from then on this is of no more use. */
  void all() {
    if (whole) {
      return;
    }
    whole = true;
    try {
      each(tables.nodes(), number -> make(number, nodes, this::makeNode), goneNodes);
      each(tables.marks(), number -> make(number, marks, this::makeMark), goneMarks);
      each(tables.watches(), number -> make(number, watches, this::makeWatched), Set.of());
      readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nodes().forEach(Node::forgetShelf);
    marks.values().forEach(mark -> mark.number = Snapshot.NONE);
    watches.values().forEach(watched -> watched.number = Snapshot.NONE);
  }

  /** Whether everything was made. */
  boolean isWhole() {
    return whole;
  }

  private static void each(Table table, Make<?> make, Set<Integer> gone) throws IOException {
    for (int number = 0; number < table.size(); number++) {
      if (table.isThere(number) && !gone.contains(number)) {
        make.make(number);
      }
    }
  }

  /** The nodes that were made, of what was read and since. */
  List<Node> nodes() {
    var all = new ArrayList<>(nodes.values());
    all.addAll(fresh);
    return all;
  }

  Collection<Watched> watches() {
    return watches.values();
  }

  private Node node(int number) {
    try {
      var node = make(number, nodes, this::makeNode);
      readAll();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Make<T> {
    T make(int number) throws IOException;
  }

  private <T> T make(int number, Map<Integer, T> made, Make<T> make) throws IOException {
    var known = made.get(number);
    return known == null ? make.make(number) : known;
  }

  /** Reads what things name until nothing more is named: not by recursion, it may be far. */
  private void readAll() throws IOException {
    if (reading) {
      return;
    }
    reading = true;
    for (var rest = todo.poll(); rest != null; rest = todo.poll()) {
      rest.read();
    }
    reading = false;
  }

  /** Makes a node, and first those above it that were not made. */
  private Node makeNode(int number) throws IOException {
    var way = new ArrayDeque<Integer>();
    for (int at = number; at != Snapshot.NONE && !nodes.containsKey(at); ) {
      if (goneNodes.contains(at) || !tables.nodes().isThere(at) || way.size() > DEPTH_MAX) {
        throw new IOException("there is no way to node " + number);
      }
      way.push(at);
      at = tables.nodes().record(at).number();
    }
    for (int next : way) {
      makeNext(next);
    }
    return Objects.requireNonNull(nodes.get(number));
  }

  private void makeNext(int number) throws IOException {
    var in = tables.nodes().record(number);
    int above = in.number();
    if ((above == Snapshot.NONE) != (number == 0)) {
      throw new IOException("a node has no parent");
    }
    var node = new Node(nodes.get(above), in.text());
    node.number = number;
    nodes.put(number, node);
    node.known = in.flag();
    node.seen = Snapshot.seen(in);
    node.nameClaims = in.number();
    node.closeClaims = in.number();
    node.shelve(this, in.number());
    todo.add(() -> {
      int mark = in.number();
      if (mark != Snapshot.NONE) {
        node.mark = make(mark, marks, this::makeMark);
      }
      each(in, watches, this::makeWatched, node.ends);
      each(in, watches, this::makeWatched, node.through);
      each(in, watches, this::makeWatched, node.trees);
    });
  }

  private Mark makeMark(int number) throws IOException {
    var in = tables.marks().record(number);
    var key = Snapshot.readKey(in);
    if (key == null || !tables.marks().isThere(number)) {
      throw new IOException("a mark has no key");
    }
    var mark = new Mark(key);
    mark.number = number;
    mark.bits = in.number();
    marks.put(number, mark);
    marked.accept(mark);
    todo.add(() -> each(in, nodes, this::makeNode, mark.nodes));
    return mark;
  }

  private Watched makeWatched(int number) throws IOException {
    var in = tables.watches().record(number);
    var side = in.constant(SIDES);
    var base = in.text();
    var watched = new Watched(new Watch(in.text(), in.constant(SCOPES)), side, base);
    watched.number = number;
    watches.put(number, watched);
    watched.unfinished = in.flag();
    watched.last = new Watched.Found(Snapshot.seen(in), Snapshot.readKey(in), in.text(), in.flag());
    todo.add(() -> {
      int end = in.number();
      if (end != Snapshot.NONE) {
        boolean missing = in.flag();
        var links = new ArrayList<Node>(0);
        each(in, nodes, this::makeNode, links);
        watched.lead = new Watched.Lead(make(end, nodes, this::makeNode), missing, links);
      }
      each(in, nodes, this::makeNode, watched.below);
    });
    return watched;
  }

  private <T> void each(BlobReader in, Map<Integer, T> made, Make<T> make, Collection<T> into)
      throws IOException {
    for (int left = in.count(); left > 0; left--) {
      into.add(make(in.number(), made, make));
    }
  }
}
