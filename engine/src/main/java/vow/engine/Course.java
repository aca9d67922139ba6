package vow.engine;

import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Outcome;

/** Moves promises from one phase to the next. The table is in {@link Phase}. */
final class Course {
  /** Changes of several promises within this time are one refresh of who listens to them. */
  static final long REFRESH_SETTLE_MS = 200;

  /** So many names stand in a message. */
  private static final int NAMES_MAX = 5;

  private final Board board;

  Course(Board board) {
    this.board = board;
  }

  /** The promise has to be assessed: now, or once more when the present work has ended. */
  void mark(Node node, Dirt dirt) {
    if (node.leftOut) {
      return;
    }
    switch (node.phase) {
      case IDLE, RETRYING, OWING -> queue(node, dirt);
      case REPAIR_WANTED, REFRESH_WANTED -> {
        board.slots.withdraw(node);
        queue(node, dirt);
      }
      case QUEUED -> {
        node.inVain = false;
        node.dirt = Dirt.merge(node.dirt, dirt);
      }
      case ASSESSING, REPAIRING, REFRESHING -> node.again = Dirt.merge(node.again, dirt);
    }
  }

  /** The promise has to be assessed at that time; an earlier one that was set stands. */
  void delay(Node node, Dirt dirt, long atMs) {
    if (node.leftOut) {
      return;
    }
    node.delayed = Dirt.merge(node.delayed, dirt);
    if (!board.timers.has(Timers.Sort.SETTLE, node.id)) {
      board.timers.set(Timers.Sort.SETTLE, node.id, atMs);
    }
  }

  private void queue(Node node, Dirt dirt) {
    if (node.delayed != null) {
      node.dirt = Dirt.merge(node.dirt, node.delayed);
      node.delayed = null;
      board.timers.cancel(Timers.Sort.SETTLE, node.id);
    }
    if (node.phase == Phase.RETRYING) {
      board.timers.cancel(Timers.Sort.RETRY, node.id);
    }
    node.dirt = Dirt.merge(node.dirt, dirt);
    node.touches.clear();
    node.untold.clear();
    node.disturbed = false;
    node.change = null;
    begin(node, node.dirt.cause());
    enter(node, Phase.QUEUED);
    if (node.waiting == 0) {
      board.slots.ready(node);
    }
  }

  private void begin(Node node, Cause cause) {
    if (node.startedMs < 0) {
      node.startedMs = board.nowMs;
    }
    board.period.begin(board.nowMs, cause);
  }

  /** Changes the phase; those that come after wait while it is not idle. */
  void enter(Node node, Phase phase) {
    boolean wasIdle = node.phase == Phase.IDLE;
    node.phase = phase;
    if (wasIdle && phase != Phase.IDLE) {
      board.period.enter();
      node.dependents().forEach(d -> d.waiting++);
    } else if (!wasIdle && phase == Phase.IDLE) {
      board.period.leave();
      for (var dependent : node.dependents()) {
        dependent.waiting--;
        if (dependent.waiting == 0 && dependent.phase != Phase.IDLE) {
          board.slots.ready(dependent);
        }
      }
    }
  }

  /** The promise has an outcome. */
  void end(Node node, Outcome outcome, @Nullable Change change, String message) {
    boolean wasGood = node.satisfies();
    var cause = node.because().cause();
    record(node, outcome, change, message);
    if (outcome == Outcome.REPAIRED) {
      node.listeners().forEach(listener -> owe(listener, node, cause));
    }
    if (outcome.satisfies() && (outcome == Outcome.REPAIRED || !wasGood)) {
      for (var dependent : node.dependents()) {
        if (dependent.bad() && dependent.phase == Phase.IDLE) {
          mark(dependent, Dirt.of(cause));
        }
      }
    }
    leave(node, outcome);
  }

  private void record(Node node, Outcome outcome, @Nullable Change change, String message) {
    var dirt = node.because();
    long took = node.startedMs < 0 ? 0 : Math.max(0, board.nowMs - node.startedMs);
    boolean sensitive = node.promise.meta().sensitive();
    var shown = Optional.ofNullable(change).map(c -> sensitive ? c.redacted() : c);
    var by = Optional.ofNullable(dirt.by());
    var happened =
        new Happened(node.id, board.nowMs, outcome, dirt.cause(), by, took, shown, message);
    boolean repeated =
        outcome == Outcome.SKIPPED
            && node.last != null
            && node.last.outcome() == Outcome.SKIPPED
            && node.last.message().equals(message);
    if (node.last == null || node.last.outcome() != outcome) {
      node.sinceMs = board.nowMs;
    }
    node.last = happened.brief();
    board.period.count(node, outcome);
    if (!repeated) {
      board.counters.add(outcome);
      board.emit(new Effect.Report(happened));
    }
    node.promise.meta().again().ifPresent(every -> audit(node, every.toMillis()));
  }

  private void audit(Node node, long everyMs) {
    if (board.mode == Mode.KEEP) {
      board.timers.set(Timers.Sort.AUDIT, node.id, board.nowMs + Math.max(1, everyMs));
    }
  }

  private void leave(Node node, Outcome outcome) {
    node.ended();
    if (board.mode == Mode.PLAN) {
      node.owed.clear();
    }
    boolean good = outcome == Outcome.KEPT || outcome == Outcome.REPAIRED;
    if (node.again != null) {
      again(node);
      return;
    }
    review(node);
    if (!node.owed.isEmpty() && good && !node.untouchable()) {
      owing(node);
    } else {
      enter(node, Phase.IDLE);
    }
  }

  /** The work has ended, and it is to be assessed once more. */
  void again(Node node) {
    var dirt = node.again;
    if (dirt == null) {
      throw new IllegalStateException("not to be assessed again: " + node);
    }
    node.again = null;
    review(node);
    queue(node, dirt);
  }

  /** It failed, and is tried again after a pause. */
  void retry(Node node) {
    node.attempts++;
    node.change = null;
    node.unverified = null;
    board.counters.add(Counter.RETRIES);
    if (node.again != null) {
      again(node);
    } else {
      review(node);
      enter(node, Phase.RETRYING);
      long pause = node.promise.meta().retryDelay().toMillis();
      board.timers.set(Timers.Sort.RETRY, node.id, board.nowMs + pause);
    }
  }

  /**
   * The work has ended: what was touched meanwhile is compared with the stamps that it returned.
   * When they differ nobody can say which was first, and the shell looks once more; that answer is
   * then a change or not.
   */
  private void review(Node node) {
    for (var touched : node.touches.values()) {
      if (!touched.stamp().equals(node.stamps.get(touched.path()))) {
        look(touched);
      } else if (node.untold.contains(touched.path())) {
        board.replays.add(touched);
      }
    }
    node.touches.clear();
    node.untold.clear();
    if (node.announceHold && node.hold != null) {
      board.emit(new Effect.Overridden(node.id, node.hold));
    }
    node.announceHold = false;
  }

  /** The shell is to say how it is at the path now. */
  void look(Event.Touched touched) {
    board.looks.add(touched.path());
    board.emit(new Effect.Look(touched.path(), touched.finished(), touched.by()));
  }

  /** What a promise listens to was repaired. */
  private void owe(Node listener, Node repaired, Cause cause) {
    if (listener.owed.isEmpty() || listener.phase == Phase.IDLE) {
      listener.owedFor = Dirt.of(cause);
      listener.refreshAtMs = board.nowMs + (cause == Cause.DRIFT ? REFRESH_SETTLE_MS : 0);
    }
    listener.owed.add(repaired.id);
    listener.freshRepair = false;
    if (listener.phase == Phase.IDLE) {
      if (listener.satisfies()) {
        owing(listener);
      } else {
        mark(listener, Dirt.of(cause));
      }
    }
  }

  /** It is good, and owes a refresh. */
  void owing(Node node) {
    if (node.leftOut) {
      return;
    }
    var dirt = node.owedFor == null ? Dirt.of(Cause.POLICY) : node.owedFor;
    node.dirt = Dirt.merge(node.dirt, dirt);
    begin(node, dirt.cause());
    enter(node, Phase.OWING);
    board.slots.ready(node);
  }

  /** It takes no part any more; work that is under way ends without an outcome. */
  void leaveOut(Node node) {
    node.leftOut = true;
    board.period.forget(node);
    board.timers.cancel(Timers.Sort.SETTLE, node.id);
    node.delayed = null;
    if (!node.phase.working()) {
      board.slots.withdraw(node);
      rest(node);
    }
  }

  /** Nothing is to be done about it; what it owes it still owes. */
  void rest(Node node) {
    board.timers.cancel(Timers.Sort.RETRY, node.id);
    board.timers.cancel(Timers.Sort.REFRESH, node.id);
    node.owed.addAll(node.refreshing);
    node.refreshing.clear();
    node.again = null;
    node.ended();
    review(node);
    if (node.phase != Phase.IDLE) {
      enter(node, Phase.IDLE);
    }
  }

  /** It differs, or owes a refresh, and is not to be touched now; at its window it is. */
  void brake(Node node, @Nullable Change change, String why) {
    var dirt = node.because();
    end(node, Outcome.NOOP, change, why);
    if (board.brakes.inForce().isEmpty() && node.phase == Phase.IDLE) {
      board.brakes.opensAtMs(node, board.nowMs).ifPresent(at -> delay(node, dirt, at));
    }
  }

  /** The names of what it is refreshed for. */
  static String names(Iterable<?> ids) {
    var names = new ArrayList<String>();
    ids.forEach(id -> names.add(id.toString()));
    return names.stream().limit(NAMES_MAX).collect(Collectors.joining(", "))
        + (names.size() > NAMES_MAX ? " and " + (names.size() - NAMES_MAX) + " more" : "");
  }
}
