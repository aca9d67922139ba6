package vow.agent.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import vow.agent.holder.ServiceRecord;
import vow.agent.keeper.Services;
import vow.agent.keeper.Timers;
import vow.agent.report.Reporter;
import vow.engine.Happened;
import vow.engine.service.Definition;
import vow.engine.service.ServiceEffect;
import vow.engine.service.ServiceEvent;
import vow.engine.service.Standing;
import vow.engine.service.State;
import vow.engine.service.Supervisor;
import vow.model.kind.Service;
import vow.model.kind.Timer;

/**
 * The shell around the {@link Supervisor}: what the holder tells goes in, what it says is done. All
 * on the loop's thread, but for what keepers call ({@link Services}).
 *
 * <p>What is to be done is written down before it is done ({@link ServicesFile}), once a turn of
 * the loop: whoever comes after us if we are killed compares that with what the holder knows.
 */
public final class Serving implements Services, Reporter {
  private final Ground ground;
  private final Supervisor supervisor = new Supervisor(RandomGenerator.getDefault());
  private final Roll roll = new Roll();
  private final Waiters waiters = new Waiters();
  private final Deeds deeds;
  private final Timing timing;
  private final Notebook notebook;
  private final Finding finding;
  private final Deque<ServiceRecord> records = new ArrayDeque<>();
  private List<ServiceEffect> pending = new ArrayList<>();
  private boolean news;
  private long dueMs = Long.MAX_VALUE;

  /** With nothing to keep yet; timers are what the policy in force says they are. */
  public Serving(Ground ground, Function<String, Optional<Timer>> timers) {
    this.ground = ground;
    timing = new Timing(ground, timers, supervisor, this::step);
    deeds = new Deeds(ground, roll, supervisor, this::step);
    notebook = new Notebook(ground, roll, supervisor, timing);
    finding = new Finding(supervisor, roll, ground, deeds, this::step);
  }

  /** What the holder has noted; dealt with by {@link #look}. */
  public void told(ServiceRecord record) {
    records.add(record);
  }

  /**
   * Takes up what the brain before us has left.
   *
   * @param orderly it went to sleep: nothing has been missed
   */
  public void resume(boolean orderly) {
    var file = ServicesFile.read(ground.runtime()).filter(ServicesFile::current);
    file.ifPresent(it -> {
      it.entries().forEach(entry -> roll.enter(entry.unit().name(), entry.number()));
      for (var entry : it.entries()) {
        roll.started(entry.unit().name(), entry.started());
        roll.sockets(entry.unit().name(), it.holder() == ground.holder() ? entry.sockets() : "");
      }
      supervisor.load(
          it.entries().stream().map(ServicesFile.Entry::unit).toList(), ground.policy());
    });
    if (file.isPresent() && file.get().holder() != ground.holder()) {
      finding.adopt(file.get());
    } else if (!orderly || file.isEmpty()) { // it may have been damaged
      ground.desk().list();
    }
    step(new ServiceEvent.Due()); // what was due meanwhile
    timing.resume();
  }

  /** Deals with what has come: records of the holder, and time. */
  public void look() {
    for (var record = records.poll(); record != null; record = records.poll()) {
      finding.take(record);
    }
    if (dueMs <= System.currentTimeMillis()) {
      dueMs = Long.MAX_VALUE;
      step(new ServiceEvent.Due());
    }
    timing.look();
  }

  /** When {@link #look} is to be called at the latest. */
  public long dueMs() {
    return Math.min(dueMs, timing.dueMs());
  }

  /** Whether nothing goes on that this process has to see to its end. */
  public boolean quiet() {
    return supervisor.quiet() && pending.isEmpty() && records.isEmpty() && !waiters.any();
  }

  /** These are promised now; others that run are left alone. */
  public void promised() {
    for (var standing : supervisor.standings()) {
      if (ground.policy().apply(standing.name()).isEmpty()) {
        step(new ServiceEvent.Drop(standing.name()));
      }
    }
    timing.promised();
    deeds.logs().promised();
  }

  /** It is not started again by itself, until somebody wants it. */
  public void leave(String name) {
    step(new ServiceEvent.Leave(name));
  }

  /** How all stand. */
  public List<Standing> standings() {
    return supervisor.standings();
  }

  private void step(ServiceEvent event) {
    var effects = supervisor.step(System.currentTimeMillis(), event);
    roll.forThose(effects);
    pending.addAll(effects);
    news = true;
  }

  @Override
  public void happened(Happened happened) {}

  /** Writes down what is to be done, and does it. */
  @Override
  public void flush() {
    while (news) {
      news = false;
      var effects = pending;
      pending = new ArrayList<>();
      notebook.write();
      effects.forEach(this::perform);
    }
    notebook.write();
  }

  private void perform(ServiceEffect effect) {
    switch (effect) {
      case ServiceEffect.WakeAt(var at) -> dueMs = at;
      case ServiceEffect.Changed(var standing) -> changed(standing);
      case ServiceEffect.Forget(var name) -> {
        waiters.forget(name);
        deeds.perform(effect);
      }
      case ServiceEffect.Launch _,
          ServiceEffect.Signal _,
          ServiceEffect.KillAll _,
          ServiceEffect.Sweep _,
          ServiceEffect.Probe _,
          ServiceEffect.RunReload _,
          ServiceEffect.Watch _,
          ServiceEffect.Release _ ->
          deeds.perform(effect);
    }
  }

  private void changed(Standing standing) {
    waiters.look(standing);
    timing.changed(standing.name());
    boolean fell =
        switch (standing.state()) {
          case PAUSING, GIVEN_UP, ENDED -> !standing.trouble().isEmpty();
          case DOWN, WAITING, STARTING, READY, RELOADING, STOPPING, KILLING, CLEARING, DONE ->
              false;
        };
    if (fell) {
      ground.drifted().accept(standing.name());
    }
  }

  // What keepers ask, on their threads.

  @Override
  public Timers timers() {
    return timing;
  }

  @Override
  public Optional<Standing> standing(String name) {
    var answer = new CompletableFuture<Optional<Standing>>();
    ground.loop().accept(() -> answer.complete(supervisor.standing(name)));
    return answer.join();
  }

  @Override
  public Optional<Standing> start(Service service, boolean reset, Duration patience) {
    var launch = Definition.launch(service);
    var standing =
        ask(
            service.name(),
            List.of(new ServiceEvent.Want(service, reset)),
            it ->
                it.state().settled() && (it.state() != State.READY || it.launched().equals(launch)),
            patience);
    // What happened meanwhile is told by whoever asked. Of one that was stopped again, or is given
    // up, nothing is to be changed.
    ground
        .loop()
        .accept(() ->
            supervisor
                .standing(service.name())
                .filter(it -> it.wanted() && it.state().satisfies())
                .ifPresent(_ -> step(new ServiceEvent.Want(service, false))));
    return standing;
  }

  @Override
  public Optional<Standing> stop(String name, Duration patience) {
    return ask(
        name,
        List.of(new ServiceEvent.Unwant(name)),
        it -> it.state() == State.DOWN || it.wanted(),
        patience);
  }

  @Override
  public Optional<Standing> restart(String name, Duration patience) {
    long before = standing(name).map(Standing::run).orElse(0L);
    return ask(
        name,
        List.of(new ServiceEvent.Again(name)),
        it -> it.state() == State.DOWN || (it.state().settled() && it.run() > before),
        patience);
  }

  @Override
  public Optional<Standing> reload(String name, Duration patience) {
    return ask(
        name,
        List.of(new ServiceEvent.Reload(name)),
        it -> it.state().settled() && !it.again(),
        patience);
  }

  /** Tells the supervisor something, and waits until the service stands so. */
  private Optional<Standing> ask(
      String name, List<ServiceEvent> events, Predicate<Standing> until, Duration patience) {
    var answer = new CompletableFuture<Standing>();
    var there = new CompletableFuture<Boolean>();
    ground
        .loop()
        .accept(() -> {
          events.forEach(this::step);
          var standing = supervisor.standing(name);
          there.complete(standing.isPresent());
          if (standing.filter(until).isPresent()) {
            answer.complete(standing.get());
          } else {
            waiters.add(name, until, answer);
          }
        });
    if (!there.join()) {
      answer.cancel(false);
      return Optional.empty();
    }
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (CancellationException _) {
      return standing(name); // it was forgotten
    } catch (TimeoutException _) {
      answer.cancel(false);
      return standing(name);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return standing(name);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
