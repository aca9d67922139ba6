package vow.language.policy;

import java.util.Optional;
import vow.language.syntax.Expression;
import vow.language.syntax.Expression.ObjectLiteral;
import vow.language.syntax.Span;

/** Where the parts of a value stand in the policy, as near as can be. */
final class Places {
  private Places() {}

  static Expression item(Expression at, int index) {
    return switch (at) {
      case Expression.Parentheses it -> item(it.inner(), index);
      case Expression.Tuple it when index < it.items().size() -> it.items().get(index);
      case Expression other -> other;
    };
  }

  static Expression value(Expression at, String key) {
    return find(at, key).map(ObjectLiteral.Item::value).orElse(at);
  }

  static Span key(Expression at, String key) {
    return find(at, key).map(it -> it.key().span()).orElse(at.span());
  }

  private static Optional<ObjectLiteral.Item> find(Expression at, String key) {
    return switch (at) {
      case Expression.Parentheses it -> find(it.inner(), key);
      case Expression.ObjectLiteral it ->
          it.items().stream().filter(item -> isNamed(item.key(), key)).findFirst();
      case Expression _ -> Optional.empty();
    };
  }

  private static boolean isNamed(ObjectLiteral.Key written, String key) {
    return switch (written) {
      case ObjectLiteral.Key.Bare bare -> bare.name().equals(key);
      case ObjectLiteral.Key.Computed it ->
          Chain.literal(it.expression()).filter(key::equals).isPresent();
    };
  }
}
