package vow.language.policy;

import java.util.Optional;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;

/** A validation of a variable: a condition, and what to say when it does not hold. */
record Check(World world, Variable variable, Evaluated condition, Evaluated message, Span span) {
  private static final int MAX_MESSAGE_CHARS = 1_000;

  /** Judges it, once every variable has its value. Nothing is said of what is not known. */
  void run() {
    var needs = new java.util.ArrayList<>(condition.needs());
    needs.addAll(message.needs());
    needs.forEach(need -> world.cells().finish(need.cell()));
    var truth = Sensitivity.shown(condition.value().value());
    switch (Conversion.convert(truth, BasicType.BOOL)) {
      case Conversion.Converted(Value.Bool(var holds)) -> {
        if (!holds) {
          reportFailed();
        }
      }
      case Conversion.Converted(var other) -> {
        if (other.isNull()) {
          reportNotBool("it is null");
        }
      }
      case Conversion.Refused(var why) -> reportNotBool(why);
    }
  }

  private void reportNotBool(String why) {
    world
        .reports()
        .add(
            Reports.fault(Code.CONDITION_NOT_BOOL, "a condition is true or false: " + why, span)
                .expecting("a comparison, or can(...)"));
  }

  private void reportFailed() {
    var name = variable.declaration().name();
    world
        .reports()
        .add(
            Reports.fault(
                Code.VALIDATION_FAILED,
                "the value of variable \""
                    + name
                    + "\" is not valid: "
                    + text().orElse("no reason"),
                span));
  }

  private Optional<String> text() {
    return message.value().value() instanceof Value.Text text
        ? Optional.of(text.text().substring(0, Math.min(text.text().length(), MAX_MESSAGE_CHARS)))
        : Optional.empty();
  }
}
