package vow.engine;

import java.util.Map;
import java.util.Set;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Edge;
import vow.model.Outcome;
import vow.model.Stamp;

/** Gives out work: whoever is ready, in the order in which they became so, as places are free. */
final class Dispatch {
  private final Board board;
  private final Course course;

  Dispatch(Board board, Course course) {
    this.board = board;
    this.course = course;
  }

  /** Starts all that can start now. */
  void drain() {
    boolean more = true;
    while (more && !board.stopping) {
      more = reverse() || next() || change();
    }
  }

  /** Says once that nothing is at work any more, when that was asked for. */
  void stop() {
    if (board.stopping && !board.stopped && board.slots.empty()) {
      board.stopped = true;
      board.emit(new Effect.Stopped());
    }
  }

  /** What leaves the policy goes, one at a time, before what comes. */
  private boolean reverse() {
    var promise = board.reversals.peek();
    if (promise != null && board.reversing == null && board.brakes.inForce().isPresent()) {
      board.postponed.add(board.reversals.remove()); // the brake came between
      board.period.leave();
      board.slots.unpark();
      return true;
    }
    if (promise == null || board.reversing != null || !board.slots.changeFree()) {
      return false;
    }
    if (board.slots.flying(promise.id())) {
      return false; // its last repair has to end first
    }
    board.reversals.remove();
    board.reversing = promise;
    board.slots.start(new Node(promise), Slots.Sort.REVERSE);
    board.emit(new Effect.Reverse(promise));
    return true;
  }

  private boolean next() {
    var next = board.slots.pollReady();
    next.ifPresent(this::turn);
    return next.isPresent();
  }

  private void turn(Node node) {
    if (node.waiting > 0) {
      return; // it is told again when its needs are settled
    }
    switch (node.phase) {
      case QUEUED -> assess(node);
      case OWING -> refresh(node);
      case IDLE, ASSESSING, REPAIR_WANTED, REPAIRING, RETRYING, REFRESH_WANTED, REFRESHING -> {}
    }
  }

  private void assess(Node node) {
    var dirt = node.because();
    boolean reversing = board.reversing != null || !board.reversals.isEmpty();
    if (board.slots.flying(node.id) || (reversing && dirt.cause() == Cause.POLICY)) {
      board.slots.park(node);
      return;
    }
    if (skipped(node)) {
      return;
    }
    course.enter(node, Phase.ASSESSING);
    board.slots.start(node, Slots.Sort.ASSESS);
    board.counters.add(Counter.ASSESSMENTS);
    board.emit(new Effect.Assess(node.promise, dirt.cause(), known(node, dirt)));
  }

  private static Map<String, Stamp> known(Node node, Dirt dirt) {
    return dirt.fresh() || !node.keptStamps ? Map.of() : node.stamps;
  }

  private boolean skipped(Node node) {
    var bad = node.needs().stream().filter(need -> holdsUp(node, need)).findFirst();
    bad.ifPresent(need -> {
      var outcome = need.last == null ? "has no outcome yet" : verb(need.last.outcome());
      course.end(node, Outcome.SKIPPED, null, "needs " + need.id + ", which " + outcome);
    });
    return bad.isPresent();
  }

  /** It had no good outcome, and is more than wanted: two promises have one edge at most. */
  private boolean holdsUp(Node node, Node need) {
    return !need.satisfies()
        && !board.manifest().edges().contains(new Edge(node.id, need.id, Edge.Reason.WANTED));
  }

  private static String verb(Outcome outcome) {
    return switch (outcome) {
      case KEPT, REPAIRED, NOOP -> "is " + outcome.word();
      case FAILED -> "failed";
      case DENIED -> "was denied";
      case TIMEOUT -> "took too long";
      case SKIPPED -> "was skipped";
      case SUSPENDED -> "is suspended";
    };
  }

  private void refresh(Node node) {
    if (board.nowMs < node.refreshAtMs) {
      board.timers.set(Timers.Sort.REFRESH, node.id, node.refreshAtMs);
      return;
    }
    if (skipped(node)) {
      return;
    }
    var names = Course.names(node.owed);
    if (node.untouchable()) {
      var hold = node.hold == null ? "" : Works.held(node.hold) + "; ";
      course.end(node, Outcome.NOOP, null, hold + "not refreshed for " + names);
    } else if (board.brakes.reason(node, board.nowMs).isPresent()) {
      braked(node, board.brakes.reason(node, board.nowMs).get());
    } else if (board.mode == Mode.PLAN) {
      var change = Change.of("would be refreshed for " + names);
      course.end(node, Outcome.REPAIRED, change, change.summary());
    } else {
      course.enter(node, Phase.REFRESH_WANTED);
      board.slots.wantChange(node);
    }
  }

  private void braked(Node node, String why) {
    course.brake(node, null, why + "; not refreshed for " + Course.names(node.owed));
  }

  private boolean change() {
    var next = board.slots.pollChange();
    next.ifPresent(this::start);
    return next.isPresent();
  }

  private void start(Node node) {
    switch (node.phase) {
      case REPAIR_WANTED -> startRepair(node);
      case REFRESH_WANTED -> startRefresh(node);
      case IDLE, QUEUED, ASSESSING, REPAIRING, RETRYING, OWING, REFRESHING ->
          throw new IllegalStateException("not to be changed: " + node);
    }
  }

  private void startRepair(Node node) {
    var change = node.change;
    if (change == null) {
      throw new IllegalStateException("nothing to repair: " + node);
    }
    if (node.waiting > 0) {
      board.slots.withdraw(node);
      node.change = null;
      course.enter(node, Phase.QUEUED); // what it needs has drifted too, and comes first
      return;
    }
    var brake = board.brakes.reason(node, board.nowMs);
    if (brake.isPresent()) {
      board.slots.withdraw(node);
      course.brake(node, change, change.summary() + "; " + brake.get());
      return;
    }
    node.freshRepair = true;
    course.enter(node, Phase.REPAIRING);
    board.slots.start(node, Slots.Sort.REPAIR);
    board.counters.add(Counter.REPAIRS);
    board.emit(new Effect.Repair(node.promise, change, node.attempts + 1));
  }

  private void startRefresh(Node node) {
    if (node.waiting > 0) {
      board.slots.withdraw(node);
      course.enter(node, Phase.OWING); // a need is at work again: there may be more to refresh for
      return;
    }
    var brake = board.brakes.reason(node, board.nowMs);
    if (brake.isPresent()) {
      board.slots.withdraw(node);
      braked(node, brake.get());
      return;
    }
    node.refreshing.addAll(node.owed);
    node.owed.clear();
    course.enter(node, Phase.REFRESHING);
    board.slots.start(node, Slots.Sort.REFRESH);
    board.counters.add(Counter.REFRESHES);
    var because = Set.copyOf(node.refreshing);
    board.emit(new Effect.Refresh(node.promise, because, node.freshRepair));
  }
}
