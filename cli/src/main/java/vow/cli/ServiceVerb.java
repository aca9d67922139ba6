package vow.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.Remote;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.engine.Hold;

/**
 * {@code vow start|stop|restart|reload NAME}: asks the agent, which answers when it is so.
 *
 * @param doing what a person who waits is told
 */
record ServiceVerb(VerbSpec spec, String doing, Ask ask) implements Verb {
  /** What is asked of the agent. */
  @FunctionalInterface
  interface Ask {
    /** Answers how the service stands now. */
    Map<String, @Nullable Object> of(Remote remote, String name, Invocation invocation)
        throws UsageException, Refused;
  }

  static ServiceVerb start() {
    return new ServiceVerb(
        VerbSpec.of("start", Group.SERVICES, "start a service and wait until it is ready")
            .describedAs(
                "Ends what stop has begun, and starts one that was given up or has ended, too."
                    + " Exits with 1, and says why, when the service does not become ready.")
            .taking(ServiceNames.NAME)
            .example("vow start web", "and wait until it is ready"),
        "starting",
        (remote, name, invocation) ->
            remote.start(name, OverrideOptions.who(invocation.environment())));
  }

  static ServiceVerb stop() {
    return new ServiceVerb(
        VerbSpec.of("stop", Group.SERVICES, "stop a service and leave it so")
            .describedAs(
                "It stays stopped, and so does what needs it, until vow start, until the time of"
                    + " --for, or until the policy changes it; status shows who did that and until"
                    + " when. Waits until all its processes have ended.")
            .taking(ServiceNames.NAME)
            .with(OverrideOptions.FOR, OverrideOptions.WHY)
            .example("vow stop web", "until vow start web")
            .example("vow stop web --for 10m --why 'moving its data'", "for ten minutes"),
        "stopping",
        (remote, name, invocation) ->
            remote.stop(name, OverrideOptions.of(invocation, Hold.Sort.HOLD)));
  }

  static ServiceVerb restart() {
    return new ServiceVerb(
        VerbSpec.of("restart", Group.SERVICES, "stop and start a service")
            .describedAs(
                "What needs it is stopped before and started after it. One that does not run is"
                    + " started.")
            .taking(ServiceNames.NAME)
            .example("vow restart web", "and wait until it is ready again"),
        "restarting",
        (remote, name, _) -> remote.restart(name));
  }

  static ServiceVerb reload() {
    return new ServiceVerb(
        VerbSpec.of("reload", Group.SERVICES, "make a service read its configuration again")
            .describedAs(
                "As its policy says: by a signal, by a command, or else by a restart. Exits with 1"
                    + " when it does not run, or was not able to.")
            .taking(ServiceNames.NAME)
            .example("vow reload web", "without an interruption, if it can do that"),
        "reloading",
        (remote, name, _) -> remote.reload(name));
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Refused {
    var name = ServiceNames.one(invocation);
    var service = asked(name, invocation);
    var text = invocation.json() ? Json.write(service) : ServiceText.answer(service);
    invocation.terminal().out().println(text);
    return ExitCode.KEPT;
  }

  private Map<String, @Nullable Object> asked(String name, Invocation invocation)
      throws UsageException, Refused {
    try (var _ = Progress.of(doing + " " + ServiceNames.id(name), invocation.terminal())) {
      return ask.of(new Remote(invocation.places()), name, invocation);
    }
  }
}
