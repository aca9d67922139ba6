package vow.engine.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

/** Services to test with, each like another but for one thing. */
final class Examples {
  private Examples() {}

  /** Ready at once, restarted always after 100 ms, given up after three failures in 10 s. */
  static Service plain(String name, String... needs) {
    return new Service(
        name,
        Service.Type.LONGRUN,
        launch("/bin/" + name),
        new Readiness.None(),
        new Patience(
            Duration.ofSeconds(90), Duration.ofSeconds(90), Optional.empty(), Optional.empty()),
        "SIGTERM",
        restart(Restart.When.ALWAYS),
        new Reload.BySignal("SIGHUP"),
        Optional.empty(),
        new Logging(Logging.Sink.FILES, 1 << 20, 5, Optional.empty(), 0),
        List.of(needs),
        List.of(),
        true);
  }

  static Launch launch(String program) {
    return launch(program, 0);
  }

  static Launch launch(String program, int fdStore) {
    return new Launch(
        new Command(List.of(program), false),
        new Account(Optional.empty(), Optional.empty(), List.of()),
        Optional.empty(),
        "0022",
        Map.of(),
        Optional.empty(),
        Limits.NONE,
        Sandbox.NONE,
        List.of(),
        fdStore);
  }

  static Restart restart(Restart.When when) {
    return new Restart(
        when, Duration.ofMillis(100), Duration.ofSeconds(30), 3, Duration.ofSeconds(10), Set.of());
  }

  /** The same with another launch, readiness, restart, reload or type. */
  static Service with(Service like, Object... parts) {
    return new Service(
        like.name(),
        part(Service.Type.class, like.type(), parts),
        part(Launch.class, like.launch(), parts),
        part(Readiness.class, like.ready(), parts),
        like.patience(),
        like.stopSignal(),
        part(Restart.class, like.restart(), parts),
        part(Reload.class, like.reload(), parts),
        like.undo(),
        like.logging(),
        like.requires(),
        like.wants(),
        like.enabled());
  }

  private static <T> T part(Class<T> sort, T otherwise, Object... parts) {
    return Stream.of(parts).filter(sort::isInstance).findFirst().map(sort::cast).orElse(otherwise);
  }
}
