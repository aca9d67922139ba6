package vow.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.report.BrakeText;
import vow.agent.report.UntoldText;

/** An entry of the journal in one line. */
final class EntryText {
  private EntryText() {}

  static String of(Map<String, @Nullable Object> entry) {
    return entry.get("time") + " " + words(entry);
  }

  /** The same without the time. */
  static String words(Map<String, @Nullable Object> entry) {
    if (entry.containsKey("brake")) {
      return brake(entry.get("brake"));
    }
    if (entry.containsKey("notify")) {
      return UntoldText.of(entry);
    }
    var line = new StringBuilder();
    line.append(entry.get("outcome"));
    line.append(' ').append(entry.get("id"));
    if ("repaired".equals(entry.get("outcome"))) {
      line.append(" in ").append(entry.get("took_ms")).append(" ms");
    }
    line.append(": ").append(entry.get("cause"));
    if (entry.get("by") instanceof Map<?, ?> by) {
      line.append(" by ").append(writer(by));
    }
    if (entry.get("message") != null) {
      line.append(", ").append(entry.get("message"));
    }
    return line.toString();
  }

  private static String brake(@Nullable Object value) {
    return value instanceof Map<?, ?> brake ? BrakeText.of(brake) : "everything is kept again";
  }

  private static String writer(Map<?, ?> by) {
    var program = by.get("comm") == null ? "a process" : String.valueOf(by.get("comm"));
    var user = by.get("login") != null ? by.get("login") : by.get("uid");
    var who = user == null ? "gone" : "uid " + user;
    return program + " (pid " + by.get("pid") + ", " + who + ")";
  }
}
