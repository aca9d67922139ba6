package vow.engine;

import java.util.List;
import java.util.Optional;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Succession;
import vow.model.Summary;

/**
 * The core of converging: takes what happened, says what to do.
 *
 * <p>One thread owns it; it reads no clock and does nothing itself. A step costs in proportion to
 * the work that it causes. Promises are assessed when all that they come after is settled;
 * independent ones at once, up to {@link Slots#ASSESSMENTS_MAX}. What an outside change is, {@link
 * Touches} decides; what follows from an assessment, {@link Works}; the phases are in {@link
 * Phase}; the rules of order and refresh for people in docs/ordering.md.
 */
public final class Engine {
  private final Board board;
  private final Touches touches;
  private final Works works;
  private final Swaps swaps;
  private final Saves saves;
  private final Overrides overrides;
  private final Deadlines deadlines;
  private final Dispatch dispatch;
  private final Answers answers;

  /** An engine that keeps nothing yet: give it a manifest. */
  public Engine(Mode mode) {
    this(mode, EngineState.EMPTY);
  }

  /**
   * An engine that has been down, and knows what one before it knew: with the first manifest all
   * promises are assessed, those that are the same by their stamps.
   */
  public Engine(Mode mode, EngineState before) {
    board = new Board(mode);
    board.saved = before;
    board.counters.load(before.totals());
    board.brakes.load(before.brakes());
    var course = new Course(board);
    touches = new Touches(board, course);
    overrides = new Overrides(board, course);
    works = new Works(board, course, overrides);
    saves = new Saves(board, course);
    swaps = new Swaps(board, course, saves);
    deadlines = new Deadlines(board, course, overrides);
    dispatch = new Dispatch(board, course);
    answers = new Answers(board);
    overrides.armAll();
  }

  /**
   * An engine that goes on where another stopped, no event having been lost between: nothing is
   * assessed but what was due. Its first effects come with the first step.
   */
  public static Engine resume(Mode mode, Manifest manifest, EngineState before, long nowMs) {
    var engine = new Engine(mode, before);
    engine.board.nowMs = nowMs;
    engine.swaps.replace(Succession.of(Manifest.EMPTY, manifest));
    engine.saves.resume();
    return engine;
  }

  /** The same, at the cost of what happens then and not of all that is kept. */
  public static Engine resume(Mode mode, Dormant dormant, long nowMs) {
    var engine = new Engine(mode, dormant.state());
    engine.board.nowMs = nowMs;
    engine.saves.resume(dormant);
    return engine;
  }

  /**
   * Takes one event.
   *
   * @param nowMs milliseconds since the epoch; may go back when the clock is set
   * @return what to do, in this order
   */
  public List<Effect> step(long nowMs, Event event) {
    if (nowMs < board.nowMs) {
      deadlines.setBack(board.nowMs - nowMs);
    }
    board.nowMs = nowMs;
    take(event);
    do {
      while (!board.replays.isEmpty()) {
        touches.replay(board.replays.remove());
      }
      deadlines.expire();
      dispatch.drain();
    } while (!board.replays.isEmpty());
    board.period.end(nowMs).ifPresent(board::emit);
    dispatch.stop();
    deadlines.arm();
    return board.takeEffects();
  }

  private void take(Event event) {
    switch (event) {
      case Event.Left left -> swaps.left(left);
      case Event.Swapped swapped -> swaps.swapped(swapped);
      case Event.Touched touched -> touches.touched(touched);
      case Event.Assessed assessed -> works.assessed(assessed);
      case Event.Repaired repaired -> works.repaired(repaired);
      case Event.Refreshed refreshed -> works.refreshed(refreshed);
      case Event.Reversed reversed -> works.reversed(reversed);
      case Event.Overflowed _ -> deadlines.overflowed();
      case Event.Due _ -> deadlines.disarm();
      case Event.Held held -> overrides.held(held);
      case Event.Released released -> overrides.released(released);
      case Event.HeldAll held -> overrides.heldAll(held);
      case Event.ReleasedAll _ -> overrides.releasedAll();
      case Event.Forgotten(var id) -> swaps.forgotten(id);
      case Event.Moved(var to) -> board.moved = to;
      case Event.Ruled ruled -> overrides.ruled(ruled);
      case Event.Asked asked -> deadlines.asked(asked);
      case Event.Stopping _ -> board.stopping = true;
    }
  }

  /** What a later engine needs to know. Best taken when {@link #quiet}. */
  public EngineState state() {
    return saves.save();
  }

  /**
   * What left the policy and has yet to be taken back, as {@link Event.Left} wants it. Not part of
   * the state: a shell that means to go on later tells the next engine.
   */
  public List<Promise> leaving() {
    return board.leaving();
  }

  /** Whether nothing is to be done but to wait for events and the next {@link Effect.WakeAt}. */
  public boolean quiet() {
    return board.slots.empty() && board.looks.isEmpty() && board.period.over();
  }

  /** The manifest in force. */
  public Manifest manifest() {
    return board.manifest();
  }

  /** How all promises stand, counted. */
  public Summary summary() {
    return board.period.summary();
  }

  /** What keeps everything from being repaired, if something does. */
  public Optional<Hold> brake() {
    return board.brakes.inForce();
  }

  /** How repairs are braked, as it was last told. */
  public Rules rules() {
    return board.brakes.rules();
  }

  /** How one promise stands. */
  public Optional<Standing> standing(PromiseId id) {
    return answers.standing(id);
  }

  /** How all promises stand, in the order of the manifest. */
  public List<Standing> standings() {
    return answers.standings();
  }

  /** How those stand that are contested, under an override, or neither kept nor repaired. */
  public List<Standing> notable() {
    return answers.notable();
  }

  /** Why a promise is as it is: what it waits for, and what made that so. */
  public Optional<Why> why(PromiseId id) {
    return answers.why(id);
  }

  /** Those that an event at this path concerns; who watches the path itself comes first. */
  public List<PromiseId> watching(String path) {
    return answers.watching(path);
  }

  /** What has been done so far. */
  public Totals totals() {
    return board.counters.totals();
  }
}
