package vow.language.policy;

import java.util.Optional;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;

/**
 * A named value in a block: an attribute, or nested blocks as the object that they mean.
 *
 * @param nameSpan what to point at
 */
record Field(String name, Span nameSpan, Expression expression) {
  /** The text, if it is written out, as most are: then there is nothing to evaluate. */
  Optional<String> literal() {
    return expression instanceof Expression.Template text ? text.literal() : Optional.empty();
  }
}
