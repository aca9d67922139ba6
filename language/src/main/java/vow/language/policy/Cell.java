package vow.language.policy;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import vow.language.syntax.Span;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * Something whose value others may need: a variable, a local, an attribute of a promise. Evaluated
 * once, by {@link Cells#finish}, after everything that it needs. Until then its value is unknown.
 */
final class Cell {
  /** A cell that is needed, and where the policy says so. */
  record Need(Cell cell, Span span) {}

  /** What there is to do for a cell. */
  interface Work {
    /** What must be finished first; may have grown when it is asked again afterwards. */
    List<Need> needs();

    /** Works the value out; called once, with all needs finished, except on a cycle. */
    Value compute(Cell cell);

    /** Forgets what these facts went into: they have other values now. */
    default void forget(Set<String> facts) {}
  }

  enum State {
    NEW,
    RUNNING,
    DONE
  }

  private final Supplier<String> name;
  private final Span span;
  private final Work work;
  private State state = State.NEW;
  private Value value = Values.UNKNOWN;
  private Trace trace = Trace.NONE;

  /** The name is asked for when it is shown: of most cells nobody ever sees it. */
  Cell(Supplier<String> name, Span span, Work work) {
    this.name = name;
    this.span = span;
    this.work = work;
  }

  /** As it is written in a reference. */
  String name() {
    return name.get();
  }

  /** Where it is declared. */
  Span span() {
    return span;
  }

  Value value() {
    return value;
  }

  /** What went into the value. */
  Trace trace() {
    return trace;
  }

  /** Tells what went into the value; by the work, while it computes. */
  void trace(Trace made) {
    trace = trace.and(made);
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  List<Need> needs() {
    return work.needs();
  }

  void start() {
    state = State.RUNNING;
  }

  /** Back to the start, because facts that went into it have changed. */
  void reset() {
    state = State.NEW;
    value = Values.UNKNOWN;
    trace = Trace.NONE;
  }

  void forget(Set<String> facts) {
    work.forget(facts);
  }

  void finish() {
    value = work.compute(this);
    state = State.DONE;
  }
}
