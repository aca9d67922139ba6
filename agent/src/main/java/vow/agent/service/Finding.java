package vow.agent.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vow.agent.holder.ServiceRecord;
import vow.agent.run.Programs;
import vow.engine.service.End;
import vow.engine.service.SavedUnit;
import vow.engine.service.ServiceEvent;
import vow.engine.service.Standing;
import vow.engine.service.Supervisor;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.linux.PidFd;
import vow.model.kind.Service;
import vow.model.service.Signals;

/** Finding services again that others have started, and what the holder's records mean. */
final class Finding {
  private static final int SIGKILL = 9;
  private static final int STEP_PROGRAM = 9;
  private static final int SIGNAL_BITS = 0x7f;

  private final Supervisor supervisor;
  private final Roll roll;
  private final Ground ground;
  private final Deeds deeds;
  private final Consumer<ServiceEvent> step;

  Finding(
      Supervisor supervisor, Roll roll, Ground ground, Deeds deeds, Consumer<ServiceEvent> step) {
    this.supervisor = supervisor;
    this.roll = roll;
    this.ground = ground;
    this.deeds = deeds;
    this.step = step;
  }

  /** Deals with a record of the holder; nothing for a service that is forgotten. */
  void take(ServiceRecord record) {
    switch (record) {
      case ServiceRecord.Known known -> compare(known);
      case ServiceRecord.OfRun of -> {
        if (of instanceof ServiceRecord.Unstarted(_, _, _, var at) && at == 0) {
          ground.desk().list(); // there is a process that we do not know of
        }
        roll.name(of.number()).ifPresent(name -> step.accept(event(name, of)));
      }
    }
  }

  private ServiceEvent event(String service, ServiceRecord.OfRun record) {
    return switch (record) {
      case ServiceRecord.Started(_, var run, var pid) -> {
        roll.started(service, ServicesFile.ticks(pid));
        yield new ServiceEvent.Started(service, run, pid);
      }
      case ServiceRecord.Executed(_, var run) -> new ServiceEvent.Executed(service, run);
      case ServiceRecord.Unstarted(_, var run, var error, var at) -> {
        deeds.unstarted(service);
        yield new ServiceEvent.Unstarted(service, run, why(service, error, at));
      }
      case ServiceRecord.Ended ended ->
          new ServiceEvent.Ended(service, ended.run(), end(ended.status()));
      case ServiceRecord.Ready(_, var run) -> new ServiceEvent.Ready(service, run);
      case ServiceRecord.Notified told -> new ServiceEvent.Told(service, told.run(), told.text());
      case ServiceRecord.Silent(_, var run) -> new ServiceEvent.Silent(service, run);
    };
  }

  private static End end(int status) {
    if (status == -1) {
      return End.UNKNOWN;
    }
    int signal = status & SIGNAL_BITS;
    if (signal == 0) {
      return End.exited(status >> 8 & 0xff);
    }
    return End.killed(
        Signals.all().entrySet().stream()
            .filter(each -> each.getValue() == signal)
            .map(java.util.Map.Entry::getKey)
            .findFirst()
            .orElse("signal " + signal));
  }

  /** The kernel has one word for many reasons; a look at the program tells more. */
  private String why(String service, int error, int step) {
    return Optional.of(step)
        .filter(it -> it == STEP_PROGRAM)
        .flatMap(_ -> ground.policy().apply(service))
        .map(Service::launch)
        .flatMap(it -> Programs.problem(it.command(), it.environment()))
        .orElseGet(() -> why(error, step));
  }

  private static String why(int error, int step) {
    var what =
        switch (step) {
          case 0 -> "its process before has not ended";
          case 1 -> "unable to read the words of its start";
          case 2 -> "unable to make a process";
          case 3 -> "unable to set up its descriptors";
          case 4 -> "unable to join its control group";
          case 5 -> "unable to set its limits";
          case 6 -> "unable to set up its sandbox";
          case 7 -> "unable to become its user";
          case 8 -> "unable to enter its folder";
          case STEP_PROGRAM -> "unable to execute its program";
          default -> "unable to start it";
        };
    return what + ": " + Errno.of(error).text();
  }

  /** How the holder knows a service, beside what we know: what was missed is made up for. */
  private void compare(ServiceRecord.Known known) {
    var name = known.name();
    var standing = supervisor.standing(name);
    if (standing.isEmpty()) {
      find(known);
      return;
    }
    roll.enter(name, known.number());
    var now = standing.get();
    if (!now.state().running()) {
      endUnknown(known);
      if (now.state().releases()) {
        deeds.release(name); // whoever stopped it may have ended before that
      }
      return;
    }
    if (known.run() < now.run()) {
      if (roll.isLaunched(name)) {
        return; // it was asked for after this was written
      }
      step.accept(new ServiceEvent.Unstarted(name, now.run(), "its start was interrupted"));
    } else if (known.run() == now.run()) {
      compare(known, now);
    } else {
      endUnknown(known);
    }
  }

  /** What was written down of it is lost; without a promise nothing is to be done about it. */
  private void find(ServiceRecord.Known known) {
    if (ground.policy().apply(known.name()).isEmpty()) {
      return;
    }
    roll.enter(known.name(), known.number());
    if (known.pid() > 0) {
      var found =
          SavedUnit.found(known.name(), known.run(), known.pid(), System.currentTimeMillis());
      roll.started(known.name(), ServicesFile.ticks(known.pid()));
      supervisor.load(List.of(found), ground.policy());
    }
    ground.drifted().accept(known.name());
  }

  /** A process of which nobody knows keeps another from being started. */
  private void endUnknown(ServiceRecord.Known known) {
    if (known.pid() > 0) {
      ground.desk().kill(known.number(), known.run(), SIGKILL, true);
    }
  }

  private void compare(ServiceRecord.Known known, Standing now) {
    if (known.pid() > 0 && now.pid() != known.pid()) {
      roll.started(now.name(), ServicesFile.ticks(known.pid()));
      step.accept(new ServiceEvent.Started(now.name(), now.run(), known.pid()));
    }
    if (known.executed()) {
      step.accept(new ServiceEvent.Executed(now.name(), now.run()));
    }
    if (known.ready()) {
      step.accept(new ServiceEvent.Ready(now.name(), now.run()));
    }
    if (known.ended()) {
      step.accept(new ServiceEvent.Ended(now.name(), now.run(), end(known.status())));
    }
  }

  /**
   * Processes that another holder has started, and that still run, are this holder's from now on.
   */
  void adopt(ServicesFile file) {
    for (var entry : file.entries()) {
      var unit = entry.unit();
      if (unit.state().running() && supervisor.standing(unit.name()).isPresent()) {
        adopt(entry);
      }
    }
  }

  private void adopt(ServicesFile.Entry entry) {
    var unit = entry.unit();
    var service = ground.policy().apply(unit.name());
    try (var held = process(entry).flatMap(PidFd::find).orElse(null)) {
      if (held == null || service.isEmpty()) {
        step.accept(new ServiceEvent.Ended(unit.name(), unit.run(), End.UNKNOWN));
        return;
      }
      deeds.adopt(service.get(), entry.number(), unit.run(), held);
      if (unit.pid() != held.pid()) {
        roll.started(unit.name(), ServicesFile.ticks(held.pid()));
        step.accept(new ServiceEvent.Started(unit.name(), unit.run(), held.pid()));
      }
      step.accept(new ServiceEvent.Executed(unit.name(), unit.run())); // nobody else tells it now
    } catch (IOException | LinuxException e) {
      ground.warn().accept("unable to take over service[" + unit.name() + "]: " + e.getMessage());
    }
  }

  /** The process of a service; when its start was not told any more, the first of its group. */
  private Optional<Integer> process(ServicesFile.Entry entry) {
    int pid = entry.unit().pid();
    if (pid == 0) {
      return deeds.first(entry.unit().name());
    }
    boolean same = entry.started() >= 0 && ServicesFile.ticks(pid) == entry.started();
    return same ? Optional.of(pid) : Optional.empty();
  }
}
