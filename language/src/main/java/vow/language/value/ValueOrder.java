package vow.language.value;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/**
 * A total order of values, consistent with {@code equals}: the order of sets. Of different kinds:
 * null, bools, numbers, strings, collections, what is unknown.
 */
public final class ValueOrder {
  public static final Comparator<Value> COMPARATOR = ValueOrder::compare;

  private ValueOrder() {}

  private static int compare(Value left, Value right) {
    return switch (left) {
      case Value.Text a when right instanceof Value.Text b ->
          TextOrder.COMPARATOR.compare(a.text(), b.text());
      case Value.Numeric a when right instanceof Value.Numeric b ->
          a.number().compareTo(b.number());
      case Value.Bool a when right instanceof Value.Bool b -> Boolean.compare(a.truth(), b.truth());
      case Value.ListValue a when right instanceof Value.ListValue b ->
          sequences(a.items().iterator(), b.items().iterator());
      case Value.SetValue a when right instanceof Value.SetValue b ->
          sequences(a.items().iterator(), b.items().iterator());
      case Value.Tuple a when right instanceof Value.Tuple b ->
          sequences(a.items().iterator(), b.items().iterator());
      case Value.MapValue a when right instanceof Value.MapValue b ->
          maps(a.entries(), b.entries());
      case Value.ObjectValue a when right instanceof Value.ObjectValue b ->
          maps(a.attributes(), b.attributes());
      case Value.Null a when right instanceof Value.Null b -> types(a.type(), b.type());
      case Value.Unknown a when right instanceof Value.Unknown b -> types(a.type(), b.type());
      case Value.Sensitive a when right instanceof Value.Sensitive b ->
          compare(a.value(), b.value());
      case Value.Null _,
          Value.Bool _,
          Value.Numeric _,
          Value.Text _,
          Value.Tuple _,
          Value.ListValue _,
          Value.SetValue _,
          Value.ObjectValue _,
          Value.MapValue _,
          Value.Unknown _,
          Value.Sensitive _ ->
          Integer.compare(rank(left), rank(right));
    };
  }

  private static int rank(Value value) {
    return switch (value) {
      case Value.Null _ -> 0;
      case Value.Bool _ -> 1;
      case Value.Numeric _ -> 2;
      case Value.Text _ -> 3;
      case Value.Tuple _ -> 4;
      case Value.ListValue _ -> 5;
      case Value.SetValue _ -> 6;
      case Value.ObjectValue _ -> 7;
      case Value.MapValue _ -> 8;
      case Value.Unknown _ -> 9;
      case Value.Sensitive _ -> 10;
    };
  }

  private static int types(Type left, Type right) {
    return left.source().compareTo(right.source());
  }

  private static int sequences(Iterator<Value> left, Iterator<Value> right) {
    while (left.hasNext() && right.hasNext()) {
      var order = compare(left.next(), right.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static int maps(Map<String, Value> left, Map<String, Value> right) {
    var a = left.entrySet().iterator();
    var b = right.entrySet().iterator();
    while (a.hasNext() && b.hasNext()) {
      var first = a.next();
      var second = b.next();
      var names = TextOrder.COMPARATOR.compare(first.getKey(), second.getKey());
      var order = names != 0 ? names : compare(first.getValue(), second.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(a.hasNext(), b.hasNext());
  }
}
