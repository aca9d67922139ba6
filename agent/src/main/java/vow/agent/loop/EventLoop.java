package vow.agent.loop;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import vow.agent.bell.Bells;
import vow.agent.report.Reporter;
import vow.agent.report.Reporter.Converged;
import vow.agent.tree.Tree;
import vow.agent.watch.PathEvent;
import vow.agent.watch.Side;
import vow.agent.watch.Watcher;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Succession;
import vow.model.Watch;
import vow.model.Writer;

/**
 * The one thread that owns the engine. It sleeps until the kernel reports a change, work is
 * answered, a call comes in or a time is reached; there is no other wake-up.
 *
 * <p>Each turn: take the inbox, drain the kernel's queues (so that what a piece of work touched
 * comes before its answer), hand each event to the engine, perform its effects, tell the reporters.
 */
public final class EventLoop {
  private static final long NEVER = Long.MAX_VALUE;

  private final Engine engine;
  private final Watches watches;
  private final InstantSource clock;
  private final List<Reporter> reporters;
  private final Queue<Message> inbox = new ConcurrentLinkedQueue<>();
  private final Surroundings surroundings;
  private final Rest rest = new Rest();

  /** The manifest that comes into force when all that was sent is dealt with. */
  private Manifest newest;

  private long wakeAtMs = NEVER;
  private boolean stopped;
  private boolean gaveUp;
  private long converges;

  /** The end of the last converge; empty before the first. */
  private Optional<Converged> lastConverged = Optional.empty();

  /** A loop that does nothing until {@link #run}. */
  public EventLoop(Engine engine, Watches watches, InstantSource clock, Outside outside) {
    this.engine = engine;
    this.newest = engine.manifest();
    this.watches = watches;
    this.clock = clock;
    this.reporters = outside.reporters();
    this.surroundings = outside.surroundings();
    watches.watcher().register(watches.bells());
  }

  /**
   * What tells of changes.
   *
   * @param tree the kept tree
   * @param watcher of its paths and of this machine's
   * @param bells what the loop sleeps in
   */
  public record Watches(Tree tree, Watcher watcher, Bells bells) {}

  /** Whom the loop talks to. */
  public record Outside(List<Reporter> reporters, Surroundings surroundings) {
    public Outside {
      reporters = List.copyOf(reporters);
    }
  }

  /** Hands an event to the engine. From any thread; returns at once. */
  public void post(Event event) {
    send(new Message.Happening(event));
  }

  /**
   * Keeps another manifest from now on. From any thread, which does all that would hold up the
   * loop; its watches are armed before anything of it is assessed.
   *
   * @param host further places of this machine to be told about
   * @param before hears first what changes
   */
  public synchronized void swap(
      Manifest manifest, Cause cause, Set<Watch> host, Consumer<Succession> before) {
    var succession = Succession.of(newest, manifest);
    before.accept(succession);
    newest = succession.after();
    var event = new Event.Swapped(succession, cause);
    send(new Message.Swap(event, succession.watched(), succession.unwatched(), host));
  }

  /** Is told about other further places of this machine from now on. From any thread. */
  public void watch(Set<Watch> host) {
    send(new Message.Arm(host));
  }

  /** Ends without waiting for work that was not answered. On the loop's thread. */
  public void giveUp() {
    gaveUp = !stopped;
    stopped = true;
  }

  /** Whether work may still be going on. */
  public boolean gaveUp() {
    return gaveUp;
  }

  /** Does something on the loop's thread. From any thread; returns at once. */
  public void execute(Runnable action) {
    send(new Message.Question(action));
  }

  /** Asks the engine something on the loop's thread. From any thread. */
  public <T> CompletableFuture<T> ask(Function<Engine, T> question) {
    var answer = new CompletableFuture<T>();
    send(new Message.Question(() -> answer.complete(question.apply(engine))));
    return answer;
  }

  /**
   * How long nothing must have happened before {@link Surroundings#idle} is asked; zero for never.
   * On the loop's thread, or before {@link #run}.
   */
  public void linger(Duration linger) {
    rest.linger(linger, clock.millis());
  }

  /** Goes on where an agent that rested has stopped, instead of with a first {@link #swap}. */
  public void resume() throws IOException {
    var summary = engine.summary();
    lastConverged = Optional.of(new Converged(clock.millis(), summary, 0, Cause.BOOT, 0));
    step(new Event.Due());
  }

  /** Runs until the engine has stopped, or {@code until} says so after a converge. */
  public void run(Predicate<Converged> until) throws IOException {
    while (!stopped) {
      boolean rang = watches.bells().await(timeoutMs());
      if (!rang && mayRest()) {
        if (surroundings.idle(dueMs())) {
          return;
        }
        rest.active(clock.millis());
        continue;
      }
      long before = converges;
      turn();
      if (converges > before && lastConverged.filter(until).isPresent()) {
        return;
      }
    }
  }

  private void turn() throws IOException {
    var messages = new ArrayDeque<Message>();
    for (var message = inbox.poll(); message != null; message = inbox.poll()) {
      messages.add(message);
    }
    drainWatcher();
    surroundings.look();
    if (clock.millis() >= wakeAtMs) {
      wakeAtMs = NEVER;
      step(new Event.Due());
    }
    for (var message : messages) {
      switch (message) {
        case Message.Happening(Event event) -> step(event);
        case Message.Question(Runnable ask) -> ask.run();
        case Message.Swap swap -> {
          watches.watcher().change(Side.KEPT, swap.more(), swap.less());
          arm(swap.host());
          step(swap.event());
        }
        case Message.Arm(var host) -> arm(host);
      }
    }
    for (var reporter : reporters) {
      reporter.flush();
    }
    if (engine.quiet() || lastConverged.isEmpty()) {
      // Before the first converge has ended, whoever comes after us looks at everything anyway.
      watches.watcher().settled();
    }
    rest.active(clock.millis());
  }

  private boolean mayRest() {
    return rest.isDue(clock.millis(), dueMs())
        && engine.quiet()
        && inbox.isEmpty()
        && lastConverged.isPresent();
  }

  private void arm(Set<Watch> host) {
    watches.watcher().watch(Side.HOST, host);
    watches.watcher().problem().ifPresent(surroundings::unwatched);
  }

  private void drainWatcher() throws IOException {
    for (var event : watches.watcher().drain()) {
      if (event.change() == PathEvent.Change.OVERFLOW) {
        step(new Event.Overflowed());
        surroundings.noticed(event);
        continue;
      }
      switch (event.side()) {
        case KEPT -> touch(event.path(), event.finished(), event.by());
        case HOST -> surroundings.noticed(event);
      }
    }
  }

  private void touch(String path, boolean finished, Optional<Writer> by) throws IOException {
    for (var reporter : reporters) {
      reporter.touched(path, engine);
    }
    step(new Event.Touched(path, watches.tree().stamp(path), finished, by));
  }

  private void step(Event event) throws IOException {
    for (var effect : engine.step(clock.millis(), event)) {
      perform(effect);
    }
  }

  private void perform(Effect effect) throws IOException {
    switch (effect) {
      case Effect.Work work -> surroundings.start(work);
      case Effect.Look look -> touch(look.path(), look.finished(), look.by());
      case Effect.Report report -> {
        for (var reporter : reporters) {
          reporter.happened(report.happened());
        }
      }
      case Effect.Converged converged -> converged(converged);
      case Effect.Rescanning _ -> {}
      case Effect.Overridden overridden -> surroundings.overridden(overridden);
      case Effect.Braked braked -> {
        for (var reporter : reporters) {
          reporter.braked(braked.brake(), clock.millis());
        }
      }
      case Effect.WakeAt wake -> wakeAtMs = wake.timeMs();
      case Effect.Stopped _ -> stopped = true;
    }
  }

  private void converged(Effect.Converged effect) throws IOException {
    var converged =
        new Converged(
            clock.millis(), effect.summary(), effect.tookMs(), effect.cause(), effect.assessed());
    lastConverged = Optional.of(converged);
    converges++;
    for (var reporter : reporters) {
      reporter.converged(converged);
    }
  }

  private void send(Message message) {
    inbox.add(message);
    watches.bells().ring();
  }

  private long timeoutMs() {
    if (!inbox.isEmpty()) {
      return 0;
    }
    long until = rest.sleepUntilMs(clock.millis(), dueMs());
    return until == NEVER ? Bells.FOREVER : Math.max(0, until - clock.millis());
  }

  /** When the engine or somebody around is to be asked again. */
  private long dueMs() {
    return Math.min(wakeAtMs, surroundings.dueMs());
  }
}
