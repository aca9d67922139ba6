package vow.agent.rest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.blob.Blob;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.blob.Table;
import vow.agent.blob.TableEdit;
import vow.engine.Counter;
import vow.engine.Dormant;
import vow.engine.EngineState;
import vow.engine.Saved;
import vow.engine.Totals;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;

/**
 * How promises stand as bytes, of which one is decoded when it is asked for. Any thread.
 *
 * <p>The head has the manifest's hash, the totals, the brakes and who is astir; a record an
 * identity and what is known of it.
 */
public final class StateTable {
  private static final Counter[] COUNTERS = Counter.values();
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final Table table;
  private final List<PromiseId> astir;
  private final EngineState state;

  private StateTable(BlobReader in) throws IOException {
    var manifest = new Hash(in.text());
    var events = SavedBlob.counts(in, Counter.class, COUNTERS);
    var totals = new Totals(events, SavedBlob.counts(in, Outcome.class, OUTCOMES));
    var brakes = BrakingBlob.read(in);
    var ids = new ArrayList<PromiseId>();
    for (int left = in.count(); left > 0; left--) {
      ids.add(PromiseBlob.id(in));
    }
    astir = Collections.unmodifiableList(ids);
    table = Table.read(in.blob());
    in.end();
    state = new EngineState(manifest, new Promises(), totals, brakes);
  }

  /** One that {@link #write} wrote; anything else is an IOException, now or when it is decoded. */
  public static StateTable read(ByteBuffer bytes) throws IOException {
    try {
      return new StateTable(new BlobReader(bytes));
    } catch (IllegalArgumentException e) {
      throw new IOException("a state is damaged", e);
    }
  }

  /** Writes a state; what it says of promises that this one says already is copied. */
  public static Blob write(EngineState state, Manifest manifest, Optional<StateTable> before)
      throws IOException {
    var changes = state.changes();
    if (changes.isPresent() && before.isPresent()) {
      return before.get().edited(state, manifest, changes.get());
    }
    var edit = new TableEdit();
    for (var each : state.promises().entrySet()) {
      edit.add(record(each.getKey(), each.getValue()), ManifestTable.key(each.getKey()));
    }
    return bytes(state, astir(state.promises(), manifest), edit);
  }

  private Blob edited(EngineState state, Manifest manifest, Map<PromiseId, Saved> changes)
      throws IOException {
    var edit = new TableEdit(table);
    for (var each : changes.entrySet()) {
      int number = number(each.getKey());
      if (number < 0) {
        throw new IOException("a promise was not there before: " + each.getKey());
      }
      edit.put(number, record(each.getKey(), each.getValue()), ManifestTable.key(each.getKey()));
    }
    var now = new LinkedHashSet<>(astir);
    now.removeAll(changes.keySet());
    now.addAll(astir(changes, manifest));
    return bytes(state, now, edit);
  }

  private static Blob bytes(EngineState state, Set<PromiseId> astir, TableEdit edit)
      throws IOException {
    var out = new BlobWriter();
    out.text(state.manifest().hex());
    SavedBlob.counts(out, state.totals().events());
    SavedBlob.counts(out, state.totals().outcomes());
    BrakingBlob.write(out, state.brakes());
    out.each(astir, id -> PromiseBlob.id(out, id));
    out.blob(edit.done());
    return out.done();
  }

  private static Blob record(PromiseId id, Saved saved) {
    var out = new BlobWriter();
    PromiseBlob.id(out, id);
    SavedBlob.saved(out, saved);
    return out.done();
  }

  private static Set<PromiseId> astir(Map<PromiseId, Saved> some, Manifest manifest) {
    var astir = new LinkedHashSet<PromiseId>();
    for (var each : some.entrySet()) {
      var promise = manifest.promises().get(each.getKey());
      if (promise != null && Dormant.isAstir(promise, each.getValue())) {
        astir.add(each.getKey());
      }
    }
    return astir;
  }

  /** How promises stand; what is not looked at is not decoded. */
  public EngineState state() {
    return state;
  }

  List<PromiseId> astir() {
    return astir;
  }

  private int number(PromiseId id) {
    try {
      for (int number : table.numbers(ManifestTable.key(id))) {
        if (PromiseBlob.id(table.record(number)).equals(id)) {
          return number;
        }
      }
      return -1;
    } catch (IOException e) {
      throw ManifestTable.damaged(e);
    }
  }

  private Map.Entry<PromiseId, Saved> entry(int number) {
    try {
      var in = table.record(number);
      var id = PromiseBlob.id(in);
      var saved = SavedBlob.saved(in, id);
      in.end();
      return Map.entry(id, saved);
    } catch (IOException | IllegalArgumentException e) {
      throw ManifestTable.damaged(e);
    }
  }

  private final class Promises extends AbstractMap<PromiseId, Saved> {
    @Override
    public int size() {
      return table.size();
    }

    @Override
    public boolean containsKey(Object id) {
      return id instanceof PromiseId one && number(one) >= 0;
    }

    @Override
    public @Nullable Saved get(Object id) {
      int number = id instanceof PromiseId one ? number(one) : -1;
      return number < 0 ? null : entry(number).getValue();
    }

    @Override
    public Set<Entry<PromiseId, Saved>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return table.size();
        }

        @Override
        public Iterator<Entry<PromiseId, Saved>> iterator() {
          return new Counting<>(table.size()) {
            @Override
            Entry<PromiseId, Saved> at(int number) {
              return entry(number);
            }
          };
        }
      };
    }
  }
}
