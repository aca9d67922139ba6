package vow.language.eval;

import java.util.List;
import java.util.Optional;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.syntax.TemplatePart;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Limits;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** Strings with interpolations and directives. */
final class Templates {
  private final Evaluator evaluator;
  private final StringBuilder text = new StringBuilder();
  private boolean known = true;
  private boolean sensitive;

  private Templates(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  static Value evaluate(Evaluator evaluator, Expression.Template template) {
    var parts = template.parts();
    if (parts.isEmpty()) {
      return Values.EMPTY_TEXT;
    }
    if (parts.size() == 1) {
      switch (parts.getFirst()) {
        case TemplatePart.Text only -> {
          return Value.text(only.text());
        }
        case TemplatePart.Interpolation only -> {
          return evaluator.evaluate(only.value());
        }
        case TemplatePart.If _, TemplatePart.For _ -> {}
      }
    }
    var rendered = new Templates(evaluator);
    rendered.all(parts);
    return rendered.result(template.span());
  }

  private Value result(Span span) {
    var result = known ? Value.text(text.toString()) : new Value.Unknown(BasicType.STRING);
    return Sensitivity.when(sensitive, evaluator.made(result, span));
  }

  private void all(List<TemplatePart> parts) {
    for (var part : parts) {
      switch (part) {
        case TemplatePart.Text literal -> append(literal.text(), literal.span());
        case TemplatePart.Interpolation interpolation -> interpolate(interpolation.value());
        case TemplatePart.If conditional -> choose(conditional);
        case TemplatePart.For loop -> repeat(loop);
      }
    }
  }

  private void append(String more, Span span) {
    if (!known) {
      return;
    }
    if (text.length() + more.length() > Limits.MAX_TEXT_CHARS) {
      known = false;
      evaluator.error(
          "text-too-long",
          "this string has more than " + Limits.MAX_TEXT_CHARS + " characters",
          span);
      return;
    }
    text.append(more);
  }

  private void interpolate(Expression expression) {
    var value = evaluator.evaluate(expression);
    sensitive |= value.isSensitiveInside();
    if (value.isNull()) {
      known = false;
      evaluator.error("null-in-template", "unable to put null into a string", expression.span());
      return;
    }
    switch (Conversion.convert(Sensitivity.shown(value), BasicType.STRING)) {
      case Conversion.Converted(Value.Text string) -> append(string.text(), expression.span());
      case Conversion.Converted _ -> known = false;
      case Conversion.Refused it -> {
        known = false;
        evaluator.error(
            "not-a-string", "unable to put this into a string: " + it.why(), expression.span());
      }
    }
  }

  /** As with a conditional, only the errors of the branch that is taken count. */
  private void choose(TemplatePart.If directive) {
    var condition = Conditionals.condition(evaluator, directive.condition());
    sensitive |= condition instanceof Value.Sensitive;
    switch (Sensitivity.shown(condition)) {
      case Value.Bool bool -> {
        var untaken = bool.truth() ? directive.otherwise() : directive.then();
        sensitive |= isSensitive(untaken);
        all(bool.truth() ? directive.then() : directive.otherwise());
      }
      case Value _ -> {
        known = false;
        sensitive |= isSensitive(directive.then());
        sensitive |= isSensitive(directive.otherwise());
      }
    }
  }

  /** What is not taken marks the result as well, but its errors are nobody's concern. */
  private boolean isSensitive(List<TemplatePart> parts) {
    var other = new Templates(evaluator);
    evaluator.attempt(() -> {
      other.all(parts);
      return Values.UNKNOWN;
    });
    return other.sensitive;
  }

  private void repeat(TemplatePart.For directive) {
    var intro = new Expression.ForIntro(directive.key(), directive.value(), directive.collection());
    var loop = new Loop(evaluator, intro, Optional.empty());
    known &=
        loop.run(() -> {
          all(directive.body());
          return known;
        });
    sensitive |= loop.isSensitive();
  }
}
