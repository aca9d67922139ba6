package vow.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vow.agent.control.ControlServer.Refused;
import vow.agent.keeper.Services;
import vow.engine.Event;
import vow.engine.Hold;
import vow.engine.service.Standing;
import vow.engine.service.State;
import vow.language.syntax.Spelling;
import vow.model.Cause;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.Service;
import vow.model.schema.Units;

/**
 * What people ask of services. Stopping is an override of the promise, so that nothing starts it
 * again and everybody sees who did that; starting ends it. On the callers' threads, which it blocks
 * until the service stands as it was asked to, or has had its time.
 */
final class ServiceCalls {
  /** Beyond what the policy gives a service: for what it waits for, and for a busy machine. */
  private static final Duration MORE = Duration.ofSeconds(15);

  /** For the stop of a service that is in no policy any more. */
  private static final Duration UNKNOWN = Duration.ofMinutes(2);

  private static final String BY_HAND = "stopped by hand";

  /** The agent, as far as it concerns services. */
  interface Agent {
    /** Who keeps them. */
    Services services();

    /** What the policy says one is. */
    Optional<Service> service(String name);

    /** All that the policy has. */
    List<String> names();

    /** The override that a promise is under. */
    Optional<Hold> hold(PromiseId id);

    /** Tells the engine. */
    void post(Event event);
  }

  private final Agent agent;

  ServiceCalls(Agent agent) {
    this.agent = agent;
  }

  /** Those of an agent that stays. */
  static ServiceCalls of(Live live) {
    return new ServiceCalls(new OfLive(live));
  }

  /** Starts one, which ends its override. */
  ServiceTable.Row start(String name) throws Refused {
    return start(known(name));
  }

  private ServiceTable.Row start(Service service) throws Refused {
    var id = id(service.name());
    var stopped = service.requires().stream().filter(this::isStopped).findFirst();
    if (stopped.isPresent()) {
      throw new Refused(
          "%s needs %s, which is stopped; vow start %s starts it"
              .formatted(id, id(stopped.get()), stopped.get()));
    }
    if (agent.hold(id).isPresent()) {
      agent.post(new Event.Released(id));
    }
    return up(service, agent.services().start(service, true, patience(service)));
  }

  /** Whether a person has stopped it: then nothing else starts it. */
  private boolean isStopped(String name) {
    return agent.hold(id(name)).isPresent()
        && agent.services().standing(name).filter(it -> it.state() == State.DOWN).isPresent();
  }

  /** Stops one and leaves it so. */
  ServiceTable.Row stop(String name, Hold hold) throws Refused {
    inhabited();
    var service = agent.service(name);
    if (service.isEmpty() && agent.services().standing(name).isEmpty()) {
      throw unknown(name);
    }
    if (service.isPresent()) { // else nobody would start it again anyway
      var why = hold.why().isEmpty() ? BY_HAND : hold.why();
      agent.post(
          new Event.Held(id(name), new Hold(hold.who(), why, hold.untilMs(), Hold.Sort.HOLD)));
    }
    var patience = service.map(s -> s.patience().stop().plus(MORE)).orElse(UNKNOWN);
    var standing = agent.services().stop(name, patience);
    if (service.isPresent() && agent.hold(id(name)).isEmpty()) {
      look(name); // the override was over before the service was stopped
    }
    boolean over = hold.untilMs() <= System.currentTimeMillis(); // it did stop, and starts again
    if (standing.isPresent() && standing.get().wanted() && !over) {
      throw new Refused(id(name) + " was started again meanwhile");
    }
    if (standing.isPresent() && standing.get().state().running() && !over) {
      throw new Refused(
          id(name) + " has not ended within " + Units.text(patience) + ", and is still told to");
    }
    return standing.map(ServiceTable.Row::of).orElseGet(() -> ServiceTable.Row.never(name));
  }

  /** Stops and starts one; one that does not run is started. */
  ServiceTable.Row restart(String name) throws Refused {
    var service = known(name);
    var before = agent.services().standing(name).filter(ServiceCalls::restarts);
    if (before.isEmpty()) {
      return start(service);
    }
    return up(service, agent.services().restart(name, patience(service)));
  }

  /** What has failed is started afresh instead, so that its failures do not count any more. */
  private static boolean restarts(Standing standing) {
    return switch (standing.state()) {
      case STARTING, READY, RELOADING, DONE -> standing.wanted();
      case DOWN, WAITING, STOPPING, KILLING, CLEARING, PAUSING, ENDED, GIVEN_UP -> false;
    };
  }

  /** Makes one read its configuration again. */
  ServiceTable.Row reload(String name) throws Refused {
    var service = known(name);
    var before = agent.services().standing(name).filter(ServiceCalls::reloads);
    if (before.isEmpty()) {
      throw new Refused(id(name) + " is not running; vow start " + name + " starts it");
    }
    var after = agent.services().reload(name, patience(service));
    var row = up(service, after);
    if (after.filter(Standing::unableToReload).isPresent()) {
      throw new Refused(id(name) + " goes on as it was: " + row.note());
    }
    return row;
  }

  private static boolean reloads(Standing standing) {
    return switch (standing.state()) {
      case STARTING, READY, RELOADING -> true;
      case DOWN, WAITING, STOPPING, KILLING, CLEARING, PAUSING, DONE, ENDED, GIVEN_UP -> false;
    };
  }

  /** The answer about one that is to be up; the engine looks at it in any case. */
  private ServiceTable.Row up(Service service, Optional<Standing> standing) throws Refused {
    look(service.name());
    if (standing.isEmpty()) {
      throw new Refused(id(service.name()) + " was forgotten meanwhile: the policy has changed");
    }
    var problem = problem(standing.get(), patience(service));
    if (problem.isPresent()) {
      throw new Refused(id(service.name()) + " " + problem.get());
    }
    return ServiceTable.Row.of(standing.get());
  }

  private void look(String name) {
    agent.post(new Event.Asked(List.of(id(name)), Cause.OPERATOR));
  }

  private static Optional<String> problem(Standing standing, Duration patience) {
    var shows = "; vow logs " + standing.name() + " shows what it said";
    var within = " within " + Units.text(patience);
    return switch (standing.state()) {
      case READY, RELOADING, DONE -> Optional.empty();
      case ENDED ->
          standing.failed()
              ? Optional.of("has failed" + why(standing.trouble()) + shows)
              : Optional.empty();
      case GIVEN_UP -> Optional.of("is given up" + why(standing.trouble()) + shows);
      case PAUSING -> Optional.of("fails, and is tried again" + why(standing.trouble()) + shows);
      case WAITING -> Optional.of("was not started" + within + why(standing.note()));
      case STARTING -> Optional.of("has not become ready" + within + why(standing.note()) + shows);
      case DOWN -> Optional.of("was stopped meanwhile");
      case STOPPING, KILLING, CLEARING -> Optional.of("has not ended" + within);
    };
  }

  private static String why(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }

  private static Duration patience(Service service) {
    return service.patience().start().plus(service.patience().stop()).plus(MORE);
  }

  private Service known(String name) throws Refused {
    inhabited();
    var service = agent.service(name);
    if (service.isEmpty()) {
      throw unknown(name);
    }
    return service.get();
  }

  private void inhabited() throws Refused {
    if (!agent.services().there()) {
      throw new Refused(
          "this agent keeps no services: that needs its holder, and the running system, no --root");
    }
  }

  private Refused unknown(String name) {
    var nearest = Spelling.nearest(name, agent.names());
    return new Refused(
        "the policy has no service "
            + name
            + nearest.map(it -> ", did you mean " + it + "?").orElse(""));
  }

  private static PromiseId id(String name) {
    return new PromiseId("service", name);
  }

  /** An agent that stays: its engine is asked on its own thread. */
  private record OfLive(Live live) implements Agent {
    @Override
    public Services services() {
      return live.serving();
    }

    @Override
    public Optional<Service> service(String name) {
      return live.serving().service(name);
    }

    @Override
    public List<String> names() {
      return live.loop()
          .ask(engine ->
              engine.manifest().promises().values().stream()
                  .map(Promise::kind)
                  .filter(Service.class::isInstance)
                  .map(kind -> ((Service) kind).name())
                  .toList())
          .join();
    }

    @Override
    public Optional<Hold> hold(PromiseId id) {
      return live.loop().ask(engine -> engine.standing(id)).join().flatMap(it -> it.hold());
    }

    @Override
    public void post(Event event) {
      live.post(event);
    }
  }
}
