package vow.engine.service;

import java.util.ArrayList;
import java.util.List;
import vow.model.kind.Service;
import vow.model.service.Restart;

/** One service as the supervisor knows it. */
final class Unit {
  final String name;
  Service service;

  /** Services that it needs, without any loop. */
  List<String> needs = List.of();

  State state = State.DOWN;
  boolean wanted;

  /** Whether nobody promises it any more. */
  boolean dropped;

  /** Whether a person leaves it alone. */
  boolean left;

  /** Whether it is to be stopped and started. */
  boolean again;

  /** Whether it is to read its configuration again as soon as it is ready. */
  boolean reloads;

  /** Whether somebody wanted the end of the present run. */
  boolean asked;

  /** What went wrong with the present run, beside how it ends. */
  String complaint = "";

  long run;
  int pid;
  long sinceMs;
  long readyMs;
  long deadlineMs = Long.MAX_VALUE;
  String launched = "";
  End end = End.UNKNOWN;

  /** Whether the present run ended before it was ready. */
  boolean early;

  /** Whether the last run failed. */
  boolean failed;

  int restarts;
  int inARow;
  final List<Long> failuresMs = new ArrayList<>();
  String trouble = "";
  String note = "";

  Unit(Service service) {
    this.name = service.name();
    this.service = service;
  }

  /** For a new run. */
  void begin() {
    run++;
    pid = 0;
    note = "";
    end = End.UNKNOWN;
    early = false;
    rest();
  }

  /** Without a run. */
  void rest() {
    asked = false;
    again = false;
    reloads = false;
    complaint = "";
    pid = 0;
  }

  /** What has failed so far does not count any more. */
  void forgive() {
    failuresMs.clear();
    inARow = 0;
    restarts = 0;
  }

  /** Counts an end; answers whether there were too many. */
  boolean tally(long nowMs, Restart restart) {
    boolean steady = readyMs > 0 && nowMs - readyMs >= restart.within().toMillis();
    inARow = steady ? 1 : inARow + 1;
    readyMs = 0;
    failuresMs.removeIf(at -> at <= nowMs - restart.within().toMillis());
    failuresMs.add(nowMs);
    if (failuresMs.size() > Math.max(restart.burst(), 1)) {
      failuresMs.removeFirst();
    }
    return restart.burst() > 0 && failuresMs.size() >= restart.burst();
  }

  /** The clock was set back. */
  void setBack(long byMs) {
    deadlineMs = deadlineMs == Long.MAX_VALUE ? deadlineMs : deadlineMs - byMs;
    readyMs = Math.max(0, readyMs - byMs);
    failuresMs.replaceAll(at -> at - byMs);
  }

  Standing standing() {
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
        wanted,
        again,
        failed);
  }
}
