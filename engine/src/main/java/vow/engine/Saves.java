package vow.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;

/** Takes the state out of an engine, and puts it into another. */
final class Saves {
  private final Board board;
  private final Course course;

  Saves(Board board, Course course) {
    this.board = board;
    this.course = course;
  }

  /** What is known now. Work in flight counts as not done. */
  EngineState save() {
    var looked = new HashSet<Node>();
    var nodes = board.nodes;
    var paths = new HashSet<>(board.looks);
    nodes.made().forEach(node -> paths.addAll(node.touches.keySet()));
    for (var path : paths) {
      looked.addAll(nodes.at(path));
      looked.addAll(nodes.around(path));
      looked.addAll(nodes.above(path));
    }
    var promises = LinkedHashMap.<PromiseId, Saved>newLinkedHashMap(nodes.made().size());
    boolean rescan = board.timers.has(Timers.Sort.RESCAN, Timers.NOBODY);
    for (var node : nodes.madeInOrder()) {
      promises.put(node.id, save(node, looked.contains(node), rescan));
    }
    var hash = board.manifest().hash();
    var totals = board.counters.totals();
    var brakes = board.brakes.save();
    return nodes.someRest()
        ? new EngineState(hash, new Changed(board.saved.promises(), promises), totals, brakes)
        : new EngineState(hash, promises, totals, brakes);
  }

  private Saved save(Node node, boolean looked, boolean rescan) {
    return new Saved(
        node.definition(),
        Optional.ofNullable(node.last),
        node.sinceMs,
        node.stamps,
        node.ownStamps,
        node.keptStamps,
        node.attempts,
        Optional.ofNullable(node.hold),
        node.contest,
        Optional.ofNullable(node.rival),
        owed(node),
        due(node, looked, rescan));
  }

  private Optional<Saved.Owed> owed(Node node) {
    if (node.refreshing.isEmpty() && node.owed.isEmpty()) {
      return Optional.empty();
    }
    var ids = new LinkedHashSet<>(node.refreshing);
    ids.addAll(node.owed);
    ids.removeIf(id -> !board.nodes.has(id));
    var cause = node.owedFor == null ? Cause.POLICY : node.owedFor.cause();
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new Saved.Owed(ids, cause, node.freshRepair));
  }

  private Optional<Saved.Due> due(Node node, boolean looked, boolean rescan) {
    var dirt = pending(node);
    if (dirt == null && looked) {
      dirt = Dirt.drift(null);
    } else if (dirt == null && rescan) {
      dirt = Dirt.stale(Cause.DRIFT);
    }
    if (dirt == null) {
      return Optional.empty();
    }
    boolean waits = node.phase == Phase.IDLE || node.phase == Phase.RETRYING;
    var sort = node.phase == Phase.RETRYING ? Timers.Sort.RETRY : Timers.Sort.SETTLE;
    long notBefore = waits ? board.timers.at(sort, node.id).orElse(0) : 0;
    var by = Optional.ofNullable(dirt.by());
    return Optional.of(new Saved.Due(dirt.cause(), by, dirt.fresh(), notBefore));
  }

  private static @Nullable Dirt pending(Node node) {
    return switch (node.phase) {
      case IDLE -> node.delayed;
      case QUEUED, RETRYING -> node.because();
      case ASSESSING, REPAIR_WANTED, REPAIRING ->
          new Dirt(node.because().cause(), node.because().by(), true);
      case OWING, REFRESH_WANTED, REFRESHING ->
          node.again != null || node.delayed != null || !good(node) ? node.because() : null;
    };
  }

  /** Gives a new node of this manifest what was known of the same promise. */
  void restore(Node node, Manifest manifest) {
    node.leftOut = board.brakes.leavesOut(node.id);
    var saved = board.saved.promises().get(node.id);
    if (saved == null) {
      moved(node);
      return;
    }
    if (manifest.hash().equals(board.saved.manifest())) {
      node.definition = saved.definition();
    } else if (!saved.definition().equals(node.definition())) {
      return;
    }
    node.last = saved.last().orElse(null);
    node.sinceMs = saved.sinceMs();
    node.stamps = saved.stamps();
    node.ownStamps = saved.ownStamps();
    node.keptStamps = saved.keptStamps();
    node.attempts = saved.attempts();
    node.hold = saved.hold().orElse(null);
    node.contest = saved.contest();
    node.rival = saved.rival().orElse(null);
    saved
        .owed()
        .ifPresent(owed -> {
          node.owed.addAll(owed.ids());
          node.owedFor = Dirt.of(owed.cause());
          node.freshRepair = owed.justRepaired();
        });
    if (node.last != null && !node.leftOut) {
      var outcome = node.last.outcome();
      board.period.carry(node, outcome == Outcome.REPAIRED ? Outcome.KEPT : outcome);
    }
    arm(node);
    if (node.contest.on()) {
      board.timers.set(Timers.Sort.CALM, node.id, node.contest.calmAtMs());
    }
  }

  private void moved(Node node) {
    for (var move : board.moved.entrySet()) {
      var saved = board.saved.promises().get(move.getKey());
      if (move.getValue().equals(node.id) && saved != null) {
        node.hold = saved.hold().orElse(null);
        arm(node);
      }
    }
  }

  /** Sets the end of an override. */
  void arm(Node node) {
    if (node.hold != null && node.hold.untilMs() != Hold.FOREVER) {
      board.timers.set(Timers.Sort.HOLD, node.id, node.hold.untilMs());
    }
  }

  /** Goes on where the engine before had stopped; nothing but what is due is assessed. */
  void resume() {
    board.nodes.ordered().forEach(this::resume);
    board.saved = EngineState.EMPTY;
  }

  /** The same, and what rests there is made a node when it is asked for. */
  void resume(Dormant dormant) {
    board.nodes.rest(dormant, this::restore);
    for (var id : dormant.astir()) {
      var node = board.node(id);
      if (node == null) {
        throw new IllegalArgumentException("not in the manifest: " + id);
      }
      resume(node);
    }
  }

  private void resume(Node node) {
    var saved = board.saved.promises().get(node.id);
    if (saved == null || (node.last == null && saved.due().isEmpty())) {
      course.mark(node, Dirt.of(Cause.POLICY));
      return;
    }
    var happened = node.last;
    if (happened != null) {
      var again = node.promise.meta().again();
      again.ifPresent(every ->
          board.timers.set(Timers.Sort.AUDIT, node.id, happened.timeMs() + every.toMillis()));
    }
    saved.due().ifPresentOrElse(due -> resume(node, due), () -> owing(node));
  }

  private void resume(Node node, Saved.Due due) {
    var dirt = new Dirt(due.cause(), due.by().orElse(null), due.fresh());
    if (due.notBeforeMs() <= board.nowMs) {
      course.mark(node, dirt);
    } else if (node.attempts > 0) {
      node.dirt = dirt;
      course.enter(node, Phase.RETRYING);
      board.timers.set(Timers.Sort.RETRY, node.id, due.notBeforeMs());
    } else {
      course.delay(node, dirt, due.notBeforeMs());
    }
  }

  private void owing(Node node) {
    if (!node.owed.isEmpty() && good(node)) {
      course.owing(node);
    }
  }

  private static boolean good(Node node) {
    return node.satisfies() && node.last != null && node.last.outcome() != Outcome.NOOP;
  }
}
