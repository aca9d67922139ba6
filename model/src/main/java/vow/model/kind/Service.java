package vow.model.kind;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vow.model.Command;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.service.Launch;
import vow.model.service.Logging;
import vow.model.service.Patience;
import vow.model.service.Readiness;
import vow.model.service.Reload;
import vow.model.service.Restart;
import vow.model.service.Signals;
import vow.model.service.Socket;

/**
 * A program that runs, as long as the promise is kept.
 *
 * @param name its own
 * @param type whether it stays
 * @param launch how its process is made
 * @param ready how it says that others may use it
 * @param patience how long things may take
 * @param stopSignal what tells it to end: a name such as SIGTERM
 * @param restart what happens when it ends by itself
 * @param reload how it reads its configuration again
 * @param undo what takes back what a oneshot did
 * @param logging where its output goes
 * @param requires services by name ({@code needs} in policies) without which it does not run: it is
 *     stopped when they are, and started when they are ready again
 * @param wants services by name that it comes after, and that may fail
 * @param enabled whether it is started when the machine is; otherwise only by a person
 */
public record Service(
    String name,
    Type type,
    Launch launch,
    Readiness ready,
    Patience patience,
    String stopSignal,
    Restart restart,
    Reload reload,
    Optional<Command> undo,
    Logging logging,
    List<String> requires,
    List<String> wants,
    boolean enabled)
    implements Kind {
  /** Whether it stays. */
  public enum Type {
    /** It runs until it is stopped. */
    LONGRUN,
    /** It does something and ends; the promise is kept from then on. */
    ONESHOT
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@:-]{0,62}");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(90);

  /** What policies may say. */
  public static final Schema SCHEMA =
      ServiceSchema.describe(
              Schema.kind(
                  "service",
                  "name",
                  "A program that runs as long as the promise is kept: started, watched, started"
                      + " again when it ends, and stopped when the promise leaves the policy."
                      + " What comes after it waits until it is ready. When something in"
                      + " `on_change` was repaired it is reloaded, or restarted where it says no"
                      + " `reload`. A `oneshot` does something and ends."))
          .example(
              """
              file "/etc/shop.conf" { content = "port = 8080\\n" }

              service "shop" {
                run       = ["/usr/local/bin/shop", "--config", "/etc/shop.conf"]
                user      = "www-data"
                ready     = probe({ port = 8080 })
                reload    = "SIGHUP"
                on_change = [file["/etc/shop.conf"]]

                limits {
                  memory = "256MiB"
                }
              }
              """)
          .blindSpot(
              "a service that runs is not asked whether it still answers, unless it has a"
                  + " `watchdog`; `ready` is only looked at while it starts")
          .disrupts()
          .make(Service::of);

  public Service {
    requires = List.copyOf(requires);
    wants = List.copyOf(wants);
  }

  private static Service of(Fields fields) {
    var name = fields.required("name");
    if (!NAME.matcher(name).matches()) {
      fields.reject(
          "name",
          "invalid-value",
          "\"" + name + "\" is no name of a service",
          "at most 63 letters, digits, and any of _.@:- after the first");
    }
    var type = fields.required("type").equals("oneshot") ? Type.ONESHOT : Type.LONGRUN;
    fits(fields, type);
    var launch = ServiceLaunch.of(fields);
    var ready = ServiceReady.of(fields);
    if (ready instanceof Readiness.Newline(int descriptor)
        && descriptor < ServiceReady.FIRST_DESCRIPTOR + launch.sockets().size()) {
      fields.reject(
          "newline_fd",
          "conflicting-attributes",
          "descriptor " + descriptor + " is that of a socket",
          "newline_fd = " + (ServiceReady.FIRST_DESCRIPTOR + launch.sockets().size()));
    }
    return new Service(
        name,
        type,
        launch,
        ready,
        patience(fields),
        stopSignal(fields),
        ServiceBlocks.restart(fields, type),
        reload(fields),
        ServiceLaunch.command(fields, "undo"),
        ServiceBlocks.logs(fields),
        fields.texts("needs"),
        fields.texts("wants"),
        fields.flag("enabled", true));
  }

  private static void fits(Fields fields, Type type) {
    boolean oneshot = type == Type.ONESHOT;
    var others =
        oneshot
            ? List.of("ready", "newline_fd", "fd_store", "run_timeout", "watchdog", "reload")
            : List.of("undo");
    for (var attribute : others) {
      if (fields.has(attribute)) {
        fields.reject(
            attribute,
            "conflicting-attributes",
            attribute + (oneshot ? " says nothing of a oneshot" : " is for a oneshot"),
            oneshot ? "type = \"longrun\"" : "type = \"oneshot\"");
      }
    }
  }

  private static Patience patience(Fields fields) {
    return new Patience(
        ServiceBlocks.positive(fields, "start_timeout").orElse(START),
        fields.duration("stop_timeout").orElse(STOP),
        ServiceBlocks.positive(fields, "run_timeout"),
        ServiceBlocks.positive(fields, "watchdog"));
  }

  private static String stopSignal(Fields fields) {
    var text = fields.text("stop_signal").orElse("SIGTERM");
    var signal = Signals.name(text);
    if (signal.isEmpty()) {
      fields.reject(
          "stop_signal",
          "invalid-value",
          "there is no signal \"" + text + "\"",
          "a name such as \"SIGTERM\"");
    }
    return signal.orElse("SIGTERM");
  }

  private static Reload reload(Fields fields) {
    if (fields.raw("reload") instanceof String text) {
      var signal = Signals.name(text);
      if (signal.isPresent()) {
        return new Reload.BySignal(signal.get());
      }
    }
    return ServiceLaunch.command(fields, "reload")
        .<Reload>map(Reload.ByCommand::new)
        .orElseGet(Reload.Restarting::new);
  }

  @Override
  public Set<Thing> owns() {
    return launch.sockets().stream().map(Socket::thing).collect(Collectors.toSet());
  }

  @Override
  public Set<Thing> needs() {
    var needs = new LinkedHashSet<Thing>();
    ServiceLaunch.addNeeds(launch, needs);
    undo.ifPresent(command -> ServiceLaunch.addProgram(command, needs));
    if (reload instanceof Reload.ByCommand(var command)) {
      ServiceLaunch.addProgram(command, needs);
    }
    return needs;
  }

  /** How often it is started again is said by {@link #restart}. */
  @Override
  public boolean contestable() {
    return false;
  }

  @Override
  public Set<Watch> watches() {
    return Set.of();
  }
}
