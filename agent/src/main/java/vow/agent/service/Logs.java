package vow.agent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import vow.agent.holder.ServiceDesk;
import vow.engine.service.Supervisor;
import vow.linux.Directory;
import vow.linux.LinuxException;
import vow.model.kind.Service;
import vow.model.service.Logging;

/** What services write: the holder keeps it, and is told how. On the loop's thread. */
final class Logs {
  private final Ground ground;
  private final Roll roll;
  private final Supervisor supervisor;

  /** How each log is kept, as far as the holder has it from us. */
  private final Map<String, Logging> told = new HashMap<>();

  /** For whom old logs were looked through last. */
  private Trimmed trimmed = new Trimmed(Set.of(), Long.MAX_VALUE);

  private record Trimmed(Set<String> names, long bytes) {}

  Logs(Ground ground, Roll roll, Supervisor supervisor) {
    this.ground = ground;
    this.supervisor = supervisor;
    this.roll = roll;
  }

  /** Tells the holder about a service and its log; it may know both. */
  void open(Service service, int number) throws IOException {
    var folder = ground.log(service.name());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    var logging = ground.shares().get().share(service.name(), service.logging());
    var log =
        new ServiceDesk.Log(
            logging.files(),
            logging.fileBytes(),
            (int) logging.age().map(Duration::toSeconds).orElse(0L).longValue(),
            logging.linesPerSecond());
    try (var directory = Directory.open(folder.toString())) {
      ground.desk().open(number, service.name(), log, directory.fd());
    }
    Forwarding.open(service, number, ground.desk());
    told.put(service.name(), logging);
  }

  /** Another policy is in force, or the same for other facts. */
  void promised() {
    for (var standing : supervisor.standings()) {
      if (standing.state().running()) {
        openAgain(standing.name());
      }
    }
    trim();
  }

  /** There is no such service any more; its log is an old one from now on. */
  void forget(String name) {
    told.remove(name);
    trim();
  }

  private void trim() {
    var names = new HashSet<String>();
    supervisor.standings().forEach(standing -> names.add(standing.name()));
    var trimming = new Trimmed(names, ground.shares().get().old());
    if (!trimming.equals(trimmed)) {
      trimmed = trimming;
      Thread.ofVirtual().start(() -> trim(trimming));
    }
  }

  private void openAgain(String name) {
    var service = ground.policy().apply(name);
    var number = roll.number(name);
    if (service.isPresent() && number.isPresent() && !isTold(service.get())) {
      try {
        open(service.get(), number.get());
      } catch (IOException | LinuxException e) {
        warn("the log of service[" + name + "] is kept as it was: " + e.getMessage());
      }
    }
  }

  private boolean isTold(Service service) {
    var logging = ground.shares().get().share(service.name(), service.logging());
    return logging.equals(told.get(service.name()));
  }

  private void trim(Trimmed trimming) {
    try {
      OldLogs.trim(
          ground.logs(),
          name -> trimming.names().contains(name) || ground.policy().apply(name).isPresent(),
          trimming.bytes());
    } catch (IOException e) {
      warn("unable to remove old logs in " + ground.logs() + ": " + e.getMessage());
    }
  }

  private void warn(String message) {
    ground.warn().accept(message);
  }
}
