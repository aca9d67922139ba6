package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.PromiseId;

/** {@code vow why}: the chain of evidence for how a promise stands. */
final class Why implements Verb {
  private static final int ENTRIES = 5;

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("why", Group.KNOW, "show the evidence for how a promise stands")
        .describedAs(
            "Where the policy says it, how it stands, what it needs and how that stands, what"
                + " comes after it, and what happened to it last and by whom.",
            "For data.KEY: its value, and what each layer of the policy's data says of it.")
        .taking(
            Argument.one(
                "PROMISE|PATH|data.KEY",
                Argument.Kind.PROMISE,
                "kind[name], a path, a name, or data.KEY"))
        .example("vow why /etc/motd", "who changed it last, and which policy line says so")
        .example("vow why data.ntp.servers", "which layer of the data it is from");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var word = invocation.argument(0).orElse("");
    if (word.startsWith(WhyData.ROOT)) {
      return WhyData.run(word, invocation);
    }
    var id = Promises.one(invocation);
    var logbook = new Logbook(invocation.places());
    var evidence = evidence(id, logbook);
    if (invocation.json()) {
      invocation.terminal().out().println(Json.write(evidence));
    } else {
      print(evidence, invocation.terminal());
    }
    return ExitCode.KEPT;
  }

  private static Map<String, @Nullable Object> evidence(PromiseId id, Logbook logbook)
      throws Refused {
    var manifest = logbook.manifest().orElse(Manifest.EMPTY);
    var standings = standings(logbook);
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", id.toString());
    object.put("policy", manifest.promise(id).map(p -> p.origin().toString()).orElse(null));
    object.put("standing", standings.get(id.toString()));
    object.put(
        "needs",
        manifest.graph().needs(id).stream().map(e -> related(e, e.to(), standings)).toList());
    object.put(
        "dependents",
        manifest.graph().dependents(id).stream()
            .map(e -> related(e, e.from(), standings))
            .toList());
    var entries = logbook.journal(e -> id.toString().equals(e.get("id")));
    object.put("journal", entries.subList(Math.max(0, entries.size() - ENTRIES), entries.size()));
    return object;
  }

  private static Map<String, Object> standings(Logbook logbook) throws Refused {
    var standings = new LinkedHashMap<String, Object>();
    if (logbook.status(true).get("promises") instanceof List<?> promises) {
      for (var promise : promises) {
        if (promise instanceof Map<?, ?> map) {
          standings.put(String.valueOf(map.get("id")), map);
        }
      }
    }
    return standings;
  }

  private static Map<String, @Nullable Object> related(
      Edge edge, PromiseId other, Map<String, Object> standings) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", other.toString());
    object.put("reason", edge.reason().name().toLowerCase(java.util.Locale.ROOT));
    object.put(
        "outcome",
        standings.get(other.toString()) instanceof Map<?, ?> s ? s.get("outcome") : null);
    return object;
  }

  private static void print(Map<String, @Nullable Object> evidence, Terminal terminal) {
    var lines = new ArrayList<String>();
    lines.add(String.valueOf(evidence.get("id")));
    lines.add("  promised at " + evidence.get("policy"));
    if (evidence.get("standing") instanceof Map<?, ?> standing) {
      var message = standing.get("message") == null ? "" : ": " + standing.get("message");
      lines.add(
          "  stands " + standing.get("outcome") + " since " + standing.get("since") + message);
      if (Boolean.TRUE.equals(standing.get("contested"))) {
        lines.add("  contested: somebody else keeps changing it");
      }
      if (standing.get("override") instanceof Map<?, ?> override) {
        lines.add("  under an override of " + override.get("who"));
      }
    }
    related("needs", evidence.get("needs"), lines);
    related("comes before", evidence.get("dependents"), lines);
    if (evidence.get("journal") instanceof List<?> entries && !entries.isEmpty()) {
      lines.add("  lately:");
      for (var entry : entries) {
        lines.add("    " + EntryText.of(entry(entry)));
      }
    }
    lines.forEach(terminal.out()::println);
  }

  private static void related(String word, @Nullable Object list, List<String> lines) {
    if (list instanceof List<?> all) {
      for (var one : all) {
        if (one instanceof Map<?, ?> map) {
          lines.add(
              "  "
                  + word
                  + " "
                  + map.get("id")
                  + " ("
                  + map.get("reason")
                  + "), which is "
                  + map.get("outcome"));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // entries of the journal are JSON objects
  private static Map<String, @Nullable Object> entry(@Nullable Object entry) {
    return entry instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
