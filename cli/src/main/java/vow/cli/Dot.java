package vow.cli;

import java.util.HashMap;
import java.util.List;
import vow.engine.Happened;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;

/** The order among promises in Graphviz DOT: an arrow from a promise to what comes after it. */
final class Dot {
  private Dot() {}

  static String of(Manifest manifest, List<Happened> happened) {
    var outcomes = new HashMap<PromiseId, Outcome>();
    happened.forEach(h -> outcomes.put(h.id(), h.outcome()));
    var dot = new StringBuilder("digraph plan {\n  rankdir = LR\n  node [shape = box]\n");
    for (var id : manifest.promises().keySet()) {
      var outcome = outcomes.getOrDefault(id, Outcome.KEPT);
      dot.append("  %s [color = %s]\n".formatted(quoted(id), colour(outcome)));
    }
    for (var edge : manifest.edges()) {
      dot.append(
          "  %s -> %s [style = %s]\n"
              .formatted(quoted(edge.to()), quoted(edge.from()), style(edge)));
    }
    return dot.append("}\n").toString();
  }

  private static String style(vow.model.Edge edge) {
    return switch (edge.reason()) {
      case ON_CHANGE -> "bold";
      case AFTER, REFERENCE -> "solid";
      case NEED -> "dashed";
      case WANTED -> "dotted";
    };
  }

  private static String colour(Outcome outcome) {
    return switch (outcome) {
      case KEPT -> "black";
      case REPAIRED -> "orange";
      case FAILED, TIMEOUT, DENIED -> "red";
      case SKIPPED, SUSPENDED, NOOP -> "gray";
    };
  }

  private static String quoted(PromiseId id) {
    return '"' + id.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
