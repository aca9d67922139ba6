package vow.engine;

import vow.model.Cause;

/** What happens when a time has come. */
final class Deadlines {
  /** Lost events lead to a look at everything at most that often, in milliseconds. */
  static final long RESCAN_PAUSE_MS = 1_000;

  private static final long NEVER = -1;

  private final Board board;
  private final Course course;
  private final Overrides overrides;
  private long armedMs = NEVER;

  Deadlines(Board board, Course course, Overrides overrides) {
    this.board = board;
    this.course = course;
    this.overrides = overrides;
  }

  /** Forgets what the shell was asked for: it has told, or is a new one. */
  void disarm() {
    armedMs = NEVER;
  }

  /** Does all that is due. */
  void expire() {
    for (var due = board.timers.poll(board.nowMs);
        due.isPresent();
        due = board.timers.poll(board.nowMs)) {
      if (due.get().id().equals(Timers.NOBODY)) {
        expire(due.get().sort());
        continue;
      }
      var node = board.node(due.get().id());
      if (node == null) {
        throw new IllegalStateException("a deadline of nobody: " + due);
      }
      expire(due.get().sort(), node);
    }
  }

  private void expire(Timers.Sort sort) {
    switch (sort) {
      case RESCAN -> rescan();
      case HOLD_ALL -> overrides.releasedAll();
      case SETTLE, RETRY, REFRESH, CALM, AUDIT, HOLD ->
          throw new IllegalStateException("a deadline of nobody: " + sort);
    }
  }

  private void expire(Timers.Sort sort, Node node) {
    switch (sort) {
      case SETTLE -> {
        var dirt = node.delayed;
        node.delayed = null;
        if (dirt != null) {
          course.mark(node, dirt);
        }
      }
      case RETRY -> course.mark(node, node.because());
      case REFRESH -> board.slots.ready(node);
      case CALM -> node.contest = Contest.NONE;
      case AUDIT -> course.mark(node, Dirt.of(Cause.TIMER));
      case HOLD -> overrides.release(node);
      case RESCAN, HOLD_ALL -> throw new IllegalStateException(sort + " is of no promise");
    }
  }

  /** Asks to be woken for the next deadline, when that is news. */
  void arm() {
    var next = board.timers.next();
    if (next.isPresent() && next.getAsLong() != armedMs) {
      armedMs = next.getAsLong();
      board.emit(new Effect.WakeAt(armedMs));
    }
  }

  /** Events were lost: everything is looked at, soon. */
  void overflowed() {
    long at = board.rescannedMs + RESCAN_PAUSE_MS;
    if (board.rescannedMs < 0 || at <= board.nowMs) {
      rescan();
    } else {
      board.timers.set(Timers.Sort.RESCAN, Timers.NOBODY, at);
    }
  }

  private void rescan() {
    board.rescannedMs = board.nowMs;
    board.counters.add(Counter.RESCANS);
    board.emit(new Effect.Rescanning(board.nodes.size()));
    // What watches nothing can have missed nothing.
    board.nodes.ordered().stream()
        .filter(node -> !node.promise.kind().watches().isEmpty())
        .forEach(node -> course.mark(node, Dirt.stale(Cause.DRIFT)));
  }

  /** Assess what somebody asked for. */
  void asked(Event.Asked event) {
    board.period.begin(board.nowMs, event.cause());
    var ids = event.ids().isEmpty() ? board.manifest().promises().keySet() : event.ids();
    for (var id : ids) {
      var node = board.node(id);
      if (node != null) {
        course.mark(node, Dirt.of(event.cause()));
      }
    }
  }

  /** The clock was set back: what waits for a pause still waits only that long. */
  void setBack(long byMs) {
    board.timers.shift(-byMs);
    board.rescannedMs = Math.max(-1, board.rescannedMs - byMs);
    armedMs = NEVER;
  }
}
