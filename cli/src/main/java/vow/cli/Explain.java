package vow.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.Remote;
import vow.agent.json.Json;
import vow.agent.report.Refused;

/** {@code vow explain}: which events back a promise, and what no event tells. */
final class Explain implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("explain", Group.KNOW, "say how a promise is watched, and what is not seen")
        .describedAs(
            "Names the mechanism behind each watched path, the promise's blind spots, and the"
                + " timers that stand in for them. Asks the running agent.")
        .taking(Promises.PROMISE)
        .example("vow explain /etc/motd", "what would be noticed, and how");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var id = Promises.one(invocation);
    var explanation =
        new Remote(invocation.places())
            .explain(id)
            .orElseThrow(() ->
                new Failure("no agent runs here, so nothing is watched; vow keep starts one"));
    if (invocation.json()) {
      invocation.terminal().out().println(Json.write(explanation));
    } else {
      print(explanation, invocation.terminal());
    }
    return ExitCode.KEPT;
  }

  private static void print(Map<String, @Nullable Object> explanation, Terminal terminal) {
    var out = terminal.out();
    out.println(explanation.get("id") + ", from " + explanation.get("policy"));
    out.println("watched by:");
    for (var watch : list(explanation, "watches")) {
      if (watch instanceof Map<?, ?> w) {
        out.println("  " + w.get("path") + " (" + w.get("scope") + "): " + w.get("by"));
      }
    }
    section("not seen:", list(explanation, "blind_spots"), terminal);
    section("timers:", list(explanation, "timers"), terminal);
  }

  private static void section(String title, List<?> lines, Terminal terminal) {
    if (!lines.isEmpty()) {
      terminal.out().println(title);
      lines.forEach(line -> terminal.out().println("  " + line));
    }
  }

  private static List<?> list(Map<String, @Nullable Object> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }
}
