package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import vow.agent.json.Json;
import vow.engine.Happened;
import vow.model.Manifest;
import vow.model.Origin;

/**
 * An audit as SARIF 2.1.0 (OASIS): a result a promise that is not kept, at its place in the policy.
 */
final class SarifText {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private SarifText() {}

  static String of(List<Happened> happened, Manifest manifest) {
    var kinds = new TreeSet<String>();
    var results = new ArrayList<Object>();
    for (var each : happened) {
      var level = level(each);
      if (!level.isEmpty()) {
        kinds.add(each.id().kind());
        results.add(result(each, level, manifest));
      }
    }
    var rules = kinds.stream().map(kind -> Map.<String, Object>of("id", kind)).toList();
    var driver = object("name", "vow", "version", Main.version(), "rules", rules);
    var run = object("tool", object("driver", driver), "results", results);
    return Json.write(object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run))) + "\n";
  }

  private static String level(Happened happened) {
    return switch (happened.outcome()) {
      case KEPT -> "";
      case REPAIRED -> "warning";
      case FAILED, TIMEOUT, DENIED -> "error";
      case SKIPPED, SUSPENDED, NOOP -> "note";
    };
  }

  private static Map<String, Object> result(Happened happened, String level, Manifest manifest) {
    var message =
        happened.id()
            + ": "
            + happened.outcome().planWord()
            + PlanText.message(happened).map(m -> ", " + m).orElse("");
    var result = object("ruleId", happened.id().kind(), "level", level);
    result.put("message", object("text", message));
    manifest
        .promise(happened.id())
        .ifPresent(promise -> result.put("locations", List.of(place(promise.origin()))));
    return result;
  }

  private static Map<String, Object> place(Origin origin) {
    var region = object("startLine", origin.line(), "startColumn", origin.column());
    var artifact = object("uri", origin.file());
    return object("physicalLocation", object("artifactLocation", artifact, "region", region));
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
