package vow.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.model.Command;
import vow.model.kind.Service;
import vow.model.service.Account;
import vow.model.service.Launch;
import vow.model.service.Limits;
import vow.model.service.Logging;
import vow.model.service.Patience;
import vow.model.service.Readiness;
import vow.model.service.Reload;
import vow.model.service.Restart;
import vow.model.service.Sandbox;

/** A service to test with: 30 s to start, 20 s to stop. */
final class ServiceExample {
  private ServiceExample() {}

  static Service web() {
    var launch =
        new Launch(
            new Command(List.of("/bin/web"), false),
            new Account(Optional.empty(), Optional.empty(), List.of()),
            Optional.empty(),
            "0022",
            Map.of(),
            Optional.empty(),
            Limits.NONE,
            Sandbox.NONE,
            List.of(),
            0);
    var seconds = Duration.ofSeconds(1);
    return new Service(
        "web",
        Service.Type.LONGRUN,
        launch,
        new Readiness.None(),
        new Patience(
            Duration.ofSeconds(30), Duration.ofSeconds(20), Optional.empty(), Optional.empty()),
        "SIGTERM",
        new Restart(Restart.When.ALWAYS, seconds, seconds, 3, seconds, Set.of()),
        new Reload.Restarting(),
        Optional.empty(),
        new Logging(Logging.Sink.FILES, 1 << 20, 5, Optional.empty(), 0),
        List.of(),
        List.of(),
        true);
  }
}
