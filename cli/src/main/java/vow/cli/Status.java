package vow.cli;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.ServiceTable;
import vow.agent.TimerTable;
import vow.agent.json.Json;
import vow.agent.report.BrakeText;
import vow.agent.report.Refused;
import vow.model.Manifest;

/** {@code vow status}: how the promises stand. Read from files; wakes nobody. */
final class Status implements Verb {
  private static final Option ALL = Option.toggle("--all", "list the kept promises too");
  private static final Option TREE =
      Option.toggle(
          "--tree", "show the services only, each with those that it needs, and the timers");
  private static final List<String> GOOD = List.of("kept", "repaired", "noop");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("status", Group.KNOW, "show how the promises stand")
        .describedAs(
            "Lists what is not kept, contested or under an override. Exits with 0 when all is"
                + " kept, else with 1, and with 1 when the breaker has stopped repairs. Of one"
                + " service it shows how it stands. Without an agent it shows the last known"
                + " state. Tells how often"
                + " the agent was woken and by what, which promises wake it more often than the"
                + " policy's wakes_per_hour, and why it stays awake if it does. Looking wakes"
                + " nobody.")
        .taking(
            Argument.optional(
                "NAME", Argument.Kind.WORD, "a service: how it stands, and its last lines"))
        .with(ALL, TREE)
        .example("vow status --root /tmp/first", "the agent that keeps a tree")
        .example("vow status web", "one service, with what it needs and its last lines")
        .example("vow status --tree", "which service waits for which")
        .example("vow status --all --json", "everything, for a program");
  }

  @Override
  public int run(Invocation invocation) throws Refused, UsageException, Failure {
    var logbook = new Logbook(invocation.places());
    if (invocation.argument(0).isPresent()) {
      return OneService.show(ServiceNames.one(invocation), logbook, invocation);
    }
    var status = logbook.status(invocation.has(ALL.name()));
    if (Files.exists(invocation.places().services())) { // else nothing is loaded for them
      var rows = ServiceTable.read(invocation.places());
      status = with(status, "services", rows.stream().map(ServiceTable.Row::json).toList());
    }
    if (Files.exists(invocation.places().timers())) {
      status = with(status, "timers", TimerTable.read(invocation.places()));
    }
    if (invocation.json()) {
      invocation.terminal().out().println(Json.write(status));
    } else if (invocation.has(TREE.name())) {
      tree(invocation, logbook);
    } else {
      print(status, invocation.terminal());
    }
    return good(status) && !stopped(status) ? ExitCode.KEPT : ExitCode.FAILED;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> status, String name, List<?> rows) {
    if (rows.isEmpty()) {
      return status;
    }
    var more = new LinkedHashMap<String, @Nullable Object>(status);
    more.put(name, rows);
    return more;
  }

  private static void tree(Invocation invocation, Logbook logbook) {
    var manifest = logbook.manifest().orElse(Manifest.EMPTY);
    var lines = ServiceTree.lines(ServiceTable.read(invocation.places()), manifest);
    lines.forEach(invocation.terminal().out()::println);
    var timers = TimerTable.read(invocation.places());
    timers.forEach(timer -> invocation.terminal().out().println(TimerText.of(timer)));
    if (lines.isEmpty() && timers.isEmpty()) {
      invocation.terminal().say("there are no services here");
    }
  }

  private static boolean good(Map<String, @Nullable Object> status) {
    return part(status, "summary").entrySet().stream()
        .allMatch(e -> GOOD.contains(String.valueOf(e.getKey())) || "0".equals(text(e.getValue())));
  }

  /** Whether the breaker has stopped repairs. */
  private static boolean stopped(Map<String, @Nullable Object> status) {
    return part(status, "agent").get("brake") instanceof Map<?, ?> brake
        && "breaker".equals(brake.get("kind"));
  }

  private static void print(Map<String, @Nullable Object> status, Terminal terminal) {
    var out = terminal.out();
    var agent = part(status, "agent");
    var pid = agent.get("pid") == null ? "" : ", pid " + text(agent.get("pid"));
    var since = agent.get("since") == null ? "" : ", since " + text(agent.get("since"));
    out.println("agent   " + text(agent.get("state")) + pid + since + cpu(agent));
    WakesText.of(agent).forEach(line -> out.println("        " + line));
    if (agent.get("brake") instanceof Map<?, ?> brake) {
      out.println("        " + BrakeText.of(brake));
    }
    var policy = part(status, "policy");
    var path = policy.get("path") == null ? "none" : text(policy.get("path"));
    out.println("policy  " + path);
    if (policy.get("diagnostics") instanceof List<?> diagnostics && !diagnostics.isEmpty()) {
      out.println(
          "        its newest version has "
              + diagnostics.size()
              + " problems, vow check shows them; the last good one is kept");
    }
    if (status.get("promises") instanceof List<?> promises) {
      promises.forEach(p -> out.println(line(p)));
    }
    if (status.get("services") instanceof List<?> services) {
      ServiceText.notable(services).forEach(out::println);
    }
    out.println(summary(part(status, "summary")));
  }

  private static String cpu(Map<?, ?> agent) {
    return agent.get("pid") == null ? "" : ", " + text(agent.get("cpu_ms")) + " ms CPU";
  }

  /** A promise, as a line. */
  static String line(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> promise)) {
      return "";
    }
    var line = new StringBuilder();
    var outcome = promise.get("outcome") == null ? "pending" : text(promise.get("outcome"));
    line.append(outcome).append(' ').append(text(promise.get("id")));
    if (promise.get("since") != null) {
      line.append(" since ").append(text(promise.get("since")));
    }
    if (Boolean.TRUE.equals(promise.get("contested"))) {
      line.append(", contested");
    }
    var message = promise.get("message") == null ? "" : text(promise.get("message"));
    if (promise.get("override") instanceof Map<?, ?> override) {
      line.append(", ").append(override(override));
      message = more(message, override);
    }
    return line + (message.isEmpty() ? "" : ": " + message);
  }

  private static String override(Map<?, ?> override) {
    var until =
        override.get("until") == null ? "until released" : "until " + text(override.get("until"));
    var why = override.get("why") == null ? "" : " (" + text(override.get("why")) + ")";
    return holder(override) + " " + until + why;
  }

  private static String holder(Map<?, ?> override) {
    var word = "undo".equals(override.get("kind")) ? "undone by " : "held by ";
    return word + text(override.get("who"));
  }

  /** What a message says beyond who holds the promise and why: that is said already. */
  private static String more(String message, Map<?, ?> override) {
    var why = override.get("why") == null ? "" : ": " + text(override.get("why"));
    var said = holder(override) + why;
    var rest = message.startsWith(said) ? message.substring(said.length()) : message;
    return rest.startsWith("; ") ? rest.substring(2) : rest;
  }

  private static String summary(Map<?, ?> summary) {
    var text = new StringBuilder();
    summary.forEach((word, count) -> {
      boolean usual = List.of("kept", "repaired", "failed").contains(String.valueOf(word));
      if (usual || !"0".equals(text(count))) {
        text.append(text.isEmpty() ? "" : ", ").append(word).append(' ').append(text(count));
      }
    });
    return text.toString();
  }

  private static Map<?, ?> part(Map<String, @Nullable Object> status, String name) {
    return status.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}
