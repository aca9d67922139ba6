package vow.language.syntax;

import java.math.BigDecimal;
import vow.language.syntax.Expression.Invalid;
import vow.language.syntax.Expression.NumberLiteral;

/** Number literals: {@code decimal+ ("." decimal+)? (("e"|"E") ("+"|"-")? decimal+)?}. */
final class Numbers {
  private static final String FORM = "a number like 12, 0.5 or 1e-3";

  private Numbers() {}

  static Expression parse(TokenReader in, int token) {
    var text = in.text(token);
    var span = in.span(token);
    var digits = digits(text, 0);
    var end = digits;
    if (end < text.length() && text.charAt(end) == '.') {
      var fraction = digits(text, end + 1);
      digits += fraction;
      end += 1 + fraction;
      if (fraction == 0) {
        return malformed(in, text, span);
      }
    }
    var exponent = text.substring(end);
    if (!isExponent(exponent)) {
      return malformed(in, text, span);
    }
    if (digits > Limits.MAX_NUMBER_DIGITS || !isSmall(exponent)) {
      return tooLarge(in, span);
    }
    return new NumberLiteral(new BigDecimal(text), span);
  }

  private static int digits(String text, int from) {
    var end = from;
    while (end < text.length() && Utf8.isDigit(text.charAt(end))) {
      end++;
    }
    return end - from;
  }

  private static boolean isExponent(String text) {
    if (text.isEmpty()) {
      return true;
    }
    var start = exponentStart(text);
    return (text.charAt(0) == 'e' || text.charAt(0) == 'E')
        && start < text.length()
        && start + digits(text, start) == text.length();
  }

  private static int exponentStart(String text) {
    return text.length() > 1 && (text.charAt(1) == '+' || text.charAt(1) == '-') ? 2 : 1;
  }

  private static boolean isSmall(String exponent) {
    var value = 0;
    for (var i = exponent.isEmpty() ? 0 : exponentStart(exponent); i < exponent.length(); i++) {
      value = Math.min(Limits.MAX_NUMBER_EXPONENT + 1, value * 10 + exponent.charAt(i) - '0');
    }
    return value <= Limits.MAX_NUMBER_EXPONENT;
  }

  private static Expression malformed(TokenReader in, String text, Span span) {
    in.report(
        Diagnostic.error(
                "invalid-number",
                "unable to read \"" + Unexpected.shortened(text) + "\" as a number",
                span)
            .expecting(FORM));
    return new Invalid(span);
  }

  private static Expression tooLarge(TokenReader in, Span span) {
    in.report(
        Diagnostic.error(
                "number-too-large", "unable to read this number: it is too long or too large", span)
            .expecting(
                "at most %d digits and an exponent of at most %d"
                    .formatted(Limits.MAX_NUMBER_DIGITS, Limits.MAX_NUMBER_EXPONENT)));
    return new Invalid(span);
  }
}
