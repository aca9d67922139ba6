package vow.language.eval;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/** The step {@code [key]} into a value. */
final class Indexes {
  private Indexes() {}

  static Value of(Evaluator evaluator, Value target, Value key, Span span) {
    if (target.isNull()) {
      return evaluator.error("null-value", "unable to index null", span);
    }
    if (key.isNull()) {
      return evaluator.error("null-key", "the key is null", span);
    }
    var open = isDynamic(target) || isDynamic(key);
    var value = open ? Values.UNKNOWN : into(evaluator, Sensitivity.shown(target), key, span);
    return Sensitivity.like(target, Sensitivity.like(key, value));
  }

  private static boolean isDynamic(Value value) {
    return Sensitivity.shown(value) instanceof Value.Unknown it && it.type() == BasicType.DYNAMIC;
  }

  private static Value into(Evaluator evaluator, Value target, Value key, Span span) {
    return switch (target) {
      case Value.Tuple tuple -> item(evaluator, tuple.items(), BasicType.DYNAMIC, key, span);
      case Value.ListValue list -> item(evaluator, list.items(), list.element(), key, span);
      case Value.MapValue map -> element(evaluator, map, key, span);
      case Value.ObjectValue object -> named(evaluator, object.attributes(), key, span);
      case Value.Unknown unknown -> ofUnknown(evaluator, unknown, key, span);
      case Value.SetValue _ -> setIndex(evaluator, span);
      case Value.Text _, Value.Numeric _, Value.Bool _ -> notIndexable(evaluator, target, span);
      case Value.Null _, Value.Sensitive _ -> throw new IllegalStateException("handled above");
    };
  }

  private static Value ofUnknown(Evaluator evaluator, Value.Unknown target, Value key, Span span) {
    return switch (target.type()) {
      case Type.ListType list ->
          unlessWrong(evaluator, key, BasicType.NUMBER, list.element(), span);
      case Type.TupleType tuple -> {
        var index = converted(evaluator, key, BasicType.NUMBER, span);
        yield Sensitivity.shown(index) instanceof Value.Numeric
            ? item(evaluator, unknowns(tuple.elements()), BasicType.DYNAMIC, index, span)
            : Values.UNKNOWN;
      }
      case Type.MapType map -> unlessWrong(evaluator, key, BasicType.STRING, map.element(), span);
      case Type.ObjectType object -> {
        var attributes = new HashMap<String, Value>();
        object.attributes().forEach((name, type) -> attributes.put(name, new Value.Unknown(type)));
        yield named(evaluator, attributes, key, span);
      }
      case Type.SetType _ -> setIndex(evaluator, span);
      case BasicType _ -> notIndexable(evaluator, target, span);
    };
  }

  private static List<Value> unknowns(List<Type> types) {
    return types.stream().<Value>map(Value.Unknown::new).toList();
  }

  private static Value unlessWrong(
      Evaluator evaluator, Value key, Type keyType, Type element, Span span) {
    var before = evaluator.errors();
    converted(evaluator, key, keyType, span);
    return evaluator.errors() > before ? Values.UNKNOWN : new Value.Unknown(element);
  }

  /** The key as the type, or something dynamic after an error. */
  private static Value converted(Evaluator evaluator, Value key, Type type, Span span) {
    return switch (Conversion.convert(key, type)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          evaluator.error("wrong-key-type", "this key names no element here: " + it.why(), span);
    };
  }

  private static Value item(
      Evaluator evaluator, List<Value> items, Type element, Value key, Span span) {
    var index = converted(evaluator, key, BasicType.NUMBER, span);
    if (!(Sensitivity.shown(index) instanceof Value.Numeric number)) {
      return isDynamic(index) ? Values.UNKNOWN : new Value.Unknown(element);
    }
    var at = number.number();
    if (at.scale() > 0) {
      return evaluator.error("fractional-index", "an index is a whole number", span);
    }
    if (at.signum() < 0) {
      return evaluator.error(
          Diagnostic.error("negative-index", "an index is not negative", span)
              .expecting("a number from 0; the last element is at length(...) - 1"));
    }
    if (at.compareTo(BigDecimal.valueOf(items.size())) >= 0) {
      return evaluator.error(outOfRange(items.size(), index, span));
    }
    return items.get(at.intValueExact());
  }

  private static Diagnostic outOfRange(int count, Value index, Span span) {
    if (count == 0) {
      return Diagnostic.error("index-out-of-range", "there are no elements here", span);
    }
    return Diagnostic.error(
            "index-out-of-range",
            "there is no element" + Keys.shown(index) + " among " + count,
            span)
        .expecting("an index from 0 to " + (count - 1));
  }

  private static Value element(Evaluator evaluator, Value.MapValue map, Value key, Span span) {
    var name = converted(evaluator, key, BasicType.STRING, span);
    if (!(Sensitivity.shown(name) instanceof Value.Text text)) {
      return isDynamic(name) ? Values.UNKNOWN : new Value.Unknown(map.element());
    }
    var value = map.entries().get(text.text());
    return value != null
        ? value
        : evaluator.error(missing("missing-element", "map", map.entries(), name, span));
  }

  private static Value named(
      Evaluator evaluator, Map<String, Value> attributes, Value key, Span span) {
    var name = converted(evaluator, key, BasicType.STRING, span);
    if (!(Sensitivity.shown(name) instanceof Value.Text text)) {
      return Values.UNKNOWN;
    }
    var value = attributes.get(text.text());
    return value != null
        ? value
        : evaluator.error(missing("unknown-attribute", "object", attributes, name, span));
  }

  private static Diagnostic missing(
      String code, String kind, Map<String, Value> parts, Value name, Span span) {
    var part = kind.equals("map") ? "element" : "attribute";
    var error = Diagnostic.error(code, "this " + kind + " has no " + part + Keys.shown(name), span);
    return name instanceof Value.Text text
        ? error.suggesting(Spelling.nearest(text.text(), parts.keySet()))
        : error;
  }

  private static Value notIndexable(Evaluator evaluator, Value target, Span span) {
    return evaluator.error("not-indexable", target.type().phrase() + " has no elements", span);
  }

  private static Value setIndex(Evaluator evaluator, Span span) {
    return evaluator.error(
        Diagnostic.error("not-indexable", "elements of a set have no index, only their value", span)
            .expecting("a list, as tolist() makes one"));
  }
}
