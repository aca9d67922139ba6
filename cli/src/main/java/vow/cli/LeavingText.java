package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Undo;

/** What a plan says of promises that leave the policy. */
final class LeavingText {
  private LeavingText() {}

  /**
   * One that leaves.
   *
   * @param outcome {@code left}, {@code moved} or {@code would-reverse}
   */
  private record Line(PromiseId id, String outcome, String message) {}

  static List<String> lines(vow.agent.Plan.Result plan) {
    return all(plan).stream()
        .map(l -> (l.outcome.equals("would-reverse") ? "~ " : "- ") + l.id + ": " + l.message)
        .toList();
  }

  static List<Map<String, Object>> json(vow.agent.Plan.Result plan) {
    var objects = new ArrayList<Map<String, Object>>();
    for (var line : all(plan)) {
      var object = new LinkedHashMap<String, Object>();
      object.put("id", line.id.toString());
      object.put("kind", line.id.kind());
      object.put("name", line.id.name());
      object.put("outcome", line.outcome);
      object.put("message", line.message);
      objects.add(object);
    }
    return objects;
  }

  private static List<Line> all(vow.agent.Plan.Result plan) {
    var lines = new ArrayList<Line>();
    for (var promise : plan.leaving().promises()) {
      lines.add(
          promise.meta().reverseOnRemove()
              ? reversed(promise, plan.before().get(promise.id()))
              : new Line(promise.id(), "left", "leaves the policy, stays as it is"));
    }
    plan.leaving()
        .moved()
        .forEach((from, to) -> lines.add(new Line(from, "moved", "is " + to + " now")));
    for (var id : plan.leaving().unknown()) {
      var message = "leaves the policy, stays as it is: it is sensitive, its values are not stored";
      lines.add(new Line(id, "left", message));
    }
    return lines;
  }

  private static Line reversed(Promise promise, @Nullable Undo before) {
    if (before == null) {
      var message = "leaves the policy, stays as it is: vow had changed nothing";
      return new Line(promise.id(), "left", message);
    }
    var message = "leaves the policy, would be taken back: " + was(promise, before);
    return new Line(promise.id(), "would-reverse", message);
  }

  /** How it was before vow, in words. */
  private static String was(Promise promise, Undo before) {
    for (var each : before.before()) {
      boolean own = each.name().endsWith(promise.id().name());
      if (own || before.before().size() == 1) {
        return switch (each) {
          case Undo.Missing _ -> "it was missing before vow";
          case Undo.Content file ->
              file.contentReplaced() ? "it had another content" : "it had another owner or mode";
          case Undo.Folder _ -> "it had another owner or mode";
          case Undo.Link link -> "it was a link to " + link.target();
          case Undo.Setting setting ->
              setting.value() == null ? "it was not there before vow" : "it was otherwise";
        };
      }
    }
    return "it was otherwise";
  }
}
