package vow.agent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vow.agent.holder.ServiceDesk;
import vow.engine.service.Standing;
import vow.linux.Directory;
import vow.linux.LinuxException;
import vow.model.kind.Service;

/** What services write: the holder keeps it, and is told how. On the loop's thread. */
final class Logs {
  private final Ground ground;
  private final Roll roll;

  Logs(Ground ground, Roll roll) {
    this.ground = ground;
    this.roll = roll;
  }

  /** Tells the holder about a service and its log; it may know both. */
  void open(Service service, int number) throws IOException {
    var folder = ground.log(service.name());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    var logging = ground.logging().apply(service);
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
  }

  /**
   * Another policy is in force.
   *
   * @param standings of all services
   * @param oldBytes so many bytes are kept of the logs of services that there are no more
   */
  void promised(List<Standing> standings, long oldBytes) {
    var names = new HashSet<String>();
    for (var standing : standings) {
      names.add(standing.name());
      if (standing.state().running()) {
        openAgain(standing.name());
      }
    }
    Thread.ofVirtual().start(() -> trim(names, oldBytes));
  }

  private void openAgain(String name) {
    var service = ground.policy().apply(name);
    var number = roll.number(name);
    if (service.isPresent() && number.isPresent()) {
      try {
        open(service.get(), number.get());
      } catch (IOException | LinuxException e) {
        warn("the log of service[" + name + "] is kept as it was: " + e.getMessage());
      }
    }
  }

  private void trim(Set<String> names, long oldBytes) {
    try {
      OldLogs.trim(
          ground.logs(),
          name -> names.contains(name) || ground.policy().apply(name).isPresent(),
          oldBytes);
    } catch (IOException e) {
      warn("unable to remove old logs in " + ground.logs() + ": " + e.getMessage());
    }
  }

  private void warn(String message) {
    ground.warn().accept(message);
  }
}
