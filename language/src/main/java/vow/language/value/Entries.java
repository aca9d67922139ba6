package vow.language.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The immutable map inside values, sorted by name: it knows its {@link Shape}. */
final class Entries extends AbstractMap<String, Value> {
  private static final Entries EMPTY = new Entries(new String[0], new Value[0]);

  private final String[] names;
  private final Value[] values;
  private final Shape shape;

  private Entries(String[] names, Value[] values) {
    this.names = names;
    this.values = values;
    long nameBytes = 0;
    for (var name : names) {
      nameBytes += name.length();
    }
    this.shape = Shape.around(values, nameBytes);
  }

  /** The map itself when it is one already, else a sorted copy. */
  static Entries of(Map<String, ? extends Value> map) {
    if (map instanceof Entries entries) {
      return entries;
    }
    if (map.isEmpty()) {
      return EMPTY;
    }
    var names = map.keySet().toArray(new String[0]);
    Arrays.sort(names, TextOrder.COMPARATOR);
    var values = new Value[names.length];
    for (var i = 0; i < names.length; i++) {
      var value = map.get(names[i]);
      if (value == null) {
        throw new IllegalArgumentException("no value for " + names[i]);
      }
      values[i] = value;
    }
    return new Entries(names, values);
  }

  Shape shape() {
    return shape;
  }

  @Override
  public @Nullable Value get(@Nullable Object key) {
    if (!(key instanceof String name)) {
      return null;
    }
    var index = Arrays.binarySearch(names, name, TextOrder.COMPARATOR);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public Set<Entry<String, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Value>> iterator() {
        return new Walk();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  private final class Walk implements Iterator<Entry<String, Value>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < names.length;
    }

    @Override
    public Entry<String, Value> next() {
      if (next >= names.length) {
        throw new NoSuchElementException();
      }
      var entry = Map.entry(names[next], values[next]);
      next++;
      return entry;
    }
  }
}
