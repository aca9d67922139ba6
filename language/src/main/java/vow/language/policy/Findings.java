package vow.language.policy;

import vow.language.syntax.Diagnostic;
import vow.language.value.Numbers;
import vow.language.value.Type;
import vow.language.value.Value;

/** What was noticed while the values of one block were brought to their types. */
final class Findings {
  private static final int MAX_SHOWN_CHARS = 60;

  private final Reports reports;
  private boolean incomplete;
  private boolean wrong;
  private boolean sensitive;

  Findings(Reports reports) {
    this.reports = reports;
  }

  /** Something was unknown, so that not everything can be judged. */
  boolean isIncomplete() {
    return incomplete;
  }

  /** Something did not fit. */
  boolean isWrong() {
    return wrong;
  }

  /** Something was sensitive. */
  boolean isSensitive() {
    return sensitive;
  }

  void incomplete() {
    incomplete = true;
  }

  void sensitive() {
    sensitive = true;
  }

  void fault(Diagnostic diagnostic) {
    wrong = true;
    reports.add(diagnostic);
  }

  void wrongType(Subject subject) {
    cannotBe(Code.WRONG_TYPE, subject);
  }

  /** The attribute cannot have this value. */
  void cannotBe(Code code, Subject subject) {
    var message = subject.quoted() + " cannot be " + shown(subject.value());
    fault(Reports.fault(code, message, subject.span()).expecting(subject.type().text()));
  }

  /** The value for a message; never one that is or may be sensitive. */
  String shown(Value value) {
    if (sensitive) {
      return "this sensitive value";
    }
    return switch (value) {
      case Value.Text(var text) -> "\"" + cut(text) + "\"";
      case Value.Numeric(var number) -> Numbers.text(number);
      case Value.Bool(var truth) -> Boolean.toString(truth);
      case Value other -> article(other.type());
    };
  }

  /** A value of the type, in words. */
  static String article(Type type) {
    var noun = type.describe();
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  private static String cut(String text) {
    return text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "..." : text;
  }
}
