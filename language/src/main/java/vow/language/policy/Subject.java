package vow.language.policy;

import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.value.Value;
import vow.model.schema.Type;

/**
 * A value that is brought to a type.
 *
 * @param name of its attribute, for messages
 * @param at where it is written, as near as can be
 */
record Subject(String name, Type type, Value value, Expression at) {
  Span span() {
    return at.span();
  }

  String quoted() {
    return "\"" + name + "\"";
  }

  Subject with(Value other) {
    return new Subject(name, type, other, at);
  }

  /** A part of it. */
  Subject part(String suffix, Type partType, Value part, Expression partAt) {
    return new Subject(name + suffix, partType, part, partAt);
  }
}
