package vow.language.value;

/**
 * What is known of a value without walking through it: summed up when a collection is made, because
 * values are shared (a value of some bytes can stand for gigabytes once it is written out).
 *
 * @param weightBytes about the memory it would take if nothing were shared; saturating
 * @param depth 0 for a value without parts
 * @param known nothing in it is unknown
 * @param sensitive something in it is sensitive
 */
record Shape(long weightBytes, int depth, boolean known, boolean sensitive) {
  private static final long BASE_WEIGHT_BYTES = 64;
  private static final long MAX_WEIGHT_BYTES = Long.MAX_VALUE / 4;
  private static final Shape PLAIN = new Shape(BASE_WEIGHT_BYTES, 0, true, false);
  private static final Shape UNKNOWN = new Shape(BASE_WEIGHT_BYTES, 0, false, false);

  static Shape of(Value value) {
    return switch (value) {
      case Value.Text text -> new Shape(weight(text), 0, true, false);
      case Value.Numeric _, Value.Bool _, Value.Null _ -> PLAIN;
      case Value.Unknown _ -> UNKNOWN;
      case Value.ListValue list -> Items.of(list.items()).shape();
      case Value.SetValue set -> Items.of(set.items()).shape();
      case Value.Tuple tuple -> Items.of(tuple.items()).shape();
      case Value.MapValue map -> Entries.of(map.entries()).shape();
      case Value.ObjectValue object -> Entries.of(object.attributes()).shape();
      case Value.Sensitive sensitive -> {
        var inner = of(sensitive.value());
        yield new Shape(inner.weightBytes, inner.depth, inner.known, true);
      }
    };
  }

  private static long weight(Value.Text text) {
    return BASE_WEIGHT_BYTES + text.text().length();
  }

  /** The shape of a collection of these. */
  static Shape around(Value[] parts, long ownBytes) {
    var weight = BASE_WEIGHT_BYTES + ownBytes;
    var depth = 0;
    var known = true;
    var sensitive = false;
    for (var value : parts) {
      if (value instanceof Value.Text text) { // Spares the many small texts an allocation.
        weight += weight(text);
        continue;
      }
      var part = of(value);
      weight = Math.min(MAX_WEIGHT_BYTES, weight + part.weightBytes);
      depth = Math.max(depth, part.depth);
      known &= part.known;
      sensitive |= part.sensitive;
    }
    return new Shape(weight, depth + 1, known, sensitive);
  }
}
