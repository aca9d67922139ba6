package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.engine.Happened;
import vow.model.Outcome;

/** {@code vow plan}: what keep would do, and nothing of it done. */
final class Plan implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("plan", Group.POLICY, "show what keep would do, and do nothing")
        .describedAs(
            "Assesses every promise as keep does, guards included, and shows what it would repair"
                + " as unified diffs. Exits with 2 when something would change, with 1 when"
                + " something would fail.")
        .taking(PolicyOptions.PATH)
        .with(
            GRAPH,
            PolicyOptions.LIMIT,
            PolicyOptions.SKIP,
            PolicyOptions.VAR,
            PolicyOptions.VAR_FILE)
        .example("vow plan examples/first.hcl --root /tmp/first", "what would be made")
        .example("vow plan --limit /etc/motd", "of one promise and what it needs")
        .example("vow plan --graph | dot -Tsvg > plan.svg", "the order among promises, drawn");
  }

  private static final Option GRAPH =
      Option.toggle("--graph", "print the order among promises in Graphviz DOT");

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var request = PolicyOptions.request(invocation);
    var result = new vow.agent.Plan(request).run();
    if (result.manifest().isEmpty()) {
      Sources.tell(result.compiled().diagnostics(), invocation);
      return ExitCode.FAILED;
    }
    if (invocation.has(GRAPH.name())) {
      invocation.terminal().out().print(Dot.of(result.manifest().get(), result.happened()));
    } else if (invocation.json()) {
      invocation.terminal().out().println(json(result));
    } else {
      PlanText.print(result, invocation.terminal());
    }
    return code(result);
  }

  private static int code(vow.agent.Plan.Result result) {
    var happened = result.happened();
    if (happened.stream().anyMatch(h -> !h.outcome().good())) {
      return ExitCode.FAILED;
    }
    boolean changes = happened.stream().anyMatch(h -> h.outcome() == Outcome.REPAIRED);
    boolean reverses =
        result.leaving().promises().stream()
            .anyMatch(p -> p.meta().reverseOnRemove() && result.before().containsKey(p.id()));
    return changes || reverses ? ExitCode.WOULD_CHANGE : ExitCode.KEPT;
  }

  private static String json(vow.agent.Plan.Result result) {
    var promises = new ArrayList<Object>();
    for (var happened : result.happened()) {
      promises.add(json(happened, result));
    }
    var root = new LinkedHashMap<String, Object>();
    root.put("promises", promises);
    root.put("summary", vow.agent.Plan.summary(result.happened()));
    root.put("leaving", LeavingText.json(result));
    root.put(
        "services",
        result.services().stream()
            .map(it -> Map.of("step", it.step().word(), "name", it.name()))
            .toList());
    return Json.write(root);
  }

  private static Map<String, @Nullable Object> json(
      Happened happened, vow.agent.Plan.Result result) {
    var id = happened.id();
    boolean sensitive =
        result.manifest().flatMap(m -> m.promise(id)).map(p -> p.meta().sensitive()).orElse(false);
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", id.toString());
    object.put("kind", id.kind());
    object.put("name", id.name());
    object.put("outcome", happened.outcome().planWord());
    object.put("cause", happened.cause().word());
    object.put("diff", happened.change().flatMap(c -> c.diff()).orElse(null));
    object.put("sensitive", sensitive);
    object.put("message", PlanText.message(happened).orElse(null));
    return object;
  }
}
