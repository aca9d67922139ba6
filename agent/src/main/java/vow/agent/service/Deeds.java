package vow.agent.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import vow.agent.holder.ServiceDesk;
import vow.agent.keeper.Look;
import vow.agent.run.Run;
import vow.engine.service.ServiceEffect;
import vow.engine.service.ServiceEvent;
import vow.engine.service.Standing;
import vow.engine.service.State;
import vow.engine.service.Supervisor;
import vow.linux.LinuxException;
import vow.linux.PidFd;
import vow.model.Hash;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Signals;

/**
 * What is done for services: through the holder, in control groups, and on threads of their own
 * where it takes time. On the loop's thread but for those.
 */
final class Deeds {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int NAME_LENGTH = 8;

  private final Ground ground;
  private final Roll roll;
  private final Supervisor supervisor;
  private final Consumer<ServiceEvent> step;
  private final Cgroups groups;
  private final Sockets sockets;
  private final Logs logs;
  private final Notifying notifying;

  /** Services of which was told that they have no limits. */
  private final Set<String> warned = new HashSet<>();

  Deeds(Ground ground, Roll roll, Supervisor supervisor, Consumer<ServiceEvent> step) {
    this.ground = ground;
    this.supervisor = supervisor;
    this.roll = roll;
    this.step = step;
    sockets = new Sockets(ground.desk(), roll);
    logs = new Logs(ground, roll, supervisor);
    notifying = new Notifying(ground);
    var place = Hash.of(ground.runtime().toString()).hex().substring(0, NAME_LENGTH);
    groups = Cgroups.find("vow." + place);
  }

  /** The logs of services. */
  Logs logs() {
    return logs;
  }

  void perform(ServiceEffect effect) {
    switch (effect) {
      case ServiceEffect.Launch(var service, var run) -> {
        if (groups.processes(service.name()).isEmpty()) {
          launch(service, run);
        } else {
          background(() -> launchAfter(service, run));
        }
      }
      case ServiceEffect.Signal(var name, var run, var signal) ->
          number(name)
              .ifPresent(
                  k -> ground.desk().kill(k, run, Signals.number(signal).orElse(SIGTERM), false));
      case ServiceEffect.KillAll(var name, var run) -> killAll(name, run);
      case ServiceEffect.Sweep(var name, var run) -> {
        sweepGroup(name, run);
        background(() -> sweep(name, run));
      }
      case ServiceEffect.Probe(var name, var run, var probed) ->
          background(() -> probe(name, run, probed));
      case ServiceEffect.RunReload reload -> background(() -> reload(reload));
      case ServiceEffect.Watch(var name, var run, var withinMs) ->
          number(name).ifPresent(k -> ground.desk().pings(k, run, withinMs * 1_000));
      case ServiceEffect.Release(var name) -> release(name);
      case ServiceEffect.Forget(var name) -> forget(name);
      case ServiceEffect.Changed _, ServiceEffect.WakeAt _ -> {}
    }
  }

  private Optional<Integer> number(String name) {
    return roll.number(name);
  }

  private static void background(Runnable work) {
    Thread.ofVirtual().start(work);
  }

  /** Somebody is in its group of whom nothing was written down: there is never more than one. */
  private void launchAfter(Service service, long run) {
    groups.clear(service.name());
    ground
        .loop()
        .accept(() -> {
          if (supervisor.standing(service.name()).filter(it -> isStarting(it, run)).isPresent()) {
            launch(service, run);
          } else {
            step.accept(new ServiceEvent.Unstarted(service.name(), run, "it was stopped before"));
          }
        });
  }

  private void launch(Service service, long run) {
    var name = service.name();
    var number = number(name);
    if (number.isEmpty()) {
      step.accept(
          new ServiceEvent.Unstarted(
              name, run, "there are more than " + ServiceDesk.SERVICES_MAX + " services"));
      return;
    }
    try {
      logs.open(service, number.get());
      sockets.open(service, number.get());
      var group = groups.group(name);
      var refused = groups.limit(name, service.launch().limits());
      if (!refused.isEmpty() && warned.add(name)) {
        ground
            .warn()
            .accept(
                "service[%s] runs without its limits of %s: this machine does not give us these"
                    .formatted(name, String.join(", ", refused)));
      }
      var given =
          new LaunchWords.Given(
              notifying.open(service, number.get()),
              group.map(it -> it.resolve("cgroup.procs").toString()));
      try (var words = LaunchWords.of(service, given, ground.site())) {
        ground.desk().launch(number.get(), run, words.fd());
      }
    } catch (LaunchWords.Unable e) {
      step.accept(new ServiceEvent.Unstarted(name, run, String.valueOf(e.getMessage())));
    } catch (IOException | LinuxException e) {
      step.accept(new ServiceEvent.Unstarted(name, run, "it cannot be started: " + e.getMessage()));
    }
  }

  /** A process that runs, and that another holder has started, is this one's from now on. */
  void adopt(Service service, int number, long run, PidFd process) throws IOException {
    logs.open(service, number);
    ground.desk().adopt(number, process.pid(), run, process.fd());
    sockets.takeFrom(process, service, number);
    notifying.open(service, number);
  }

  /** The process that was the first in a service's control group, if it has one. */
  Optional<Integer> first(String service) {
    return groups.processes(service).stream()
        .filter(pid -> ServicesFile.ticks(pid) >= 0)
        .min(Comparator.<Integer>comparingLong(ServicesFile::ticks).thenComparing(pid -> pid));
  }

  private void killAll(String name, long run) {
    if (!groups.kill(name)) {
      number(name).ifPresent(k -> ground.desk().kill(k, run, SIGKILL, true));
    }
  }

  /**
   * Without a control group, kills what a run has left in its process group: the holder knows it.
   */
  private void sweepGroup(String name, long run) {
    if (!groups.exists(name)) {
      number(name).ifPresent(k -> ground.desk().kill(k, run, SIGKILL, true));
    }
  }

  /** Kills what a run has left behind in its control group, and waits until that is gone. */
  private void sweep(String name, long run) {
    int leftovers = groups.processes(name).size();
    groups.clear(name);
    groups.remove(name);
    ground.loop().accept(() -> step.accept(new ServiceEvent.Swept(name, run, leftovers)));
  }

  private void probe(String name, long run, Readiness.Probed probed) {
    while (isStarting(name, run)) {
      if (Look.at(probed.condition(), ground.site()).isEmpty()) {
        ground.loop().accept(() -> step.accept(new ServiceEvent.Ready(name, run)));
        return;
      }
      pause(probed.interval());
    }
  }

  private boolean isStarting(String name, long run) {
    return ground.site().services().standing(name).filter(it -> isStarting(it, run)).isPresent();
  }

  private static boolean isStarting(Standing standing, long run) {
    return standing.run() == run && standing.state() == State.STARTING;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration); // a probe, or a kill: there is nothing that would tell
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void reload(ServiceEffect.RunReload reload) {
    var service = reload.service();
    var environment = new TreeMap<>(service.launch().environment());
    environment.putAll(Map.of("MAINPID", String.valueOf(reload.pid())));
    var account = service.launch().account();
    var ended =
        ground
            .site()
            .runner()
            .run(
                new Run(
                    reload.command().toArgv(),
                    environment,
                    service.launch().folder(),
                    account.user(),
                    account.group(),
                    service.patience().start(),
                    "",
                    false));
    var problem = ended.succeeded() ? Optional.<String>empty() : Optional.of(ended.text());
    ground
        .loop()
        .accept(
            () -> step.accept(new ServiceEvent.Reloaded(service.name(), reload.run(), problem)));
  }

  /** There is no process, so nobody needs its group. */
  void unstarted(String name) {
    groups.remove(name);
  }

  /** Has nothing stored any more. */
  void release(String name) {
    number(name).ifPresent(k -> notifying.release(name, k));
  }

  private void forget(String name) {
    logs.forget(name);
    number(name).ifPresent(k -> ground.desk().close(k));
    groups.remove(name);
    notifying.forget(name);
    roll.remove(name);
  }
}
