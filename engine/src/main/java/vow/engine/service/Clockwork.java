package vow.engine.service;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import vow.model.kind.Timer;
import vow.model.service.Schedule;

/** One timer as the timetable knows it. */
final class Clockwork {
  static final int WHOLE = 1_000_000;

  /** A clock that is set back by more was wrong before, and what has run then says nothing. */
  private static final long SET_BACK_MS = 24L * 3_600_000;

  private static final int COUNT_MAX = 1_000;

  final String name;

  /** Null while nobody has said again that it is to be kept. */
  @Nullable Timer timer;

  String service;
  String definition;

  /** Of the jitter, in millionths. */
  final int share;

  /** The last time of a calendar that was dealt with; the end of the last run for an interval. */
  long fromMs;

  long startMs;
  long endMs;
  long runs;
  long skipped;

  /** When it comes next; {@link Long#MAX_VALUE} for never. */
  long dueMs = Long.MAX_VALUE;

  Clockwork(String name, int share) {
    this.name = name;
    this.share = share;
    service = "";
    definition = "";
  }

  static Clockwork of(SavedTimer saved) {
    var clockwork = new Clockwork(saved.name(), saved.share());
    clockwork.service = saved.service();
    clockwork.definition = saved.definition();
    clockwork.fromMs = saved.fromMs();
    clockwork.startMs = saved.startMs();
    clockwork.endMs = saved.endMs();
    clockwork.runs = saved.runs();
    clockwork.skipped = saved.skipped();
    return clockwork;
  }

  SavedTimer saved(boolean running) {
    return new SavedTimer(
        name, definition, service, share, fromMs, dueMs, startMs, endMs, runs, skipped, running);
  }

  /** It is this from now on; what another schedule has missed is not made up for. */
  void become(Timer next, long nowMs) {
    var before = timer;
    timer = next;
    service = next.start();
    definition = Timetable.definition(next);
    boolean same = before != null && before.schedule().equals(next.schedule());
    boolean intervals =
        before != null
            && before.schedule() instanceof Schedule.Every
            && next.schedule() instanceof Schedule.Every;
    if (!same && !intervals) {
      fromMs = Math.max(fromMs, nowMs);
    }
  }

  private long offsetMs() {
    return timer == null
        ? 0
        : timer.jitter().toMillis() / WHOLE * share
            + timer.jitter().toMillis() % WHOLE * share / WHOLE;
  }

  /** Finds out when it comes next; the clock may have been set back. */
  void look(long nowMs, ZoneId zone) {
    dueMs = Long.MAX_VALUE;
    if (timer == null) {
      return;
    }
    switch (timer.schedule()) {
      case Schedule.Every(var interval) -> {
        fromMs = Math.min(fromMs, nowMs);
        dueMs = fromMs + interval.toMillis() + offsetMs();
      }
      case Schedule.At(_, var calendar) -> {
        if (fromMs > nowMs + SET_BACK_MS) {
          fromMs = nowMs;
        }
        var next = calendar.nextMs(fromMs, zone);
        if (next.isPresent()) {
          dueMs = next.getAsLong() + offsetMs();
        }
      }
    }
  }

  /** It has come: all times until now are dealt with. */
  void passed(long nowMs) {
    fromMs = Math.max(fromMs, nowMs - (isInterval() ? 0 : offsetMs()));
  }

  private boolean isInterval() {
    return timer != null && timer.schedule() instanceof Schedule.Every;
  }

  /** Its service has ended: times that came meanwhile are skipped. */
  void ended(long nowMs, ZoneId zone) {
    endMs = nowMs;
    if (isInterval()) {
      fromMs = nowMs;
      return;
    }
    look(nowMs, zone);
    for (int i = 0; dueMs <= nowMs && i < COUNT_MAX; i++) {
      skipped++;
      fromMs = dueMs - offsetMs();
      look(nowMs, zone);
    }
    if (dueMs <= nowMs) {
      passed(nowMs);
    }
  }
}
