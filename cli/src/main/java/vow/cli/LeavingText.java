package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vow.agent.Leaving;
import vow.model.PromiseId;

/** What a plan says of promises that leave the policy. */
final class LeavingText {
  private LeavingText() {}

  /**
   * One that leaves.
   *
   * @param outcome {@code left} or {@code would-reverse}
   */
  private record Line(PromiseId id, String outcome, String message) {}

  static List<String> lines(Leaving leaving) {
    return all(leaving).stream()
        .map(l -> (l.outcome.equals("left") ? "- " : "~ ") + l.id + ": " + l.message)
        .toList();
  }

  static List<Map<String, Object>> json(Leaving leaving) {
    var objects = new ArrayList<Map<String, Object>>();
    for (var line : all(leaving)) {
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

  private static List<Line> all(Leaving leaving) {
    var lines = new ArrayList<Line>();
    for (var promise : leaving.promises()) {
      lines.add(
          promise.meta().reverseOnRemove()
              ? new Line(promise.id(), "would-reverse", "leaves the policy, would be taken back")
              : new Line(promise.id(), "left", "leaves the policy, stays as it is"));
    }
    for (var id : leaving.unknown()) {
      var message = "leaves the policy, stays as it is: it is sensitive, its values are not stored";
      lines.add(new Line(id, "left", message));
    }
    return lines;
  }
}
