package vow.language.value;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an expression evaluates to. Immutable, any thread. {@code equals} compares type and content
 * and tells null, unknown and sensitive values apart; the operator {@code ==} of the language is
 * {@link Equality}. Source: hashicorp/hcl spec.md, "Types".
 *
 * <p>{@link Sensitive} wraps any value, also single parts of collections; everything computed from
 * a sensitive value is sensitive.
 */
public sealed interface Value {
  /** A string, normalised to NFC. */
  record Text(String text) implements Value {
    public Text {
      text = Texts.normalized(text);
    }
  }

  /**
   * A number, exact. Stored without trailing zeros, so that equal numbers are equal values; write
   * it with {@link Numbers#text}. Throws for numbers beyond {@link Numbers#MAX_DIGITS}: check with
   * {@link Numbers#limited} what came from outside.
   */
  record Numeric(BigDecimal number) implements Value {
    public Numeric {
      if (!Numbers.isWithinLimits(number)) {
        throw new IllegalArgumentException("number of too many digits");
      }
      number = Numbers.stripped(number);
    }
  }

  /** True or false. */
  record Bool(boolean truth) implements Value {}

  /** Values of one type, in order; each may be null, unknown or sensitive. */
  record ListValue(Type element, List<Value> items) implements Value {
    public ListValue {
      items = Items.of(items);
    }
  }

  /**
   * Different values of one type, sorted: strings by code point, numbers by size, false before
   * true. None is sensitive or unknown; use {@link #set(Type, Collection)} where that is not sure.
   */
  record SetValue(Type element, List<Value> items) implements Value {
    public SetValue {
      items = Items.sorted(items);
      var shape = Items.of(items).shape();
      if (shape.sensitive() || !shape.known()) {
        throw new IllegalArgumentException("a set holds no sensitive and no unknown values");
      }
    }
  }

  /** Values of one type by name, sorted by name. */
  record MapValue(Type element, Map<String, Value> entries) implements Value {
    public MapValue {
      entries = Entries.of(entries);
    }
  }

  /** Values in order, each of its own type: what {@code [1, "a"]} makes. */
  record Tuple(List<Value> items) implements Value {
    public Tuple {
      items = Items.of(items);
    }
  }

  /** Values by name, each of its own type, sorted by name: what <code>{a = 1}</code> makes. */
  record ObjectValue(Map<String, Value> attributes) implements Value {
    public ObjectValue {
      attributes = Entries.of(attributes);
    }
  }

  /** No value, of a type. */
  record Null(Type type) implements Value {}

  /** A value that is not known yet, of a type. */
  record Unknown(Type type) implements Value {}

  /** A value that must not be shown. Never nested in itself: use {@link #sensitive(Value)}. */
  record Sensitive(Value value) implements Value {
    public Sensitive {
      if (value instanceof Sensitive) {
        throw new IllegalArgumentException("already sensitive");
      }
    }

    @Override
    public String toString() {
      return "(sensitive)";
    }
  }

  static Value text(String text) {
    return text.isEmpty() ? Values.EMPTY_TEXT : new Text(text);
  }

  static Value number(long number) {
    return new Numeric(BigDecimal.valueOf(number));
  }

  /** An exact number; bounds are the caller's, see {@link Numbers#limited}. */
  static Value number(BigDecimal number) {
    return new Numeric(number);
  }

  static Value bool(boolean truth) {
    return truth ? Values.TRUE : Values.FALSE;
  }

  static Value tuple(Value... items) {
    return new Tuple(List.of(items));
  }

  /** A list of values that are of the type already. */
  static Value list(Type element, Collection<? extends Value> items) {
    return new ListValue(element, Items.of(items));
  }

  /**
   * A set of values that are of the type already. It is sensitive when one of them is, and unknown
   * when one of them is: nobody can tell then which of them are the same.
   */
  static Value set(Type element, Collection<? extends Value> items) {
    var all = Items.of(items);
    if (all.shape().sensitive()) {
      return sensitive(set(element, all.stream().map(Sensitivity::shownDeep).toList()));
    }
    return all.shape().known() ? new SetValue(element, all) : new Unknown(Type.set(element));
  }

  static Value map(Type element, Map<String, ? extends Value> entries) {
    return new MapValue(element, Entries.of(entries));
  }

  static Value object(Map<String, ? extends Value> attributes) {
    return new ObjectValue(Entries.of(attributes));
  }

  /** The value, marked; itself when it is marked already. */
  static Value sensitive(Value value) {
    return value instanceof Sensitive ? value : new Sensitive(value);
  }

  /** Its type; computed for collections, so not for the hottest paths. */
  default Type type() {
    return switch (this) {
      case Text _ -> BasicType.STRING;
      case Numeric _ -> BasicType.NUMBER;
      case Bool _ -> BasicType.BOOL;
      case ListValue list -> new Type.ListType(list.element());
      case SetValue set -> new Type.SetType(set.element());
      case MapValue map -> new Type.MapType(map.element());
      case Tuple tuple -> new Type.TupleType(tuple.items().stream().map(Value::type).toList());
      case ObjectValue object -> Types.of(object);
      case Null none -> none.type();
      case Unknown unknown -> unknown.type();
      case Sensitive sensitive -> sensitive.value().type();
    };
  }

  /** Null, sensitive or not. */
  default boolean isNull() {
    return this instanceof Null || (this instanceof Sensitive it && it.value() instanceof Null);
  }

  /** The value itself is known; its parts may not be. */
  default boolean isKnown() {
    return !(this instanceof Unknown || (this instanceof Sensitive it && !it.value().isKnown()));
  }

  /** Nothing in it is unknown. Costs nothing. */
  default boolean isWhollyKnown() {
    return Shape.of(this).known();
  }

  /** It is sensitive, or something in it is. Costs nothing. */
  default boolean isSensitiveInside() {
    return this instanceof Sensitive || Shape.of(this).sensitive();
  }

  /** How many collections are nested: 0 for a number, 1 for a list of numbers. Costs nothing. */
  default int depth() {
    return Shape.of(this).depth();
  }

  /**
   * About the bytes that it would take written out; values share their parts, so this can be far
   * more than the memory they use. Costs nothing.
   */
  default long weightBytes() {
    return Shape.of(this).weightBytes();
  }
}
