package vow.agent.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.linux.FileHandle;
import vow.linux.FileType;
import vow.model.Watch;

/**
 * All that a watcher knows, as bytes: the marks stay in the kernel while the process that set them
 * is away, so the next one has to know what they mean. The reader trusts nothing: anything that
 * cannot be is an {@link IOException}.
 */
final class Snapshot {
  private static final int NONE = -1;
  private static final int HANDLE = 0;
  private static final int DESCRIPTOR = 1;
  private static final int COUNT_MAX = 10_000_000;

  private Snapshot() {}

  /** Writes the nodes with their marks, then the watches that lead through them. */
  static void write(DataOutput out, Node top, Collection<Watched> watches) throws IOException {
    var nodes = new ArrayList<Node>();
    var numbers = new IdentityHashMap<Object, Integer>();
    top.each(node -> {
      numbers.put(node, nodes.size());
      nodes.add(node);
    });
    var marks = new ArrayList<Mark>();
    for (var node : nodes) {
      if (node.mark != null && numbers.putIfAbsent(node.mark, marks.size()) == null) {
        marks.add(node.mark);
      }
    }
    out.writeInt(marks.size());
    for (var mark : marks) {
      write(out, mark.key);
      out.writeInt(mark.bits);
    }
    out.writeInt(nodes.size());
    for (var node : nodes) {
      out.writeInt(number(numbers, node.parent));
      out.writeUTF(node.name);
      out.writeBoolean(node.known);
      write(out, node.seen);
      out.writeInt(number(numbers, node.mark));
      out.writeInt(node.nameClaims);
      out.writeInt(node.closeClaims);
    }
    out.writeInt(watches.size());
    for (var watched : watches) {
      write(out, watched, numbers);
    }
  }

  private static void write(DataOutput out, Watched watched, Map<Object, Integer> numbers)
      throws IOException {
    out.writeUTF(watched.side.name());
    out.writeUTF(watched.base);
    out.writeUTF(watched.watch.path());
    out.writeUTF(watched.watch.scope().name());
    out.writeBoolean(watched.unfinished);
    write(out, watched.last.seen());
    write(out, watched.last.key());
    var lead = watched.lead;
    out.writeInt(lead == null ? NONE : number(numbers, lead.end()));
    if (lead != null) {
      out.writeBoolean(lead.missing());
      write(out, lead.links(), numbers);
    }
    write(out, watched.below, numbers);
  }

  private static void write(DataOutput out, Collection<Node> some, Map<Object, Integer> numbers)
      throws IOException {
    out.writeInt(some.size());
    for (var node : some) {
      out.writeInt(number(numbers, node));
    }
  }

  private static int number(Map<Object, Integer> numbers, @Nullable Object some) {
    return some == null ? NONE : numbers.getOrDefault(some, NONE);
  }

  private static void write(DataOutput out, Node.Seen seen) throws IOException {
    out.writeUTF(seen.type() == null ? "" : seen.type().name());
    out.writeLong(seen.device());
    out.writeLong(seen.inode());
  }

  private static void write(DataOutput out, RawRecord.@Nullable Key key) throws IOException {
    switch (key) {
      case null -> out.writeByte(NONE);
      case RawRecord.Key.Handle(FileHandle handle) -> {
        out.writeByte(HANDLE);
        out.writeLong(handle.fsid());
        out.writeInt(handle.type());
        out.writeUTF(handle.bytes());
      }
      case RawRecord.Key.Descriptor(int watch) -> {
        out.writeByte(DESCRIPTOR);
        out.writeInt(watch);
      }
    }
  }

  /** What was read: the top of the tree of nodes, the marks, the watches. */
  record Restored(Node top, List<Mark> marks, List<Watched> watches) {}

  /** Reads what {@link #write} wrote. */
  static Restored read(DataInput in) throws IOException {
    var marks = new ArrayList<Mark>();
    for (int left = count(in); left > 0; left--) {
      var key = key(in);
      if (key == null) {
        throw new IOException("a mark has no key");
      }
      var mark = new Mark(key);
      mark.bits = in.readInt();
      marks.add(mark);
    }
    var nodes = new ArrayList<Node>();
    for (int left = count(in); left > 0; left--) {
      nodes.add(node(in, nodes, marks));
    }
    var watches = new ArrayList<Watched>();
    for (int left = count(in); left > 0; left--) {
      watches.add(watched(in, nodes));
    }
    if (nodes.isEmpty()) {
      throw new IOException("no node is saved");
    }
    return new Restored(nodes.getFirst(), marks, watches);
  }

  private static Node node(DataInput in, List<Node> nodes, List<Mark> marks) throws IOException {
    int parent = in.readInt();
    var name = in.readUTF();
    if ((parent == NONE) != nodes.isEmpty()) {
      throw new IOException("a node has no parent");
    }
    var node = parent == NONE ? new Node(null, "") : at(nodes, parent).childOrNew(name);
    node.known = in.readBoolean();
    node.seen = seen(in);
    int number = in.readInt();
    if (number != NONE) {
      node.mark = at(marks, number);
      node.mark.nodes.add(node);
    }
    node.nameClaims = in.readInt();
    node.closeClaims = in.readInt();
    return node;
  }

  private static Watched watched(DataInput in, List<Node> nodes) throws IOException {
    var side = named(Side.class, in.readUTF());
    var base = in.readUTF();
    var watch = new Watch(in.readUTF(), named(Watch.Scope.class, in.readUTF()));
    var watched = new Watched(watch, side, base);
    watched.unfinished = in.readBoolean();
    watched.last = new Watched.Found(seen(in), key(in));
    int end = in.readInt();
    if (end != NONE) {
      var lead = new Watched.Lead(at(nodes, end), in.readBoolean(), some(in, nodes));
      watched.lead = lead;
      lead.end().ends.add(watched);
      lead.links().forEach(link -> link.through.add(watched));
    }
    watched.below = new HashSet<>(some(in, nodes));
    watched.below.forEach(node -> node.trees.add(watched));
    return watched;
  }

  private static List<Node> some(DataInput in, List<Node> nodes) throws IOException {
    int count = count(in);
    var some = new ArrayList<Node>(0);
    for (int i = 0; i < count; i++) {
      some.add(at(nodes, in.readInt()));
    }
    return some;
  }

  private static Node.Seen seen(DataInput in) throws IOException {
    var type = in.readUTF();
    return new Node.Seen(
        type.isEmpty() ? null : named(FileType.class, type), in.readLong(), in.readLong());
  }

  private static RawRecord.@Nullable Key key(DataInput in) throws IOException {
    return switch (in.readByte()) {
      case NONE -> null;
      case HANDLE ->
          new RawRecord.Key.Handle(new FileHandle(in.readLong(), in.readInt(), in.readUTF()));
      case DESCRIPTOR -> new RawRecord.Key.Descriptor(in.readInt());
      default -> throw new IOException("an unknown kind of key is saved");
    };
  }

  private static <T> T at(List<T> list, int number) throws IOException {
    if (number < 0 || number >= list.size()) {
      throw new IOException("a number is out of bounds: " + number);
    }
    return list.get(number);
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) throws IOException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IOException("an unknown word is saved: " + name, e);
    }
  }

  private static int count(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > COUNT_MAX) {
      throw new IOException("a count is out of bounds: " + count);
    }
    return count;
  }

  /** The marks by key. */
  static Map<RawRecord.Key, Mark> byKey(List<Mark> marks) {
    var byKey = HashMap.<RawRecord.Key, Mark>newHashMap(marks.size());
    marks.forEach(mark -> byKey.put(mark.key, mark));
    return byKey;
  }
}
