package vow.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vow.model.Command;
import vow.model.Condition;
import vow.model.Thing;
import vow.model.schema.Fields;
import vow.model.schema.Problem;
import vow.model.service.Capabilities;
import vow.model.service.Limits;
import vow.model.service.Logging;
import vow.model.service.Readiness;
import vow.model.service.Reload;
import vow.model.service.Restart;
import vow.model.service.Sandbox;
import vow.model.service.Signals;

class ServiceTest {
  private static final Map<String, Object> LEAST = Map.of("name", "web", "run", "web --serve");

  @Test
  void saysNothingAndGetsTheDefaults() {
    var service = made(Map.of());

    assertThat(service.type()).isEqualTo(Service.Type.LONGRUN);
    assertThat(service.launch().command()).isEqualTo(new Command(List.of("web --serve"), true));
    assertThat(service.launch().umask()).isEqualTo("0022");
    assertThat(service.launch().limits()).isEqualTo(Limits.NONE);
    assertThat(service.launch().sandbox()).isEqualTo(Sandbox.NONE);
    assertThat(service.ready()).isEqualTo(new Readiness.None());
    assertThat(service.patience().stop()).isEqualTo(Duration.ofSeconds(90));
    assertThat(service.stopSignal()).isEqualTo("SIGTERM");
    assertThat(service.reload()).isEqualTo(new Reload.Restarting());
    assertThat(service.restart())
        .isEqualTo(
            new Restart(
                Restart.When.ALWAYS,
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                5,
                Duration.ofSeconds(10),
                Set.of()));
    assertThat(service.logging())
        .isEqualTo(new Logging(Logging.Sink.FILES, 10 << 20, 5, Optional.empty(), 0));
    assertThat(service.enabled()).isTrue();
  }

  @Test
  void aOneshotIsStartedAgainOnFailureOnlyAndMayHaveAnUndo() {
    var service = made(Map.of("type", "oneshot", "undo", List.of("/bin/undo", "it")));

    assertThat(service.restart().when()).isEqualTo(Restart.When.ON_FAILURE);
    assertThat(service.undo()).contains(new Command(List.of("/bin/undo", "it"), false));
    assertThat(service.needs()).contains(Thing.path("/bin/undo"));
  }

  @Test
  void readsItsBlocks() {
    var service =
        made(
            Map.of(
                "restart", Map.of("when", "never", "delay", "1m", "success", List.of("3", "term")),
                "logs", Map.of("size", "1MiB", "age", "1d", "lines_per_second", number(100)),
                "limits", Map.of("memory", "256MiB", "cpu", "150%", "nice", number(-5)),
                "sandbox",
                    Map.of(
                        "read_only",
                        true,
                        "writable",
                        List.of("/var/lib/web"),
                        "capabilities",
                        List.of("net_bind_service"))));

    assertThat(service.restart().success()).containsExactlyInAnyOrder("3", "SIGTERM");
    assertThat(service.restart().delayMax()).isEqualTo(Duration.ofMinutes(1));
    assertThat(service.logging().age()).contains(Duration.ofDays(1));
    assertThat(service.launch().limits().memoryBytes()).isEqualTo(OptionalLong.of(256 << 20));
    assertThat(service.launch().limits().cpuPercent()).isEqualTo(OptionalInt.of(150));
    assertThat(service.launch().limits().nice()).isEqualTo(OptionalInt.of(-5));
    assertThat(service.launch().sandbox().capabilities()).contains(List.of("net_bind_service"));
    assertThat(service.launch().sandbox().network()).isTrue();
  }

  @Test
  void noCapabilitiesAreSomethingElseThanNothingSaid() {
    var service = made(Map.of("sandbox", Map.of("capabilities", List.of())));

    assertThat(service.launch().sandbox().capabilities()).contains(List.of());
  }

  @Test
  void saysHowItIsReady() {
    assertThat(made(Map.of("ready", "notify")).ready()).isEqualTo(new Readiness.Notify(false));
    assertThat(made(Map.of("ready", "notify-all")).ready()).isEqualTo(new Readiness.Notify(true));
    assertThat(made(Map.of("ready", "newline")).ready()).isEqualTo(new Readiness.Newline(3));
    assertThat(made(Map.of("ready", "newline", "newline_fd", number(5))).ready())
        .isEqualTo(new Readiness.Newline(5));
    assertThat(made(Map.of("ready", Map.of("port", number(80)))).ready())
        .isEqualTo(
            new Readiness.Probed(new Condition.AtPort("127.0.0.1", 80), Duration.ofMillis(100)));
    assertThat(made(Map.of("ready", Map.of("run", List.of("test", "x"), "interval", "1s"))).ready())
        .isEqualTo(
            new Readiness.Probed(
                new Condition.Succeeding(new Command(List.of("test", "x"), false)),
                Duration.ofSeconds(1)));
  }

  @Test
  void storesNoMoreThanItsSocketsLeaveRoomFor() {
    var listen = Map.of("a", "unix:/run/a", "b", "unix:/run/b");
    var values = Map.<String, Object>of("ready", "notify", "listen", listen);

    assertThat(made(with(values, "fd_store", number(6))).launch().fdStore()).isEqualTo(6);
    assertThat(made(Map.of()).launch().fdStore()).isZero();
    assertThat(problems(with(values, "fd_store", number(7))))
        .first()
        .satisfies(problem -> {
          assertThat(problem.message())
              .isEqualTo("7 stored descriptors and 2 of listen are too many");
          assertThat(problem.expected()).contains("at most 6");
        });
  }

  private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
    var all = new LinkedHashMap<>(values);
    all.put(name, value);
    return all;
  }

  @Test
  void aReloadIsASignalOrACommand() {
    assertThat(made(Map.of("reload", "hup")).reload()).isEqualTo(new Reload.BySignal("SIGHUP"));
    assertThat(made(Map.of("reload", "web --reload")).reload())
        .isEqualTo(new Reload.ByCommand(new Command(List.of("web --reload"), true)));
    assertThat(made(Map.of("reload", List.of("kill", "x"))).reload())
        .isEqualTo(new Reload.ByCommand(new Command(List.of("kill", "x"), false)));
  }

  @Test
  void comesAfterWhatItIsStartedWith() {
    var service =
        made(
            Map.of(
                "run", List.of("/opt/web/bin/web"),
                "user", "web",
                "group", "www",
                "groups", List.of("ssl"),
                "cwd", "/srv/web/",
                "env_file", "/etc/web.env"));

    assertThat(service.needs())
        .containsExactlyInAnyOrder(
            new Thing(Thing.Sort.USER, "web"),
            new Thing(Thing.Sort.GROUP, "www"),
            new Thing(Thing.Sort.GROUP, "ssl"),
            Thing.path("/srv/web"),
            Thing.path("/etc/web.env"),
            Thing.content("/etc/web.env"),
            Thing.path("/opt/web/bin/web"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name            | a/b      | is no name of a service",
        "run             | ' '      | there is no program",
        "undo            | x        | undo is for a oneshot",
        "ready           | later    | ready cannot be",
        "newline_fd      | 4        | newline_fd says nothing here",
        "watchdog        | 10s      | nobody would hear",
        "fd_store        | 4        | could not say what it stores",
        "stop_signal     | SIGFOO   | there is no signal",
        "umask           | 1022     | too large",
        "start_timeout   | 0s       | no time at all",
        "restart.success | 256      | neither an exit code nor a signal",
        "restart.delay_max | 1ms    | shorter than delay",
        "limits.cpu      | 2        | is no share",
        "limits.memory   | 0        | no memory",
        "logs.size       | 1KiB     | too small",
        "sandbox.capabilities | CAP_CHOWN | there is no capability",
        "sandbox.writable | /srv    | writable says nothing here",
        "ready.port      | eighty   | cannot have this port",
        "ready.prot      | x        | cannot have this prot",
      })
  void saysWhatIsWrongAndWhere(String path, String value, String message) {
    var problems = problems(at(path, value));

    assertThat(problems)
        .first()
        .satisfies(problem -> {
          assertThat(problem.attribute()).contains(path);
          assertThat(problem.message()).contains(message);
          assertThat(problem.expected()).isPresent();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ready", "newline_fd", "fd_store", "run_timeout", "watchdog", "reload"})
  void aOneshotIsReadyWhenItHasEnded(String attribute) {
    boolean isNumber = attribute.equals("newline_fd") || attribute.equals("fd_store");
    Object value = isNumber ? number(3) : "1s";

    assertThat(problems(Map.of("type", "oneshot", attribute, value)))
        .anyMatch(it -> it.message().equals(attribute + " says nothing of a oneshot"));
  }

  @Test
  void damagedValuesAreNeverACrash() {
    var values = List.<Object>of("", "x", number(-1), true, List.of(), List.of("x"), Map.of());
    var tried = new ArrayList<Service>();
    for (var attribute : Service.SCHEMA.attributes().keySet()) {
      for (var value : values) {
        tried.add((Service) Service.SCHEMA.make().apply(fields(Map.of(attribute, value))));
      }
    }

    assertThat(tried).doesNotContainNull();
  }

  @Test
  void signalsAndCapabilitiesHaveTheNumbersOfTheKernel() {
    assertThat(Signals.number("SIGTERM")).contains(15);
    assertThat(Signals.number("SIGSYS")).contains(31);
    assertThat(Signals.name("usr1")).contains("SIGUSR1");
    assertThat(Signals.name("")).isEmpty();
    assertThat(Capabilities.names().indexOf("sys_admin")).isEqualTo(21);
    assertThat(Capabilities.mask(List.of("chown", "checkpoint_restore"))).isEqualTo(1L | 1L << 40);
  }

  private static Service made(Map<String, Object> values) {
    var fields = fields(values);
    var service = (Service) Service.SCHEMA.make().apply(fields);
    assertThat(fields.problems()).isEmpty();
    return service;
  }

  private static List<Problem> problems(Map<String, Object> values) {
    var fields = fields(values);
    assertThat(Service.SCHEMA.make().apply(fields)).isNotNull();
    return fields.problems();
  }

  private static Fields fields(Map<String, Object> values) {
    var all = new LinkedHashMap<String, Object>(LEAST);
    all.putAll(values);
    return new Fields(all);
  }

  /** A value as the language would hand it over. */
  private static Map<String, Object> at(String path, String value) {
    Object plain =
        switch (path) {
          case "newline_fd", "fd_store" -> number(4);
          case "restart.success", "sandbox.capabilities", "sandbox.writable" -> List.of(value);
          case String _ -> value;
        };
    int dot = path.indexOf('.');
    return dot < 0
        ? Map.of(path, plain)
        : Map.of(path.substring(0, dot), Map.of(path.substring(dot + 1), plain));
  }

  private static BigDecimal number(int value) {
    return BigDecimal.valueOf(value);
  }
}
