package vow.cli;

import java.util.Map;

/** How timers stand, in words: of the objects that {@code --json} shows. */
final class TimerText {
  private TimerText() {}

  /** One line. */
  static String of(Map<?, ?> timer) {
    var line = new StringBuilder("timer ").append(timer.get("name"));
    if (Boolean.TRUE.equals(timer.get("running"))) {
      line.append("  ").append(timer.get("start")).append(" is running");
    } else {
      var next = timer.get("next") == null ? "never" : timer.get("next");
      line.append("  starts ").append(timer.get("start")).append(", next ").append(next);
    }
    if (timer.get("last") != null) {
      line.append(", last ").append(timer.get("last"));
    }
    if (!"0".equals(String.valueOf(timer.get("skipped")))) {
      line.append(", skipped ").append(timer.get("skipped"));
    }
    return line.toString();
  }
}
