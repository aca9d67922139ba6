package vow.agent.loop;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import vow.agent.report.Reporter;
import vow.agent.report.Reporter.Converged;
import vow.agent.tree.Tree;
import vow.agent.watch.PathEvent;
import vow.agent.watch.Watcher;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.linux.Epoll;
import vow.linux.EventFd;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Watch;
import vow.model.Writer;

/**
 * The one thread that owns the engine. It sleeps in one epoll until the kernel reports a change,
 * work is answered, a call comes in or a time is reached; there is no other wake-up.
 *
 * <p>Each turn: drain the kernel's queues, then the inbox, hand each event to the engine, perform
 * its effects, tell the reporters.
 */
public final class EventLoop implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long INBOX = -1;

  /** What the loop asks of the rest of the agent. Called on the loop's thread. */
  public interface Surroundings {
    /** Starts a piece of work, to be answered by {@link #post}. */
    void start(Effect.Work work);

    /** Something happened on this machine: perhaps to the policy's files or a fact's source. */
    void noticed(PathEvent event);

    /** Looks whether anything else that waits in the epoll has news; never blocks. */
    void look();

    /** Some places cannot be watched: why, and what to do. */
    void unwatched(String why);

    /** An override came into force. */
    void overridden(Effect.Overridden overridden);
  }

  private sealed interface Message {
    record Happening(Event event) implements Message {}

    record Question(Runnable ask) implements Message {}

    record Swap(Manifest manifest, Cause cause, Set<Watch> alsoOnHost) implements Message {}
  }

  private final Engine engine;
  private final Watches watches;
  private final InstantSource clock;
  private final List<Reporter> reporters;
  private final Epoll epoll = new Epoll();
  private final EventFd doorbell = new EventFd();
  private final Queue<Message> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean rung = new AtomicBoolean();
  private final Surroundings surroundings;
  private long wakeAtMs = NEVER;
  private boolean stopped;
  private long converges;
  private Optional<Converged> lastConverged = Optional.empty();

  /** A loop that does nothing until {@link #run}. */
  public EventLoop(Engine engine, Watches watches, InstantSource clock, Outside outside) {
    this.engine = engine;
    this.watches = watches;
    this.clock = clock;
    this.reporters = outside.reporters();
    this.surroundings = outside.surroundings();
    epoll.add(doorbell.fd(), INBOX, Epoll.READ);
    watches.kept().register(epoll);
    watches.host().ifPresent(host -> host.register(epoll));
  }

  /**
   * What tells of changes.
   *
   * @param tree the kept tree
   * @param kept watches in it
   * @param host watches on this machine, when the kept tree is another
   */
  public record Watches(Tree tree, Watcher kept, Optional<Watcher> host) {}

  /** Whom the loop talks to. */
  public record Outside(List<Reporter> reporters, Surroundings surroundings) {
    public Outside {
      reporters = List.copyOf(reporters);
    }
  }

  /** What the loop waits in, for whoever has descriptors of its own. */
  public Epoll epoll() {
    return epoll;
  }

  /** Hands an event to the engine. From any thread; returns at once. */
  public void post(Event event) {
    send(new Message.Happening(event));
  }

  /**
   * Keeps another manifest from now on. From any thread; its watches are armed before anything of
   * it is assessed.
   *
   * @param alsoOnHost further places of this machine to be told about
   */
  public void swap(Manifest manifest, Cause cause, Set<Watch> alsoOnHost) {
    send(new Message.Swap(manifest, cause, alsoOnHost));
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

  /** The end of the last converge; empty before the first. On the loop's thread. */
  public Optional<Converged> lastConverged() {
    return lastConverged;
  }

  /** Runs until the engine has stopped, or {@code until} says so after a converge. */
  public void run(Predicate<Converged> until) throws IOException {
    while (!stopped) {
      epoll.await(timeoutMs());
      long before = converges;
      turn();
      if (converges > before && lastConverged.filter(until).isPresent()) {
        return;
      }
    }
  }

  @Override
  public void close() {
    doorbell.close();
    epoll.close();
  }

  private void turn() throws IOException {
    rung.set(false);
    doorbell.drain();
    drainWatchers();
    surroundings.look();
    if (clock.millis() >= wakeAtMs) {
      wakeAtMs = NEVER;
      step(new Event.Due());
    }
    for (var message = inbox.poll(); message != null; message = inbox.poll()) {
      switch (message) {
        case Message.Happening(Event event) -> {
          drainWatchers();
          step(event);
        }
        case Message.Question(Runnable ask) -> ask.run();
        case Message.Swap swap -> swap(swap);
      }
    }
    for (var reporter : reporters) {
      reporter.flush();
    }
  }

  private void swap(Message.Swap swap) throws IOException {
    var places = new LinkedHashSet<Watch>();
    swap.manifest().promises().values().forEach(p -> places.addAll(p.kind().watches()));
    watches
        .host()
        .ifPresentOrElse(
            host -> host.watch(swap.alsoOnHost()), () -> places.addAll(swap.alsoOnHost()));
    watches.kept().watch(places);
    watches.kept().problem().ifPresent(surroundings::unwatched);
    step(new Event.Swapped(swap.manifest(), swap.cause()));
  }

  private void drainWatchers() throws IOException {
    for (var event : watches.kept().drain()) {
      switch (event.change()) {
        case OVERFLOW -> step(new Event.Overflowed());
        case CONTENT, METADATA, APPEARED, VANISHED ->
            touch(event.path(), event.finished(), event.by());
      }
      if (watches.host().isEmpty()) {
        surroundings.noticed(event);
      }
    }
    watches.host().ifPresent(host -> host.drain().forEach(surroundings::noticed));
  }

  private void touch(String path, boolean finished, Optional<Writer> by) throws IOException {
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
    if (rung.compareAndSet(false, true)) {
      doorbell.signal();
    }
  }

  private int timeoutMs() {
    if (!inbox.isEmpty()) {
      return 0;
    }
    if (wakeAtMs == NEVER) {
      return Epoll.FOREVER;
    }
    return Math.clamp(wakeAtMs - clock.millis(), 0, Integer.MAX_VALUE);
  }
}
