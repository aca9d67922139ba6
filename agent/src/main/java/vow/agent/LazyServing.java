package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.keeper.Services;
import vow.agent.keeper.Site;
import vow.agent.keeper.Timers;
import vow.agent.report.Reporter;
import vow.agent.service.Ground;
import vow.agent.service.LogShares;
import vow.agent.service.Serving;
import vow.engine.Event;
import vow.engine.Happened;
import vow.engine.service.Standing;
import vow.language.policy.Compiled;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.Service;
import vow.model.kind.Timer;

/**
 * Services, from when there is one: an agent that keeps none, and a brain that is woken for
 * something else, do not pay for them.
 */
final class LazyServing implements Services, Reporter {
  private final Optional<Brain> brain;
  private final Places places;
  private final Live live;
  private final Screen screen;

  /** What is promised; until it is told, nothing. */
  private volatile Manifest manifest = Manifest.EMPTY;

  private @Nullable Site site;
  private volatile @Nullable Serving serving;
  private LogShares shares = LogShares.ALL;
  private boolean sleptOn;
  private long sleptDueMs = Bells.FOREVER;

  LazyServing(Optional<Brain> brain, Places places, Live live, Screen screen) {
    this.brain = brain.filter(_ -> !places.underRoot());
    this.places = places;
    this.live = live;
    this.screen = screen;
  }

  /** Where promises are kept, this being who keeps services. */
  Site at(Site bare) {
    var with = bare.with(this);
    site = with;
    return with;
  }

  /** Takes up what a brain before us has left, if it kept services. */
  void begin(Manifest promised, Compiled policy) {
    manifest = promised;
    share(promised, policy);
    if (brain.isPresent() && isLeft()) {
      serving().resume(false);
    }
  }

  /**
   * The brain before us went to sleep: nothing has been missed, and what it left is looked at when
   * it is needed.
   */
  void sleptOn(Manifest promised, ServicesAsleep slept) {
    manifest = promised;
    shares = slept.shares();
    sleptDueMs = slept.dueMs();
    sleptOn = brain.isPresent() && isLeft();
    if (sleptOn && isAhead(places.timers())) {
      sleptDueMs = 0; // the clock was set back, and that time with it
    }
  }

  private static boolean isAhead(Path file) {
    try {
      return Files.exists(file)
          && Files.getLastModifiedTime(file).toMillis() > System.currentTimeMillis();
    } catch (IOException _) {
      return false;
    }
  }

  private boolean isLeft() {
    return Files.exists(places.runtime().resolve("services.json")) || Files.exists(places.timers());
  }

  /** Deals with what has come. */
  void look() {
    var records = brain.map(Brain::takeServices).orElse(List.of());
    if (!records.isEmpty()) {
      records.forEach(serving()::told);
    }
    if (serving == null && sleptDueMs <= System.currentTimeMillis()) {
      serving();
    }
    var made = serving;
    if (made != null) {
      made.look();
    }
  }

  /** When that is to be done at the latest. */
  long dueMs() {
    var made = serving;
    return made == null ? sleptDueMs : made.dueMs();
  }

  /** The agent ends: says what goes on without it. */
  void farewell() {
    var made = serving;
    long running =
        made == null ? 0 : made.standings().stream().filter(it -> it.state().running()).count();
    if (running > 0) {
      var what = running == 1 ? "1 service goes" : running + " services go";
      screen.warn(what + " on running: the next vow keep takes them over");
    }
  }

  boolean quiet() {
    var made = serving;
    return made == null || made.quiet();
  }

  /** A person leaves a promise alone: what it is about is not started again by itself. */
  void leave(PromiseId id) {
    if (id.kind().equals("service") && there()) {
      serving().leave(id.name());
    }
  }

  /** This is promised from now on. */
  void promised(Manifest another, Compiled policy) {
    manifest = another;
    share(another, policy);
    if (serving != null || sleptOn) {
      serving().promised();
    }
  }

  /** Of an invalid policy nothing is believed, and no log removed. */
  private void share(Manifest promised, Compiled policy) {
    if (policy.manifest().isPresent()) {
      shares =
          LogShares.of(
              policy.agent().logsMax(),
              services(promised).collect(Collectors.toMap(Service::name, Service::logging)));
    }
  }

  private static Stream<Service> services(Manifest manifest) {
    return manifest.promises().values().stream()
        .map(Promise::kind)
        .filter(Service.class::isInstance)
        .map(Service.class::cast);
  }

  /** What the next brain has to know of them. */
  ServicesAsleep asleep() {
    return new ServicesAsleep(dueMs(), shares);
  }

  /** On the loop's thread. */
  private Serving serving() {
    var made = serving;
    if (made == null) {
      var held = brain.orElseThrow().holder();
      made =
          new Serving(
              new Ground(
                  held.services(),
                  held.pid(),
                  places.runtime(),
                  places.state(),
                  Objects.requireNonNull(site),
                  action -> live.loop().execute(action),
                  this::service,
                  () -> shares,
                  this::drifted,
                  screen::warn),
              this::timer);
      serving = made;
      if (sleptOn) {
        made.resume(true);
      }
    }
    return made;
  }

  /** The same for other threads. */
  private Serving made() {
    var made = serving;
    return made == null ? live.loop().ask(_ -> serving()).join() : made;
  }

  /** What the policy says a service is. */
  Optional<Service> service(String name) {
    return manifest
        .promise(id(name))
        .map(Promise::kind)
        .filter(Service.class::isInstance)
        .map(Service.class::cast);
  }

  private Optional<Timer> timer(String name) {
    return manifest
        .promise(new PromiseId("timer", name))
        .map(Promise::kind)
        .filter(Timer.class::isInstance)
        .map(Timer.class::cast);
  }

  private void drifted(String name) {
    live.post(new Event.Asked(List.of(id(name)), Cause.DRIFT));
  }

  private static PromiseId id(String name) {
    return new PromiseId("service", name);
  }

  @Override
  public boolean there() {
    return brain.isPresent();
  }

  @Override
  public Timers timers() {
    return made().timers();
  }

  @Override
  public Optional<Standing> standing(String name) {
    return there() ? made().standing(name) : Optional.empty();
  }

  @Override
  public Optional<Standing> start(Service service, boolean reset, Duration patience) {
    return made().start(service, reset, patience);
  }

  @Override
  public Optional<Standing> stop(String name, Duration patience) {
    return there() ? made().stop(name, patience) : Optional.empty();
  }

  @Override
  public Optional<Standing> restart(String name, Duration patience) {
    return there() ? made().restart(name, patience) : Optional.empty();
  }

  @Override
  public Optional<Standing> reload(String name, Duration patience) {
    return there() ? made().reload(name, patience) : Optional.empty();
  }

  @Override
  public void happened(Happened happened) {}

  @Override
  public void flush() {
    var made = serving;
    if (made != null) {
      made.flush();
    }
  }
}
