package vow.language.policy;

import vow.language.syntax.Expression;
import vow.language.syntax.Span;

/**
 * A named value in a block: an attribute, or nested blocks as the object that they mean.
 *
 * @param nameSpan what to point at
 */
record Field(String name, Span nameSpan, Expression expression) {}
