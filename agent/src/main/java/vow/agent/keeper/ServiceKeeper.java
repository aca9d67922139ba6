package vow.agent.keeper;

import java.util.Optional;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.engine.service.Definition;
import vow.engine.service.Standing;
import vow.engine.service.State;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Service;
import vow.model.schema.Units;

/**
 * Keeps a service running. Restarts are the supervisor's; this one tells it what the policy wants,
 * and the engine what came of it.
 */
final class ServiceKeeper implements Keeper<Service> {
  private static final String NOBODY =
      "services need an agent that stays: vow keep without --once, with its holder";

  @Override
  public Assessment assess(Service service, Site site) {
    if (!site.tree().isSystem()) {
      return new Assessment.Kept("not started: this is not the running system");
    }
    var standing = site.services().standing(service.name());
    if (standing.isEmpty() || standing.get().state() == State.DOWN) {
      return down(service, site, standing);
    }
    return assess(service, standing.get(), site);
  }

  private static Assessment down(Service service, Site site, Optional<Standing> standing) {
    if (!service.enabled()) {
      return new Assessment.Kept("not enabled: vow start " + service.name() + " starts it");
    }
    if (!site.services().there()) {
      return Assessment.denied(NOBODY);
    }
    var problem = ServiceCheck.problem(service, site);
    if (problem.isPresent()) {
      return Assessment.failed(problem.get());
    }
    return Assessment.drifted(standing.isEmpty() ? "is not running" : "is stopped");
  }

  private static Assessment assess(Service service, Standing standing, Site site) {
    boolean rests = !service.enabled() && service.type() == Service.Type.ONESHOT; // for a timer
    boolean other = !rests && !standing.launched().equals(Definition.launch(service));
    return switch (standing.state()) {
      case READY, RELOADING, DONE -> {
        if (other) {
          yield Assessment.drifted("runs as it was described before");
        }
        yield standing.trouble().isEmpty() || site.attempt().verifying()
            ? new Assessment.Kept(standing.note())
            : Assessment.drifted(standing.trouble());
      }
      case GIVEN_UP -> Assessment.failed(gaveUp(service, standing));
      case ENDED ->
          standing.failed()
              ? Assessment.failed(ended(service, standing))
              : new Assessment.Kept(standing.trouble());
      case DOWN, WAITING, STARTING, STOPPING, KILLING, CLEARING, PAUSING ->
          rests && standing.trouble().isEmpty()
              ? new Assessment.Kept(doing(standing))
              : Assessment.drifted(
                  standing.trouble().isEmpty() ? doing(standing) : standing.trouble());
    };
  }

  private static String gaveUp(Service service, Standing standing) {
    var restart = service.restart();
    return "given up after %d failures within %s: %s; vow start %s tries again"
        .formatted(
            restart.burst(), Units.text(restart.within()), standing.trouble(), service.name());
  }

  private static String ended(Service service, Standing standing) {
    return standing.trouble()
        + ", and its policy says not to start it again; vow start "
        + service.name()
        + " does";
  }

  private static String doing(Standing standing) {
    return switch (standing.state()) {
      case WAITING -> standing.note().isEmpty() ? "waits" : standing.note();
      case STARTING -> "is starting";
      case PAUSING -> "waits to be started again";
      case STOPPING, KILLING, CLEARING -> "is stopping";
      case DOWN, READY, RELOADING, DONE, ENDED, GIVEN_UP -> "";
    };
  }

  @Override
  public Repair repair(Service service, Change change, Site site) {
    if (!site.services().there()) {
      return Repair.denied(NOBODY);
    }
    var standing = site.services().start(service, false, site.attempt().left());
    return standing.map(it -> told(service, it)).orElseGet(Repair::done);
  }

  @Override
  public Repair refresh(Service service, Site site) {
    if (isNot(service, site)) {
      return Repair.done();
    }
    var standing = site.services().reload(service.name(), site.attempt().left());
    return standing.map(it -> told(service, it)).orElseGet(Repair::done);
  }

  /** Whether there is nothing of it that could be told anything. */
  private static boolean isNot(Service service, Site site) {
    return !site.tree().isSystem()
        || (!site.services().there() && site.services().standing(service.name()).isEmpty());
  }

  private static Repair told(Service service, Standing standing) {
    return switch (standing.state()) {
      case READY, DONE, DOWN -> new Repair.Done(standing.note());
      case ENDED ->
          standing.failed()
              ? Repair.failed(ended(service, standing))
              : new Repair.Done(standing.trouble());
      case GIVEN_UP -> Repair.failed(gaveUp(service, standing));
      case WAITING, STARTING, RELOADING, STOPPING, KILLING, CLEARING, PAUSING ->
          Repair.timeout(
              doing(standing)
                  + (standing.trouble().isEmpty() ? "" : ", after it " + standing.trouble()));
    };
  }

  @Override
  public Repair reverse(Service service, Undo before, Site site) {
    if (isNot(service, site)) {
      return Repair.done();
    }
    site.services().stop(service.name(), site.attempt().left());
    return service.undo().map(it -> undone(service, it, site)).orElseGet(Repair::done);
  }

  @Override
  public Repair undo(Service service, Undo undo, Site site) {
    return reverse(service, undo, site);
  }

  private static Repair undone(Service service, vow.model.Command command, Site site) {
    var account = service.launch().account();
    var ended =
        site.runner()
            .run(
                new Run(
                    command.toArgv(),
                    service.launch().environment(),
                    service.launch().folder(),
                    account.user(),
                    account.group(),
                    site.attempt().left(),
                    "",
                    false));
    return switch (ended) {
      case Ended.Exited exited when exited.status() == 0 -> Repair.done();
      case Ended.TimedOut _ -> new Repair.Undone(Outcome.TIMEOUT, "undo " + ended.text());
      case Ended.Exited _, Ended.Killed _, Ended.NotStarted _ ->
          Repair.failed("undo " + ended.text());
    };
  }
}
