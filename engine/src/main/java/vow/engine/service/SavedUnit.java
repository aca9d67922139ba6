package vow.engine.service;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vow.model.kind.Service;

/**
 * What one supervisor leaves another of a service: times in milliseconds since the epoch.
 *
 * @param state by name
 * @param flags 1 wanted, 2 dropped, 4 again, 8 asked, 16 failed, 32 left alone
 */
public record SavedUnit(
    String name,
    State state,
    int flags,
    long run,
    int pid,
    long sinceMs,
    long readyMs,
    long deadlineMs,
    String launched,
    int restarts,
    int inARow,
    List<Long> failuresMs,
    String trouble,
    String note,
    String complaint,
    List<String> needs) {
  private static final int WANTED = 1;
  private static final int DROPPED = 2;
  private static final int AGAIN = 4;
  private static final int ASKED = 8;
  private static final int FAILED = 16;
  private static final int LEFT = 32;

  public SavedUnit {
    failuresMs = List.copyOf(failuresMs);
    needs = List.copyOf(needs);
  }

  static SavedUnit of(Unit unit) {
    int flags =
        (unit.wanted ? WANTED : 0)
            | (unit.dropped ? DROPPED : 0)
            | (unit.again ? AGAIN : 0)
            | (unit.asked ? ASKED : 0)
            | (unit.failed ? FAILED : 0)
            | (unit.left ? LEFT : 0);
    return new SavedUnit(
        unit.name,
        unit.state,
        flags,
        unit.run,
        unit.pid,
        unit.sinceMs,
        unit.readyMs,
        unit.deadlineMs,
        unit.launched,
        unit.restarts,
        unit.inARow,
        unit.failuresMs,
        unit.trouble,
        unit.note,
        unit.complaint,
        unit.needs);
  }

  /**
   * One that runs, and of which nothing else is known: nobody can tell how it was described, so it
   * is started anew as soon as somebody wants it.
   */
  public static SavedUnit found(String name, long run, int pid, long nowMs) {
    return new SavedUnit(
        name,
        State.READY,
        WANTED,
        run,
        pid,
        nowMs,
        nowMs,
        Long.MAX_VALUE,
        "",
        0,
        0,
        List.of(),
        "",
        "",
        "",
        List.of());
  }

  /** How it stood. */
  public Standing standing() {
    return new Standing(
        name,
        state,
        state.running() ? pid : 0,
        run,
        sinceMs,
        restarts,
        trouble,
        note,
        state.running() || state == State.DONE ? launched : "",
        (flags & WANTED) != 0,
        (flags & AGAIN) != 0,
        (flags & FAILED) != 0);
  }

  /** The unit, if what the service is can still be found. */
  Optional<Unit> unit(Function<String, Optional<Service>> services) {
    return services.apply(name).map(this::unit);
  }

  private Unit unit(Service service) {
    var unit = new Unit(service);
    unit.state = state;
    unit.wanted = (flags & WANTED) != 0;
    unit.dropped = (flags & DROPPED) != 0;
    unit.again = (flags & AGAIN) != 0;
    unit.asked = (flags & ASKED) != 0;
    unit.failed = (flags & FAILED) != 0;
    unit.left = (flags & LEFT) != 0;
    unit.run = run;
    unit.pid = pid;
    unit.sinceMs = sinceMs;
    unit.readyMs = readyMs;
    // Whoever cleared away after it is gone: at once again.
    unit.deadlineMs = state == State.CLEARING ? 0 : deadlineMs;
    unit.launched = launched;
    unit.restarts = restarts;
    unit.inARow = inARow;
    unit.failuresMs.addAll(failuresMs);
    unit.trouble = trouble;
    unit.note = note;
    unit.complaint = complaint;
    unit.needs = needs;
    return unit;
  }
}
