package vow.language.syntax;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An expression of HCL's native syntax, as written: nothing is evaluated, folded or looked up.
 * Immutable. Nesting is bounded by {@link Limits#MAX_HEIGHT}, so recursion over it is safe.
 *
 * <p>Source: hcl/hclsyntax/spec.md, "Expressions".
 */
public sealed interface Expression {
  Span span();

  /** At full precision. */
  record NumberLiteral(BigDecimal value, Span span) implements Expression {}

  record BoolLiteral(boolean value, Span span) implements Expression {}

  record NullLiteral(Span span) implements Expression {}

  /**
   * Text, quoted or heredoc or a whole template file. {@code "abc"} is one text part, {@code ""}
   * none.
   */
  record Template(List<TemplatePart> parts, Form form, Span span) implements Expression {

    /** How it was written. */
    public enum Form {
      QUOTED,
      HEREDOC,
      /** A file of its own, without quotes. */
      BARE
    }

    public Template {
      parts = List.copyOf(parts);
    }

    /**
     * The expression of a template that is nothing but one interpolation: its value is passed on as
     * it is, not made a string.
     */
    public Optional<Expression> unwrapped() {
      return parts.size() == 1 && parts.getFirst() instanceof TemplatePart.Interpolation only
          ? Optional.of(only.value())
          : Optional.empty();
    }

    /** The text, if there is nothing to evaluate in it. */
    public Optional<String> literal() {
      if (parts.isEmpty()) {
        return Optional.of("");
      }
      if (parts.size() == 1) {
        return parts.getFirst() instanceof TemplatePart.Text only
            ? Optional.of(only.text())
            : Optional.empty();
      }
      var text = new StringBuilder();
      for (var part : parts) {
        if (!(part instanceof TemplatePart.Text literal)) {
          return Optional.empty();
        }
        text.append(literal.text());
      }
      return Optional.of(text.toString());
    }
  }

  /** {@code [a, b]}. */
  record Tuple(List<Expression> items, Span span) implements Expression {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** {@code {key = value}}. */
  record ObjectLiteral(List<Item> items, Span span) implements Expression {
    public record Item(Key key, Expression value) {}

    /** A bare name means itself, in NFC; anything else, also in parentheses, is evaluated. */
    public sealed interface Key {
      Span span();

      record Bare(String name, Span span) implements Key {}

      record Computed(Expression expression) implements Key {
        @Override
        public Span span() {
          return expression.span();
        }
      }
    }

    public ObjectLiteral {
      items = List.copyOf(items);
    }
  }

  /** A name at the root of a reference: {@code var} in {@code var.greeting}. */
  record Variable(String name, Span span) implements Expression {}

  /** {@code target.name}. */
  record GetAttr(Expression target, Name name, Span span) implements Expression {}

  /** {@code target[key]}, and the legacy {@code target.0}. */
  record Index(Expression target, Expression key, Span span) implements Expression {}

  /**
   * {@code target.*.a.b} and {@code target[*].a[0]}.
   *
   * @param each what is done with each item, which stands in it as the innermost target, as {@link
   *     SplatItem}; the nearest enclosing splat's
   * @param full true for {@code [*]}
   */
  record Splat(Expression target, Expression each, boolean full, Span span) implements Expression {}

  /** The item that the nearest enclosing splat is at; see {@link Splat#each}. */
  record SplatItem(Span span) implements Expression {}

  /** {@code [for key, value in collection: result if condition]}. */
  record ForTuple(ForIntro intro, Expression result, Optional<Expression> condition, Span span)
      implements Expression {}

  /**
   * <code>{for key, value in collection: resultKey => result if condition}</code>.
   *
   * @param grouping true when {@code ...} follows the result: values with one key become a tuple
   */
  record ForObject(
      ForIntro intro,
      Expression resultKey,
      Expression result,
      boolean grouping,
      Optional<Expression> condition,
      Span span)
      implements Expression {}

  /** {@code for key, value in collection}. */
  record ForIntro(Optional<Name> key, Name value, Expression collection) {}

  /** {@code condition ? then : otherwise}. */
  record Conditional(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {}

  /** {@code -operand}. */
  record Negate(Expression operand, Span span) implements Expression {}

  /** {@code !operand}. */
  record Not(Expression operand, Span span) implements Expression {}

  record Binary(Operator operator, Span operatorSpan, Expression left, Expression right, Span span)
      implements Expression {}

  /**
   * {@code name(a, b...)}.
   *
   * @param name with namespaces as written, {@code a::b}
   * @param expandFinal true when {@code ...} follows the last argument
   */
  record Call(Name name, List<Expression> arguments, boolean expandFinal, Span span)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code (inner)}: kept, because {@code (a.b)} as an object key differs from {@code a.b}. */
  record Parentheses(Expression inner, Span span) implements Expression {}

  /** Something that could not be parsed and has been reported; evaluates to unknown. */
  record Invalid(Span span) implements Expression {}
}
