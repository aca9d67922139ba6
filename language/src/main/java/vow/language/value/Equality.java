package vow.language.value;

import java.util.Iterator;
import java.util.Map;

/**
 * The operator {@code ==}: values of different types are different ({@code 1 == "1"} is false),
 * null is equal to null only, and what depends on something unknown is unknown.
 */
public final class Equality {
  private Equality() {}

  /** A bool or an unknown bool; sensitive when one of the values is, or a part of one. */
  public static Value equal(Value left, Value right) {
    if (left.isSensitiveInside() || right.isSensitiveInside()) {
      return Value.sensitive(equal(Sensitivity.shownDeep(left), Sensitivity.shownDeep(right)));
    }
    return switch (compare(left, right)) {
      case SAME -> Values.TRUE;
      case DIFFERENT -> Values.FALSE;
      case OPEN -> new Value.Unknown(BasicType.BOOL);
    };
  }

  private enum Verdict {
    SAME,
    DIFFERENT,
    OPEN
  }

  private static Verdict compare(Value left, Value right) {
    if (left.isWhollyKnown() && right.isWhollyKnown()) {
      var same = left.equals(right) || (left instanceof Value.Null && right instanceof Value.Null);
      return same ? Verdict.SAME : Verdict.DIFFERENT;
    }
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      return canBeSame(left, right) ? Verdict.OPEN : Verdict.DIFFERENT;
    }
    return switch (left) {
      case Value.Tuple a when right instanceof Value.Tuple b ->
          a.items().size() == b.items().size()
              ? each(a.items().iterator(), b.items().iterator())
              : Verdict.DIFFERENT;
      case Value.ListValue a when right instanceof Value.ListValue b ->
          a.items().size() == b.items().size() && a.element().equals(b.element())
              ? each(a.items().iterator(), b.items().iterator())
              : Verdict.DIFFERENT;
      case Value.ObjectValue a when right instanceof Value.ObjectValue b ->
          named(a.attributes(), b.attributes());
      case Value.MapValue a when right instanceof Value.MapValue b ->
          a.element().equals(b.element()) ? named(a.entries(), b.entries()) : Verdict.DIFFERENT;
      case Value _ -> Verdict.DIFFERENT;
    };
  }

  /** A value that is unknown may be null, whatever its type. */
  private static boolean canBeSame(Value left, Value right) {
    var a = left.type();
    var b = right.type();
    return left.isNull()
        || right.isNull()
        || a.isDynamicInside()
        || b.isDynamicInside()
        || a.equals(b);
  }

  private static Verdict named(Map<String, Value> left, Map<String, Value> right) {
    return left.keySet().equals(right.keySet())
        ? each(left.values().iterator(), right.values().iterator())
        : Verdict.DIFFERENT;
  }

  private static Verdict each(Iterator<Value> left, Iterator<Value> right) {
    var verdict = Verdict.SAME;
    while (left.hasNext() && right.hasNext()) {
      switch (compare(left.next(), right.next())) {
        case SAME -> {}
        case OPEN -> verdict = Verdict.OPEN;
        case DIFFERENT -> {
          return Verdict.DIFFERENT;
        }
      }
    }
    return verdict;
  }
}
