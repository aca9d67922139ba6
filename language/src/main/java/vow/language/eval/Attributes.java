package vow.language.eval;

import java.util.Map;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/** The step {@code .name} into a value. */
final class Attributes {
  private Attributes() {}

  static Value of(Evaluator evaluator, Value target, String name, Span span) {
    return Sensitivity.like(target, shown(evaluator, Sensitivity.shown(target), name, span));
  }

  private static Value shown(Evaluator evaluator, Value target, String name, Span span) {
    return switch (target) {
      case Value.ObjectValue object -> {
        var value = object.attributes().get(name);
        yield value != null ? value : missingAttribute(evaluator, object.attributes(), name, span);
      }
      case Value.MapValue map -> {
        var value = map.entries().get(name);
        yield value != null ? value : missingElement(evaluator, map.entries(), name, span);
      }
      case Value.Null _ ->
          evaluator.error(
              "null-value", "unable to get \"" + name + "\": there is only null here", span);
      case Value.Unknown unknown -> ofUnknown(evaluator, unknown, name, span);
      case Value.ListValue list -> hint(evaluator, list, "[*]." + name, span);
      case Value.SetValue set -> hint(evaluator, set, "a for expression over all of them", span);
      case Value.Tuple tuple -> hint(evaluator, tuple, "[*]." + name, span);
      case Value.Text _, Value.Numeric _, Value.Bool _ -> noAttributes(evaluator, target, span);
      case Value.Sensitive _ -> throw new IllegalStateException("mark inside a mark");
    };
  }

  private static Value ofUnknown(
      Evaluator evaluator, Value.Unknown target, String name, Span span) {
    return switch (target.type()) {
      case Type.ObjectType object -> {
        var type = object.attributes().get(name);
        yield type != null
            ? new Value.Unknown(type)
            : missingAttribute(evaluator, object.attributes(), name, span);
      }
      case Type.MapType map -> new Value.Unknown(map.element());
      case BasicType.DYNAMIC -> Values.UNKNOWN;
      case BasicType _, Type.ListType _, Type.SetType _, Type.TupleType _ ->
          noAttributes(evaluator, target, span);
    };
  }

  private static Value missingAttribute(
      Evaluator evaluator, Map<String, ?> attributes, String name, Span span) {
    return evaluator.error(
        Diagnostic.error(
                "unknown-attribute", "this object has no attribute " + Keys.quoted(name), span)
            .suggesting(Spelling.nearest(name, attributes.keySet())));
  }

  private static Value missingElement(
      Evaluator evaluator, Map<String, ?> entries, String name, Span span) {
    return evaluator.error(
        Diagnostic.error("missing-element", "this map has no element " + Keys.quoted(name), span)
            .suggesting(Spelling.nearest(name, entries.keySet())));
  }

  private static Value noAttributes(Evaluator evaluator, Value target, Span span) {
    return evaluator.error("no-attributes", target.type().phrase() + " has no attributes", span);
  }

  private static Value hint(Evaluator evaluator, Value target, String instead, Span span) {
    return evaluator.error(
        Diagnostic.error("no-attributes", target.type().phrase() + " has no attributes", span)
            .expecting("the index of one element, or " + instead));
  }
}
