package vow.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;

/** The engine's whole state. The rules around it are in classes that have none. */
final class Board {
  final Mode mode;
  final Timers timers = new Timers();
  final Slots slots = new Slots();
  final Period period = new Period();
  final Counters counters = new Counters();
  final Brakes brakes;

  final Nodes nodes = new Nodes(period);

  /** What the last agent knew; empty once the first manifest has come, and nothing rests. */
  EngineState saved = EngineState.EMPTY;

  /** Promises that left the policy and are to be taken back, one at a time. */
  final Deque<Promise> reversals = new ArrayDeque<>();

  /** Those that are to be taken back once nothing brakes. */
  final Deque<Promise> postponed = new ArrayDeque<>();

  /** The new identities of promises that have moved. */
  Map<PromiseId, PromiseId> moved = Map.of();

  /** The one that is being taken back. */
  @Nullable Promise reversing;

  /** Paths at which the shell was asked to look. */
  final Set<String> looks = new HashSet<>();

  /** Touches that were set aside until a repair of ours at the path had ended. */
  final Deque<Event.Touched> replays = new ArrayDeque<>();

  /** When everything was last looked at after lost events; -1 never. */
  long rescannedMs = -1;

  boolean stopping;
  boolean stopped;

  /** The time of the present step. */
  long nowMs;

  private List<Effect> effects = new ArrayList<>();

  Board(Mode mode) {
    this.mode = mode;
    brakes = new Brakes(mode);
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  /** What was emitted since the last call. */
  List<Effect> takeEffects() {
    var taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  /** What has yet to be taken back, in the order of the manifest that had it. */
  List<Promise> leaving() {
    var all = new ArrayList<Promise>();
    if (reversing != null) {
      all.add(reversing);
    }
    all.addAll(reversals);
    all.addAll(postponed);
    all.removeIf(promise -> nodes.has(promise.id()));
    return all.reversed();
  }

  Manifest manifest() {
    return nodes.manifest();
  }

  @Nullable Node node(PromiseId id) {
    return nodes.get(id);
  }
}
