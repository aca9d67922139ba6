package vow.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import vow.agent.report.BrakeText;

/** A report as lines of text. */
final class ReportText {
  /** So many of each list. */
  private static final int MOST = 20;

  private ReportText() {}

  static List<String> lines(ReportData data) {
    var lines = new ArrayList<String>();
    var agent = data.part("agent");
    lines.add("report  " + data.host() + ", " + data.since() + " to " + data.time());
    lines.add("agent   " + agent.get("state"));
    if (agent.get("brake") instanceof Map<?, ?> brake) {
      lines.add("        " + BrakeText.of(brake));
    }
    lines.add("policy  " + or(data.part("policy").get("path"), "none"));
    lines.add("now     " + counts(data.part("summary")));
    lines.add("before  " + counts(data.outcomes()));
    list(lines, "not kept", data.notable().stream().map(ReportText::standing).toList());
    list(lines, "drifted", data.drifted().stream().map(ReportText::drifted).toList());
    list(
        lines,
        "by whom",
        data.writers().stream().map(w -> w.getKey() + " " + times(w.getValue())).toList());
    list(lines, "lately", data.events().stream().map(EntryText::of).toList());
    return lines;
  }

  private static void list(List<String> lines, String title, List<String> all) {
    if (all.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    all.stream().limit(MOST).forEach(line -> lines.add("  " + line));
    if (all.size() > MOST) {
      lines.add("  and " + (all.size() - MOST) + " more");
    }
  }

  static String standing(Map<?, ?> promise) {
    var line = new StringBuilder(or(promise.get("outcome"), "pending"));
    line.append(' ').append(promise.get("id"));
    if (promise.get("since") != null) {
      line.append(" since ").append(promise.get("since"));
    }
    if (Boolean.TRUE.equals(promise.get("contested"))) {
      line.append(", contested");
    }
    if (promise.get("message") != null) {
      line.append(": ").append(promise.get("message"));
    }
    return line.toString();
  }

  private static String drifted(ReportData.Drifted drifted) {
    var by = new StringJoiner("; ");
    drifted.by().stream()
        .limit(3)
        .forEach(who -> by.add(who.getKey() + " (" + who.getValue() + ")"));
    return drifted.id() + " " + times(drifted.count()) + ", last " + drifted.last() + ", by " + by;
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  /** Those that are not 0. */
  static String counts(Map<?, ?> counts) {
    var text = new StringJoiner(", ");
    counts.forEach((word, count) -> {
      if (!"0".equals(String.valueOf(count))) {
        text.add(word + " " + count);
      }
    });
    return text.length() == 0 ? "nothing" : text.toString();
  }

  static String or(@org.jspecify.annotations.Nullable Object value, String otherwise) {
    return value == null ? otherwise : String.valueOf(value);
  }
}
