package vow.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.model.Assessment;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.Writer;

/** What the answers to work mean. */
final class Works {
  private final Board board;
  private final Course course;
  private final Overrides overrides;

  Works(Board board, Course course, Overrides overrides) {
    this.board = board;
    this.course = course;
    this.overrides = overrides;
  }

  void assessed(Event.Assessed event) {
    var landed = land(event.id(), Slots.Sort.ASSESS);
    if (landed.isEmpty()) {
      return;
    }
    var node = landed.get();
    boolean untouched = event.stamps().equals(node.stamps);
    node.stamps = event.stamps();
    node.ownStamps = false;
    node.keptStamps = event.assessment() instanceof Assessment.Kept;
    if (node.hold != null) {
      held(node, node.hold, event.assessment());
      return;
    }
    var repaired = node.unverified;
    node.unverified = null;
    switch (event.assessment()) {
      case Assessment.Kept kept when repaired != null ->
          course.end(node, Outcome.REPAIRED, repaired, kept.note());
      case Assessment.Kept kept -> kept(node, kept.note());
      case Assessment.Drifted drifted when repaired != null && node.inVain && untouched -> {
        node.change = drifted.change();
        fail(node, Outcome.FAILED, "still differs: " + drifted.change().summary());
      }
      case Assessment.Drifted drifted -> drifted(node, drifted.change());
      case Assessment.Unkeepable(var outcome, var why) -> unkeepable(node, outcome, why);
    }
  }

  private void held(Node node, Hold hold, Assessment assessment) {
    var note = held(hold);
    switch (assessment) {
      case Assessment.Kept _ -> course.end(node, Outcome.NOOP, null, note);
      case Assessment.Drifted(var change) -> course.end(node, Outcome.NOOP, change, note);
      case Assessment.Unkeepable(_, var why) ->
          course.end(node, Outcome.NOOP, null, note + "; " + why);
    }
  }

  /** An override in words. */
  static String held(Hold hold) {
    var what =
        switch (hold.sort()) {
          case HOLD -> "held by ";
          case UNDO -> "undone by ";
          case BREAKER, OBSERVE -> "stopped by ";
        };
    return what + hold.who() + (hold.why().isEmpty() ? "" : ": " + hold.why());
  }

  private void kept(Node node, String note) {
    if (node.owed.isEmpty() || node.again != null) {
      course.end(node, Outcome.KEPT, null, note);
    } else {
      course.owing(node);
    }
  }

  private void drifted(Node node, Change change) {
    if (node.promise.meta().noop()) {
      course.end(node, Outcome.NOOP, change, change.summary());
    } else if (board.mode == Mode.PLAN) {
      var window = board.brakes.window(node, board.nowMs).orElse("");
      course.end(node, Outcome.REPAIRED, change, join(change.summary(), window));
    } else {
      wanted(node, change);
    }
  }

  private void wanted(Node node, Change change) {
    var brake = board.brakes.reason(node, board.nowMs);
    if (brake.isEmpty()) {
      board
          .brakes
          .drifted(node.id, node.because().cause(), board.nowMs, board.nodes.size())
          .ifPresent(overrides::brake);
      brake = board.brakes.reason(node, board.nowMs);
    }
    if (brake.isPresent()) {
      course.brake(node, change, join(change.summary(), brake.get()));
    } else {
      node.change = change;
      course.enter(node, Phase.REPAIR_WANTED);
      board.slots.wantChange(node);
    }
  }

  private void unkeepable(Node node, Outcome outcome, String why) {
    boolean onlyLooks = board.mode == Mode.PLAN || board.brakes.inForce().isPresent();
    if (onlyLooks && outcome == Outcome.FAILED) {
      var ahead = board.mode == Mode.PLAN ? Outcome.REPAIRED : Outcome.NOOP;
      var needed = need(node, ahead);
      if (needed.isPresent()) {
        var change = Change.of("not known before " + needed.get().id + " is repaired: " + why);
        course.end(node, ahead, change, change.summary());
        return;
      }
    }
    fail(node, outcome, why);
  }

  /** Where nothing is touched: something that it needs and that is not there yet. */
  private static Optional<Node> need(Node node, Outcome ahead) {
    return node.needs().stream()
        .filter(need -> need.last != null && need.last.outcome() == ahead)
        .findFirst();
  }

  void repaired(Event.Repaired event) {
    var landed = land(event.id(), Slots.Sort.REPAIR);
    if (landed.isEmpty()) {
      return;
    }
    var node = landed.get();
    node.stamps = event.stamps();
    node.ownStamps = true;
    node.keptStamps =
        event.repair() instanceof Repair.Done && event.after() instanceof Assessment.Kept;
    var fight = fight(node);
    switch (event.repair()) {
      case Repair.Undone(var outcome, var why) -> fail(node, outcome, join(why, fight));
      case Repair.Done(var note, _) -> {
        switch (event.after()) {
          case Assessment.Kept _ ->
              course.end(node, Outcome.REPAIRED, node.change, join(note, fight));
          case Assessment.Drifted _ -> verify(node);
          case Assessment.Unkeepable(var outcome, var why) -> fail(node, outcome, join(why, fight));
        }
      }
    }
  }

  /**
   * The repair was done, and it differs all the same: in vain, or somebody was quick. It is looked
   * at once more; when nothing was written since the repair, it was in vain. That of somebody who
   * wrote between the repair and its stamps would look like our own, but is known to the kernel.
   */
  private void verify(Node node) {
    boolean asked = node.again != null || node.disturbed;
    var change = node.change;
    var dirt = node.because();
    course.mark(node, new Dirt(dirt.cause(), dirt.by(), true));
    course.again(node);
    node.unverified = change;
    node.inVain = !asked;
  }

  void refreshed(Event.Refreshed event) {
    var landed = land(event.id(), Slots.Sort.REFRESH);
    if (landed.isEmpty()) {
      return;
    }
    var node = landed.get();
    if (!event.stamps().isEmpty()) {
      node.stamps = event.stamps();
      node.ownStamps = true;
      node.keptStamps = false;
    }
    var names = Course.names(node.refreshing);
    switch (event.refresh()) {
      case Repair.Done(var note, _) -> {
        node.refreshing.clear();
        course.end(node, Outcome.REPAIRED, null, join("refreshed for " + names, note));
      }
      case Repair.Undone(var outcome, var why) -> {
        node.refreshing.stream().filter(board.nodes::has).forEach(node.owed::add);
        node.refreshing.clear();
        fail(node, outcome, "unable to refresh for " + names + ": " + why);
      }
    }
  }

  void reversed(Event.Reversed event) {
    var flight = board.slots.land(event.id());
    if (flight.isEmpty()) {
      return;
    }
    board.reversing = null;
    board.slots.unpark();
    board.period.leave();
    var outcome =
        switch (event.reverse()) {
          case Repair.Done _ -> Outcome.REPAIRED;
          case Repair.Undone undone -> undone.outcome();
        };
    var why =
        switch (event.reverse()) {
          case Repair.Done(var note, _) -> join("taken back, it left the policy", note);
          case Repair.Undone undone -> "unable to take back: " + undone.why();
        };
    board.counters.add(outcome);
    board.emit(
        new Effect.Report(
            new Happened(
                event.id(),
                board.nowMs,
                outcome,
                Cause.POLICY,
                Optional.empty(),
                0,
                Optional.empty(),
                why)));
  }

  private Optional<Node> land(PromiseId id, Slots.Sort sort) {
    var flight = board.slots.land(id);
    if (flight.isEmpty()) {
      return Optional.empty();
    }
    if (flight.get().sort() != sort) {
      throw new IllegalStateException(
          "the answer to " + sort + " of " + id + ", at work is " + flight.get().sort());
    }
    board.slots.unpark();
    var node = flight.get().node();
    if (board.node(id) != node) {
      board.counters.add(Counter.OUTDATED);
      return Optional.empty();
    }
    if (node.leftOut) {
      course.rest(node);
      return Optional.empty();
    }
    return Optional.of(node);
  }

  /** Not kept; tried again when the policy says so. */
  private void fail(Node node, Outcome outcome, String why) {
    node.freshRepair = false;
    if (node.waiting > 0 && outcome == Outcome.FAILED && board.mode == Mode.KEEP) {
      var dirt = node.because();
      course.mark(node, new Dirt(dirt.cause(), dirt.by(), true));
      course.again(node); // what it needs has drifted too: no wonder
      return;
    }
    boolean again =
        switch (outcome) {
          case FAILED, TIMEOUT -> node.attempts < node.promise.meta().retries();
          case KEPT, REPAIRED, DENIED, SKIPPED, SUSPENDED, NOOP -> false;
        };
    if (again && board.mode == Mode.KEEP && node.hold == null) {
      course.retry(node);
    } else {
      int tries = node.attempts + 1;
      var message = tries == 1 ? why : why + " (after " + tries + " tries)";
      course.end(node, outcome, node.change, message);
    }
  }

  /** Counts a repair of drift; what to say when it has become a fight. */
  private String fight(Node node) {
    if (node.because().cause() != Cause.DRIFT || !node.promise.kind().contestable()) {
      return "";
    }
    node.contest = node.contest.repaired(board.nowMs);
    if (!node.contest.on()) {
      return "";
    }
    board.timers.set(Timers.Sort.CALM, node.id, node.contest.calmAtMs());
    var rival = node.rival == null ? "" : " by " + name(node.rival);
    return "contested" + rival + ": the next repair waits " + node.contest.waitMs() / 1000 + " s";
  }

  private static String name(Writer writer) {
    @Nullable String name = writer.comm() != null ? writer.comm() : writer.exe();
    return (name == null ? "pid " + writer.pid() : name + " (pid " + writer.pid() + ")");
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
  }
}
