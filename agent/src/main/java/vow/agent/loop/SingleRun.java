package vow.agent.loop;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import vow.agent.report.Reporter;
import vow.agent.report.Reporter.Converged;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.model.Cause;
import vow.model.Manifest;

/**
 * One converge to its end, without watching anything: {@code keep --once}, {@code plan}, and what a
 * verb does when no agent runs. The calling thread owns the engine.
 */
public final class SingleRun {
  private final Engine engine;
  private final InstantSource clock;
  private final List<Reporter> reporters;
  private final BlockingQueue<Event> answers = new LinkedBlockingQueue<>();

  /** Tells the reporters. */
  public SingleRun(Engine engine, InstantSource clock, List<Reporter> reporters) {
    this.engine = engine;
    this.clock = clock;
    this.reporters = new ArrayList<>(reporters);
  }

  /** Tells this one as well; before it runs. */
  public void tell(Reporter reporter) {
    reporters.add(reporter);
  }

  /** Where the workshop sends its answers. */
  public void answer(Event event) {
    answers.add(event);
  }

  /**
   * Converges; returns when nothing is left to do. Retries and waits are waited for.
   *
   * @param before what the engine has to know before the manifest
   */
  public Converged run(Manifest manifest, List<Event> before, Workshop workshop)
      throws IOException, InterruptedException {
    var turn = new Turn(workshop);
    for (var event : before) {
      turn.step(event);
    }
    turn.step(new Event.Swapped(manifest, Cause.BOOT));
    while (turn.end == null) {
      var answer = turn.wakeAtMs == Long.MAX_VALUE ? answers.take() : poll(turn.wakeAtMs);
      if (answer instanceof Event.Due) {
        turn.wakeAtMs = Long.MAX_VALUE;
      }
      turn.step(answer);
      // All that is there already, so that reporters write once for many.
      for (var more = answers.poll(); more != null && turn.end == null; more = answers.poll()) {
        turn.step(more);
      }
      for (var reporter : reporters) {
        reporter.flush();
      }
    }
    for (var reporter : reporters) {
      reporter.converged(turn.end);
      reporter.flush();
    }
    return turn.end;
  }

  private Event poll(long untilMs) throws InterruptedException {
    long left = Math.max(0, untilMs - clock.millis());
    var answer = answers.poll(left, java.util.concurrent.TimeUnit.MILLISECONDS);
    return answer == null ? new Event.Due() : answer;
  }

  private final class Turn {
    private final Workshop workshop;
    private @org.jspecify.annotations.Nullable Converged end;
    private long wakeAtMs = Long.MAX_VALUE;

    Turn(Workshop workshop) {
      this.workshop = workshop;
    }

    private void step(Event event) throws IOException {
      for (var effect : engine.step(clock.millis(), event)) {
        perform(effect);
      }
    }

    private void perform(Effect effect) throws IOException {
      switch (effect) {
        case Effect.Work work -> workshop.start(work);
        case Effect.Report report -> {
          for (var reporter : reporters) {
            reporter.happened(report.happened());
          }
        }
        case Effect.Converged done ->
            end =
                new Converged(
                    clock.millis(), done.summary(), done.tookMs(), done.cause(), done.assessed());
        case Effect.Braked(var brake) -> {
          for (var reporter : reporters) {
            reporter.braked(brake, clock.millis());
          }
        }
        case Effect.WakeAt wake -> wakeAtMs = wake.timeMs();
        case Effect.Look _, Effect.Rescanning _, Effect.Overridden _, Effect.Stopped _ -> {}
      }
    }
  }
}
