package vow.agent.watch;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.blob.Table;
import vow.agent.blob.TableEdit;
import vow.linux.FileHandle;
import vow.linux.FileType;
import vow.model.Watch;

/**
 * Writes all that a watcher knows: the marks stay in the kernel while the process that set them is
 * away, so the next one has to know what they mean. Three tables, of nodes, marks and watches, that
 * name each other by number; what nobody made of them since they were read ({@link Shelf}) is
 * copied.
 */
final class Snapshot {
  /** Stands for no number, no key. */
  static final int NONE = -1;

  private static final int HANDLE = 0;
  private static final int DESCRIPTOR = 1;
  private static final FileType[] TYPES = FileType.values();

  private final TableEdit nodes;
  private final TableEdit marks;
  private final TableEdit watches;

  /** The numbers of what was not read. */
  private final Map<Object, Integer> fresh = new HashMap<>();

  private Snapshot(TableEdit nodes, TableEdit marks, TableEdit watches) {
    this.nodes = nodes;
    this.marks = marks;
    this.watches = watches;
  }

  /** Writes everything, from the top of the tree of nodes. */
  static void write(BlobWriter out, Node top, Collection<Watched> all) throws IOException {
    var snapshot = new Snapshot(new TableEdit(), new TableEdit(), new TableEdit());
    top.each(node -> snapshot.fresh.put(node, snapshot.nodes.reserve()));
    top.each(node -> snapshot.number(node.mark, snapshot.marks));
    all.forEach(watched -> snapshot.number(watched, snapshot.watches));
    top.each(snapshot::put);
    top.each(node -> snapshot.put(node.mark));
    all.forEach(snapshot::put);
    snapshot.write(out);
  }

  /** Writes what was read with what became of it. */
  static void write(BlobWriter out, Shelf shelf) throws IOException {
    var tables = shelf.tables;
    var snapshot =
        new Snapshot(
            new TableEdit(tables.nodes()),
            new TableEdit(tables.marks()),
            new TableEdit(tables.watches()));
    shelf.goneNodes.forEach(snapshot.nodes::remove);
    shelf.goneMarks.forEach(snapshot.marks::remove);
    var nodes = shelf.nodes();
    for (var node : nodes) {
      snapshot.number(node, snapshot.nodes);
      snapshot.number(node.mark, snapshot.marks);
    }
    for (var node : nodes) {
      snapshot.put(node);
      snapshot.put(node.mark);
    }
    shelf.watches().forEach(snapshot::put);
    snapshot.write(out);
  }

  private void write(BlobWriter out) throws IOException {
    out.blob(nodes.done());
    out.blob(marks.done());
    out.blob(watches.done());
  }

  private void number(@Nullable Object some, TableEdit table) {
    if (some != null && number(some) == NONE) {
      fresh.put(some, table.reserve());
    }
  }

  private int number(@Nullable Object some) {
    int read =
        some instanceof Node node
            ? node.number
            : some instanceof Mark mark
                ? mark.number
                : some instanceof Watched watched ? watched.number : NONE;
    return read == NONE && some != null ? fresh.getOrDefault(some, NONE) : read;
  }

  private void put(Node node) {
    var out = new BlobWriter();
    int parent = number(node.parent);
    out.number(parent);
    out.text(node.name);
    out.flag(node.known);
    write(out, node.seen);
    out.number(node.nameClaims);
    out.number(node.closeClaims);
    out.number(node.childCount());
    out.number(number(node.mark));
    numbers(out, node.ends);
    numbers(out, node.through);
    numbers(out, node.trees);
    nodes.put(number(node), out.done(), key(parent, node.name));
  }

  private void put(@Nullable Mark mark) {
    if (mark == null) {
      return;
    }
    var out = new BlobWriter();
    write(out, mark.key);
    out.number(mark.bits);
    numbers(out, mark.nodes);
    marks.put(number(mark), out.done(), key(mark.key));
  }

  private void put(Watched watched) {
    var out = new BlobWriter();
    out.constant(watched.side);
    out.text(watched.base);
    out.text(watched.watch.path());
    out.constant(watched.watch.scope());
    out.flag(watched.unfinished);
    write(out, watched.last.seen());
    write(out, watched.last.key());
    out.text(watched.last.way());
    out.flag(watched.last.blocked());
    var lead = watched.lead;
    out.number(lead == null ? NONE : number(lead.end()));
    if (lead != null) {
      out.flag(lead.missing());
      numbers(out, lead.links());
    }
    numbers(out, watched.below);
    watches.put(number(watched), out.done(), key(watched.watch));
  }

  private void numbers(BlobWriter out, Collection<?> some) {
    out.number(some.size());
    for (var each : some) {
      out.number(number(each));
    }
  }

  private static void write(BlobWriter out, Node.Seen seen) {
    var type = seen.type();
    out.flag(type != null);
    if (type != null) {
      out.constant(type);
      out.big(seen.device());
      out.big(seen.inode());
    }
  }

  private static void write(BlobWriter out, RawRecord.@Nullable Key key) {
    switch (key) {
      case null -> out.number(NONE);
      case RawRecord.Key.Handle(FileHandle handle) -> {
        out.number(HANDLE);
        out.big(handle.fsid());
        out.number(handle.type());
        out.text(handle.bytes());
      }
      case RawRecord.Key.Descriptor(int watch) -> {
        out.number(DESCRIPTOR);
        out.number(watch);
      }
    }
  }

  static Node.Seen seen(BlobReader in) throws IOException {
    return in.flag() ? new Node.Seen(in.constant(TYPES), in.big(), in.big()) : Node.Seen.NOTHING;
  }

  static RawRecord.@Nullable Key readKey(BlobReader in) throws IOException {
    return switch (in.number()) {
      case NONE -> null;
      case HANDLE -> new RawRecord.Key.Handle(new FileHandle(in.big(), in.number(), in.text()));
      case DESCRIPTOR -> new RawRecord.Key.Descriptor(in.number());
      default -> throw new IOException("an unknown kind of key is saved");
    };
  }

  /** Of a node: the name in its parent. */
  static long key(int parent, String name) {
    return Table.key((char) parent, name) + parent;
  }

  /** Of a mark. */
  static long key(RawRecord.Key key) {
    return NameFilter.hash(key, "");
  }

  private static long key(Watch watch) {
    return Table.key('w', watch.path());
  }

  /** The three tables. */
  record Tables(Table nodes, Table marks, Table watches) {
    static Tables read(BlobReader in) throws IOException {
      return new Tables(Table.read(in.blob()), Table.read(in.blob()), Table.read(in.blob()));
    }
  }
}
