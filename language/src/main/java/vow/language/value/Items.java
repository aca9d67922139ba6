package vow.language.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/** The immutable list inside values: it knows its {@link Shape}. */
final class Items extends AbstractList<Value> implements RandomAccess {
  private static final Items EMPTY = new Items(new Value[0]);

  private final Value[] values;
  private final Shape shape;

  private Items(Value[] values) {
    this.values = values;
    this.shape = Shape.around(values, 0);
  }

  /** The list itself when it is one already, else a copy. */
  static Items of(Collection<? extends Value> values) {
    if (values instanceof Items items) {
      return items;
    }
    return values.isEmpty() ? EMPTY : new Items(values.toArray(new Value[0]));
  }

  /** Sorted, each value once. */
  static Items sorted(Collection<? extends Value> values) {
    if (values instanceof Items items && items.isAscending()) {
      return items;
    }
    var all = values.toArray(new Value[0]);
    Arrays.sort(all, ValueOrder.COMPARATOR);
    var count = 0;
    for (var value : all) {
      if (count == 0 || ValueOrder.COMPARATOR.compare(all[count - 1], value) != 0) {
        all[count++] = value;
      }
    }
    return new Items(count == all.length ? all : Arrays.copyOf(all, count));
  }

  private boolean isAscending() {
    for (var i = 1; i < values.length; i++) {
      if (ValueOrder.COMPARATOR.compare(values[i - 1], values[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  Shape shape() {
    return shape;
  }

  @Override
  public Value get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public Value[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof List<?> list && super.equals(list));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
