package vow.agent.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.blob.Blob;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.blob.Table;
import vow.agent.blob.TableEdit;
import vow.agent.state.ManifestJson;
import vow.model.Edge;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Thing;
import vow.model.Watch;

/**
 * A manifest as bytes of which a promise is decoded when it is asked for, found by identity, by
 * what it watches and by what it makes. The number of a record is the promise's place in the order.
 * Like {@link ManifestJson}, never with a sensitive promise. One thread.
 *
 * <p>Record: identity, edges from it (number and reason), numbers of those that come after it, and
 * of those that listen to it, the rest of the promise.
 */
public final class ManifestTable {
  private static final char ID = 'i';
  private static final char AT = 'a';
  private static final char ENTRIES = 'e';
  private static final char TREE = 't';
  private static final char OWNED = 'o';
  private static final Edge.Reason[] REASONS = Edge.Reason.values();

  private final Table table;
  private final int edgeCount;
  private final Manifest manifest;
  private final @Nullable Promise[] decoded;

  private ManifestTable(BlobReader in) throws IOException {
    var hash = new Hash(in.text());
    edgeCount = in.count();
    table = Table.read(in.blob());
    decoded = new Promise[table.size()];
    manifest = Manifest.restored(new Promises(), new Edges(), hash);
  }

  /** One that {@link #write} wrote; anything else is an IOException, now or when it is decoded. */
  public static ManifestTable read(ByteBuffer bytes) throws IOException {
    try {
      return new ManifestTable(new BlobReader(bytes));
    } catch (IllegalArgumentException e) {
      throw new IOException("a manifest is damaged", e);
    }
  }

  /** Writes a manifest; empty when it must not be stored as a whole. */
  public static Optional<Blob> write(Manifest manifest) throws IOException {
    var numbers = new HashMap<PromiseId, Integer>();
    for (var promise : manifest.promises().values()) {
      if (promise.meta().sensitive()) {
        return Optional.empty();
      }
      numbers.put(promise.id(), numbers.size());
    }
    var links = Links.of(manifest, numbers);
    var edit = new TableEdit();
    for (var promise : manifest.promises().values()) {
      var record = new BlobWriter();
      PromiseBlob.id(record, promise.id());
      links.get(edit.size()).write(record);
      PromiseBlob.promise(record, promise);
      edit.add(record.done(), keys(promise));
    }
    var out = new BlobWriter();
    out.text(manifest.hash().hex());
    out.number(manifest.edges().size());
    out.blob(edit.done());
    return Optional.of(out.done());
  }

  private static long[] keys(Promise promise) {
    var keys = new LinkedHashSet<Long>();
    keys.add(key(promise.id()));
    for (var watch : promise.kind().watches()) {
      keys.add(Table.key(AT, watch.path()));
      switch (watch.scope()) {
        case SELF -> {}
        case ENTRIES -> keys.add(Table.key(ENTRIES, watch.path()));
        case TREE -> keys.add(Table.key(TREE, watch.path()));
      }
    }
    for (var thing : promise.kind().owns()) {
      if (thing.sort() == Thing.Sort.PATH) {
        keys.add(Table.key(OWNED, thing.name()));
      }
    }
    return keys.stream().mapToLong(key -> key).toArray();
  }

  static long key(PromiseId id) {
    return Table.key(ID, id.kind() + "\0" + id.name());
  }

  /** The manifest, of which no more is decoded than somebody looks at. */
  public Manifest manifest() {
    return manifest;
  }

  /** How many of its promises were decoded so far. */
  public int decoded() {
    int count = 0;
    for (var promise : decoded) {
      count += promise == null ? 0 : 1;
    }
    return count;
  }

  OptionalInt number(PromiseId id) {
    try {
      for (int number : table.numbers(key(id))) {
        if (id(number).equals(id)) {
          return OptionalInt.of(number);
        }
      }
      return OptionalInt.empty();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  PromiseId id(int number) {
    try {
      var known = number < 0 || number >= decoded.length ? null : decoded[number];
      return known == null ? PromiseBlob.id(table.record(number)) : known.id();
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  Links links(int number) {
    try {
      var in = table.record(number);
      PromiseBlob.id(in);
      return Links.read(in);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  Promise promise(int number) {
    var known = decoded[number];
    if (known == null) {
      try {
        var in = table.record(number);
        var id = PromiseBlob.id(in);
        Links.read(in);
        known = PromiseBlob.promise(in, id);
        in.end();
        decoded[number] = known;
      } catch (IOException | IllegalArgumentException e) {
        throw damaged(e);
      }
    }
    return known;
  }

  /** Those that watch this path; all that do so in this scope, or for null in any. */
  List<PromiseId> watching(String path, Watch.@Nullable Scope scope) {
    char about = scope == Watch.Scope.ENTRIES ? ENTRIES : scope == Watch.Scope.TREE ? TREE : AT;
    var found = new ArrayList<PromiseId>(1);
    for (int number : numbers(about, path)) {
      for (var watch : promise(number).kind().watches()) {
        if (watch.path().equals(path) && (scope == null || watch.scope() == scope)) {
          found.add(promise(number).id());
          break;
        }
      }
    }
    return found;
  }

  /** Whether a promise makes what is at the path. */
  boolean owned(String path) {
    for (int number : numbers(OWNED, path)) {
      if (promise(number).kind().owns().contains(Thing.path(path))) {
        return true;
      }
    }
    return false;
  }

  private int[] numbers(char about, String path) {
    try {
      return table.numbers(Table.key(about, path));
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  static UncheckedIOException damaged(Exception e) {
    return new UncheckedIOException(
        e instanceof IOException io ? io : new IOException("what was saved makes no sense", e));
  }

  /** The promises in their order. */
  private final class Promises extends AbstractMap<PromiseId, Promise> {
    @Override
    public int size() {
      return table.size();
    }

    @Override
    public boolean containsKey(Object id) {
      return id instanceof PromiseId one && number(one).isPresent();
    }

    @Override
    public @Nullable Promise get(Object id) {
      var number = id instanceof PromiseId one ? number(one) : OptionalInt.empty();
      return number.isEmpty() ? null : promise(number.getAsInt());
    }

    @Override
    public Set<Entry<PromiseId, Promise>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return table.size();
        }

        @Override
        public Iterator<Entry<PromiseId, Promise>> iterator() {
          return new Counting<>(table.size()) {
            @Override
            Entry<PromiseId, Promise> at(int number) {
              var promise = promise(number);
              return Map.entry(promise.id(), promise);
            }
          };
        }
      };
    }
  }

  /** The edges, by where they come from. */
  private final class Edges extends AbstractSet<Edge> {
    @Override
    public int size() {
      return edgeCount;
    }

    @Override
    public boolean contains(Object some) {
      if (!(some instanceof Edge edge)) {
        return false;
      }
      var from = number(edge.from());
      return from.isPresent() && from(from.getAsInt()).contains(edge);
    }

    @Override
    public Iterator<Edge> iterator() {
      var all = new ArrayList<Edge>(edgeCount);
      for (int number = 0; number < table.size(); number++) {
        all.addAll(from(number));
      }
      return all.iterator();
    }

    private List<Edge> from(int number) {
      var links = links(number);
      var edges = new ArrayList<Edge>();
      for (int i = 0; i < links.needs().length; i++) {
        edges.add(new Edge(id(number), id(links.needs()[i]), REASONS[links.reasons()[i]]));
      }
      return edges;
    }
  }
}
