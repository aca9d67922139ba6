package vow.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Succession;

/**
 * Takes a manifest into force. A promise that is the same keeps all its state and is not assessed;
 * a new or changed one is; one that is gone is forgotten, or taken back when it asked for that.
 */
final class Swaps {
  private final Board board;
  private final Course course;
  private final Saves saves;

  Swaps(Board board, Course course, Saves saves) {
    this.board = board;
    this.course = course;
    this.saves = saves;
  }

  void left(Event.Left event) {
    event.promises().reversed().forEach(promise -> reverse(promise, event.told()));
  }

  void forgotten(PromiseId id) {
    board.postponed.removeIf(promise -> promise.id().equals(id));
    if (board.reversals.removeIf(promise -> promise.id().equals(id))) {
      board.period.leave();
    }
  }

  void swapped(Event.Swapped event) {
    board.counters.add(Counter.SWAPS);
    board.period.begin(board.nowMs, event.cause());
    var succession = afterThatInForce(event.succession());
    var fresh = replace(succession);
    scope();
    for (var node : fresh) {
      boolean known = node.last != null;
      // What was never kept before is kept now because the policy says so.
      var cause = known ? event.cause() : Cause.POLICY;
      boolean resumed = known && !node.stamps.isEmpty();
      course.mark(node, resumed ? Dirt.stale(cause) : Dirt.of(cause));
    }
    if (succession.relinked()) {
      retrySkipped(event.cause());
    }
    board.saved = EngineState.EMPTY;
  }

  /** Says which promises take part; those that did not before are assessed. */
  private void scope() {
    var leftOut = board.brakes.rules().scope().leftOut(board.manifest());
    board.brakes.leftOut(leftOut);
    for (var node : leftOut.isEmpty() ? board.nodes.made() : board.nodes.ordered()) {
      if (leftOut.contains(node.id)) {
        course.leaveOut(node);
      } else if (node.leftOut) {
        node.leftOut = false;
        course.mark(node, Dirt.of(Cause.POLICY));
      }
    }
  }

  private Succession afterThatInForce(Succession succession) {
    return succession.follows(board.manifest())
        ? succession
        : Succession.of(board.manifest(), succession.after());
  }

  /** Changes the nodes into those of another manifest; answers the new ones. */
  List<Node> replace(Succession succession) {
    var manifest = succession.after();
    if (board.nodes.someRest()) {
      board.nodes.ordered(); // makes them all
      board.saved = EngineState.EMPTY;
    }
    var old = new ArrayList<Node>();
    for (var promise : succession.gone()) {
      var node = known(promise.id());
      old.add(node);
      board.nodes.remove(node);
    }
    var fresh = new ArrayList<Node>();
    for (var promise : succession.fresh()) {
      var node = new Node(promise);
      saves.restore(node, manifest);
      board.nodes.put(node);
      fresh.add(node);
    }
    for (var promise : succession.moved()) {
      known(promise.id()).promise = promise;
    }
    board.nodes.manifest(manifest);
    forget(old);
    if (succession.relinked()) {
      link(manifest);
    }
    return fresh;
  }

  private void forget(List<Node> old) {
    for (var before : old.reversed()) {
      var now = board.node(before.id);
      before.touches.values().forEach(course::look);
      board.slots.withdraw(before);
      board.timers.cancelAll(before.id);
      if (before.phase != Phase.IDLE) {
        board.period.leave();
      }
      var counted = before.counted;
      board.period.forget(before);
      if (now != null) {
        now.last = before.last;
        now.sinceMs = before.sinceMs;
        now.owed.addAll(before.owed);
        now.owed.addAll(before.refreshing);
        now.owedFor = before.owedFor;
        if (counted != null) {
          board.period.carry(now, counted);
        }
      } else if (board.moved.containsKey(before.id)) {
        move(before);
      } else {
        reverse(before.promise, false);
      }
    }
    board.postponed.removeIf(promise -> board.nodes.has(promise.id()));
    board.reversals.removeIf(promise -> {
      boolean back = board.nodes.has(promise.id());
      if (back) {
        board.period.leave();
      }
      return back;
    });
  }

  /** It has another name, and a person who asked to leave it alone did not mean the name. */
  private void move(Node before) {
    var to = board.moved.get(before.id);
    var now = to == null ? null : board.node(to);
    if (now != null && now.hold == null && before.hold != null) {
      now.hold = before.hold;
      saves.arm(now);
    }
  }

  private void reverse(Promise promise, boolean told) {
    if (board.mode != Mode.KEEP || !promise.meta().reverseOnRemove()) {
      return;
    }
    var brake = board.brakes.inForce();
    if (brake.isPresent()) {
      board.postponed.add(promise);
      if (!told) {
        board.emit(left(promise.id(), brake.get()));
      }
    } else {
      board.reversals.add(promise);
      board.period.enter();
    }
  }

  private Effect left(PromiseId id, Hold brake) {
    var why = "left the policy and would be taken back; " + Brakes.text(brake);
    var none = Optional.<Change>empty();
    return new Effect.Report(
        new Happened(id, board.nowMs, Outcome.NOOP, Cause.POLICY, Optional.empty(), 0, none, why));
  }

  private void link(Manifest manifest) {
    for (var node : board.nodes.ordered()) {
      node.needs.clear();
      node.dependents.clear();
      node.listeners.clear();
      node.waiting = 0;
    }
    for (var edge : manifest.edges()) {
      var from = known(edge.from());
      var to = known(edge.to());
      from.needs.add(to);
      if (edge.reason() == Edge.Reason.ON_CHANGE) {
        to.listeners.add(from);
      }
    }
    board.nodes.ordered().forEach(Swaps::join);
    for (var node : board.nodes.ordered()) {
      node.owed.removeIf(id -> !board.nodes.has(id));
    }
  }

  private Node known(PromiseId id) {
    var node = board.node(id);
    if (node == null) {
      throw new IllegalArgumentException("not in the manifest: " + id);
    }
    return node;
  }

  /** Counts each need once, whatever and how many the reasons for it. */
  private static void join(Node node) {
    if (node.needs.size() > 1) {
      var each = new LinkedHashSet<>(node.needs);
      node.needs.clear();
      node.needs.addAll(each);
    }
    for (var need : node.needs) {
      need.dependents.add(node);
      if (need.phase != Phase.IDLE) {
        node.waiting++;
      }
    }
  }

  /** What was skipped may have other needs now. */
  private void retrySkipped(Cause cause) {
    for (var node : board.nodes.ordered()) {
      boolean skipped = node.last != null && node.last.outcome() == Outcome.SKIPPED;
      if (skipped && node.phase == Phase.IDLE) {
        course.mark(node, Dirt.of(cause));
      } else if (node.waiting == 0 && node.phase != Phase.IDLE) {
        board.slots.ready(node); // what it waited for may be gone
      }
    }
  }
}
