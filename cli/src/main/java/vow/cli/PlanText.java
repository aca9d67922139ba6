package vow.cli;

import java.util.Optional;
import vow.engine.Happened;
import vow.engine.service.Foresight;
import vow.model.Outcome;

/** A plan for people: what would change with its diffs, then one line that sums up. */
final class PlanText {
  private static final String RESET = "\u001b[0m";

  private PlanText() {}

  static void print(vow.agent.Plan.Result result, Terminal terminal) {
    for (var happened : result.happened()) {
      if (happened.outcome() != Outcome.KEPT) {
        print(happened, terminal);
      }
    }
    LeavingText.lines(result).forEach(terminal.out()::println);
    if (result.services().stream().anyMatch(it -> it.step() != Foresight.Step.START)) {
      var steps = result.services().stream().map(it -> it.step().word() + " " + it.name());
      terminal.out().println("services: " + String.join(", ", steps.toList()));
    }
    var summary = vow.agent.Plan.summary(result.happened());
    terminal
        .out()
        .printf(
            "plan: would repair %d, kept %d, would fail %d%s%n",
            summary.get("would-repair"),
            summary.get("kept"),
            summary.get("would-fail"),
            others(summary));
  }

  /** What is said of it: its message, else what differs. */
  static Optional<String> message(Happened happened) {
    return Optional.of(happened.message())
        .filter(m -> !m.isEmpty())
        .or(() -> happened.change().map(c -> c.summary()).filter(s -> !s.isEmpty()));
  }

  /** One promise, with what differs. */
  static void print(Happened happened, Terminal terminal) {
    var line =
        mark(happened.outcome()) + " " + happened.id() + ": " + happened.outcome().planWord();
    terminal.out().println(line + message(happened).map(m -> ", " + m).orElse(""));
    happened
        .change()
        .flatMap(c -> c.diff())
        .ifPresent(diff ->
            diff.lines()
                .forEach(l -> terminal.out().println("    " + painted(l, terminal.colours()))));
  }

  /** The rarer words, as far as they occur. */
  static String others(java.util.Map<String, Integer> summary) {
    var text = new StringBuilder();
    for (var word : java.util.List.of("denied", "skipped", "suspended", "noop")) {
      int count = summary.getOrDefault(word, 0);
      if (count > 0) {
        text.append(", ").append(word).append(' ').append(count);
      }
    }
    return text.toString();
  }

  private static String mark(Outcome outcome) {
    return switch (outcome) {
      case KEPT -> " ";
      case REPAIRED -> "~";
      case FAILED, TIMEOUT, DENIED -> "!";
      case SKIPPED, SUSPENDED, NOOP -> "-";
    };
  }

  private static String painted(String line, boolean colours) {
    if (!colours || line.isEmpty()) {
      return line;
    }
    return switch (line.charAt(0)) {
      case '+' -> "\u001b[32m" + line + RESET;
      case '-' -> "\u001b[31m" + line + RESET;
      case '@' -> "\u001b[36m" + line + RESET;
      default -> line;
    };
  }
}
