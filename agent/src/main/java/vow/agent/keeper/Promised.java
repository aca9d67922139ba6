package vow.agent.keeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.blob.Table;
import vow.agent.blob.TableEdit;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.Thing;
import vow.model.kind.Directory;
import vow.model.kind.Paths;

/**
 * What the promises of a manifest make, so that one keeper leaves alone what another keeps. Made
 * once a manifest, shared by all attempts. A brain that is woken reads it from a table, of which
 * nothing is decoded but what is asked for.
 */
public final class Promised {
  /** A promise makes it. */
  private static final int MADE = 1;

  /** The same, when nothing in the policy can keep the promise from making it. */
  private static final int SURELY = 2;

  /** A promise says who owns it. */
  private static final int OWNED = 4;

  /** A promise makes or edits this path, or something below it. */
  private static final int BELOW = 8;

  private static final Thing.Sort[] SORTS = Thing.Sort.values();

  /** No promise but one's own. */
  public static final Promised NOTHING = new Promised(Map.of());

  /** What is known of a thing: bits of the above, and all things that are known. */
  private interface Known {
    int of(Thing thing);

    Set<Thing> all();
  }

  private final Known known;

  private Promised(Known known) {
    this.known = known;
  }

  private Promised(Map<Thing, Integer> bits) {
    this(
        new Known() {
          @Override
          public int of(Thing thing) {
            return bits.getOrDefault(thing, 0);
          }

          @Override
          public Set<Thing> all() {
            return bits.keySet();
          }
        });
  }

  /** Collects what a manifest makes. */
  public static Promised of(Manifest manifest) {
    var bits = new HashMap<Thing, Integer>();
    for (var promise : manifest.promises().values()) {
      var kind = promise.kind();
      int made = MADE | (makesItself(promise) ? SURELY : 0) | (kind.saysOwner() ? OWNED : 0);
      for (var thing : kind.owns()) {
        add(bits, thing, made);
        addPath(bits, thing);
      }
      kind.edits().forEach(thing -> addPath(bits, thing));
    }
    return new Promised(bits);
  }

  private static void add(Map<Thing, Integer> bits, Thing thing, int more) {
    bits.merge(thing, more, (a, b) -> a | b);
  }

  private static void addPath(Map<Thing, Integer> bits, Thing thing) {
    if (thing.sort() == Thing.Sort.PATH || thing.sort() == Thing.Sort.CONTENT) {
      for (var at = thing.name(); ; at = Paths.parent(at)) {
        var path = Thing.path(at);
        boolean news = (bits.getOrDefault(path, 0) & BELOW) == 0;
        add(bits, path, BELOW);
        if (!news || at.equals("/")) {
          return;
        }
      }
    }
  }

  /** Reads what {@link #write} wrote; later a record that makes no sense is an unchecked one. */
  public static Promised read(BlobReader in) throws IOException {
    return new Promised(new InTable(Table.read(in.blob())));
  }

  /** Writes it. */
  @SuppressWarnings("EnumOrdinal") // only ever read by the same build
  public void write(BlobWriter out) throws IOException {
    var edit = new TableEdit();
    for (var thing : known.all()) {
      var record = new BlobWriter();
      record.constant(thing.sort());
      record.text(thing.name());
      record.number(known.of(thing));
      edit.add(record.done(), key(thing));
    }
    out.blob(edit.done());
  }

  private static long key(Thing thing) {
    return Table.key(thing.sort().name().charAt(0), thing.name());
  }

  /** Every path that a promise makes or edits, and the folders above. */
  public Set<String> paths() {
    var paths = new HashSet<String>();
    for (var thing : known.all()) {
      if (is(thing, BELOW)) {
        paths.add(thing.name());
      }
    }
    return paths;
  }

  /** Whether a promise makes or edits the path, or something below it. */
  public boolean contains(String path) {
    return is(Thing.path(path), BELOW);
  }

  /** Whether a promise makes exactly this: in a dry run it may not be there yet. */
  public boolean makes(Thing thing) {
    return is(thing, MADE);
  }

  /** The same, when nothing in the policy can keep the promise from making it. */
  boolean surelyMakes(Thing thing) {
    return is(thing, SURELY);
  }

  /** Whether a promise says who owns exactly this path. */
  boolean saysOwnerOf(String path) {
    return is(Thing.path(path), OWNED) || is(Thing.content(path), OWNED);
  }

  private boolean is(Thing thing, int bit) {
    return (known.of(thing) & bit) != 0;
  }

  private static boolean makesItself(Promise promise) {
    var meta = promise.meta();
    boolean gone = promise.kind() instanceof Directory directory && directory.absent();
    return !gone && !meta.noop() && meta.onlyIf().isEmpty() && meta.notIf().isEmpty();
  }

  /** Things with their bits, as records with the thing as their key. */
  private record InTable(Table table) implements Known {
    @Override
    public int of(Thing thing) {
      try {
        for (int number : table.numbers(key(thing))) {
          var in = table.record(number);
          if (thing(in).equals(thing)) {
            return in.number();
          }
        }
        return 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Set<Thing> all() {
      try {
        var things = HashSet.<Thing>newHashSet(table.size());
        for (int number = 0; number < table.size(); number++) {
          things.add(thing(table.record(number)));
        }
        return things;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Thing thing(BlobReader in) throws IOException {
      return new Thing(in.constant(SORTS), in.text());
    }
  }
}
