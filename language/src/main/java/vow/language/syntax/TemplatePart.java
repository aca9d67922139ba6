package vow.language.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a template. Escapes, heredoc indentation and trim markers are already applied: a part
 * is what it will mean, and only its span is what was written.
 */
public sealed interface TemplatePart {
  Span span();

  /** Literal characters; may be empty after trimming. */
  record Text(String text, Span span) implements TemplatePart {}

  /** <code>${value}</code>. */
  record Interpolation(Expression value, Span span) implements TemplatePart {}

  /** {@code %{if condition}then%{else}otherwise%{endif}}; without an else, otherwise is empty. */
  record If(Expression condition, List<TemplatePart> then, List<TemplatePart> otherwise, Span span)
      implements TemplatePart {
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** {@code %{for key, value in collection}body%{endfor}}. */
  record For(
      Optional<Name> key, Name value, Expression collection, List<TemplatePart> body, Span span)
      implements TemplatePart {
    public For {
      body = List.copyOf(body);
    }
  }
}
