package vow.language.function;

import java.util.ArrayList;
import java.util.List;
import vow.language.value.Value;

/** A format, read once and applied to values. */
record Format(List<Part> parts) {

  /** A piece of a format. */
  sealed interface Part permits Literal, Verb {}

  record Literal(String text) implements Part {}

  Format {
    parts = List.copyOf(parts);
  }

  static Format parse(String text) {
    var parts = new ArrayList<Part>();
    var start = 0;
    var next = 1;
    for (var at = text.indexOf('%'); at >= 0; at = text.indexOf('%', start)) {
      if (text.startsWith("%%", at)) {
        parts.add(new Literal(text.substring(start, at + 1)));
        start = at + 2;
        continue;
      }
      parts.add(new Literal(text.substring(start, at)));
      var verb = new VerbReader(text, at).read(next);
      parts.add(verb);
      next = verb.argument() + 1;
      start = at + verb.source().length();
    }
    parts.add(new Literal(text.substring(start)));
    return new Format(parts);
  }

  /** The text for these values, of which none may be left over. */
  String of(List<Value> values) {
    var out = new StringBuilder();
    var used = 0;
    for (var part : parts) {
      switch (part) {
        case Literal literal -> out.append(literal.text());
        case Verb verb -> {
          out.append(verb.of(value(verb, values)));
          used = Math.max(used, verb.argument());
        }
      }
      Bounds.checkText(out.length());
    }
    if (used < values.size()) {
      throw new Refusal(
          used + 1,
          used == 0
              ? "is not used: there are no verbs in the format"
              : "is not used: the format takes only " + used);
    }
    return out.toString();
  }

  private static Value value(Verb verb, List<Value> values) {
    if (verb.argument() > values.size()) {
      throw new Refusal(
          0,
          "has "
              + verb.source()
              + " for value "
              + verb.argument()
              + ", but there are only "
              + values.size());
    }
    return values.get(verb.argument() - 1);
  }
}
