package vow.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.Outcome;

/** What people, the policy and the breaker say is to be left alone, and the end of that. */
final class Overrides {
  private final Board board;
  private final Course course;

  Overrides(Board board, Course course) {
    this.board = board;
    this.course = course;
  }

  void held(Event.Held event) {
    var node = board.node(event.id());
    if (node == null || event.hold().untilMs() <= board.nowMs) {
      return;
    }
    node.hold = event.hold();
    arm(node);
    if (node.phase.changing()) {
      node.announceHold = true;
    } else {
      board.emit(new Effect.Overridden(node.id, event.hold()));
    }
    course.mark(node, Dirt.of(Cause.OPERATOR));
  }

  private void arm(Node node) {
    if (node.hold != null && node.hold.untilMs() != Hold.FOREVER) {
      board.timers.set(Timers.Sort.HOLD, node.id, node.hold.untilMs());
    } else {
      board.timers.cancel(Timers.Sort.HOLD, node.id);
    }
  }

  void released(Event.Released event) {
    var node = board.node(event.id());
    if (node != null && node.hold != null) {
      board.timers.cancel(Timers.Sort.HOLD, node.id);
      release(node);
    }
  }

  void release(Node node) {
    node.hold = null;
    course.mark(node, Dirt.of(Cause.OPERATOR));
  }

  void heldAll(Event.HeldAll event) {
    if (event.hold().untilMs() > board.nowMs) {
      board.period.begin(board.nowMs, Cause.OPERATOR);
      brake(event.hold());
    }
  }

  void releasedAll() {
    if (board.brakes.all() != null) {
      board.period.begin(board.nowMs, Cause.OPERATOR);
      brake(null);
    }
  }

  /** Puts everything under an override, or ends that. */
  void brake(@Nullable Hold hold) {
    var before = board.brakes.inForce();
    board.brakes.all(hold);
    armAll();
    changed(before, Cause.OPERATOR);
  }

  void armAll() {
    var all = board.brakes.all();
    if (all != null && all.untilMs() != Hold.FOREVER) {
      board.timers.set(Timers.Sort.HOLD_ALL, Timers.NOBODY, all.untilMs());
    } else {
      board.timers.cancel(Timers.Sort.HOLD_ALL, Timers.NOBODY);
    }
  }

  void ruled(Event.Ruled event) {
    var before = board.brakes.inForce();
    board.brakes.rules(event.rules());
    changed(before, Cause.POLICY);
  }

  private void changed(Optional<Hold> before, Cause cause) {
    var now = board.brakes.inForce();
    if (now.equals(before)) {
      return;
    }
    board.emit(new Effect.Braked(now));
    if (now.isEmpty()) {
      letGo(cause);
    }
  }

  /** What was only looked at is looked at again, and repaired this time. */
  private void letGo(Cause cause) {
    for (var node : board.nodes.madeInOrder()) {
      boolean left = node.last != null && node.last.outcome() == Outcome.NOOP;
      if (left && !node.untouchable()) {
        course.mark(node, Dirt.of(cause));
      }
    }
    while (!board.postponed.isEmpty()) {
      board.reversals.add(board.postponed.remove());
      board.period.enter();
    }
  }
}
