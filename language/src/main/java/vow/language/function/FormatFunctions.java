package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/** Texts made after a pattern. */
final class FormatFunctions {
  private FormatFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "format" -> format();
      case "formatlist" -> formatlist();
      default -> throw Family.missing(name);
    };
  }

  private static Parameter values() {
    return Parameter.of("values", BasicType.DYNAMIC).orNull().orUnknown();
  }

  private static Function format() {
    return function(
            "format",
            "The format with its verbs replaced by the values: %s text, %q quoted text, %d whole"
                + " number, %b %o %x %X in base 2, 8, 16, %f %e %g decimal number, %t bool, %v"
                + " anything, %#v as JSON, %% a percent sign. Between % and the letter: flags"
                + " (space + - 0 #), width, .precision, [number of the value].")
        .takes("format", BasicType.STRING)
        .takesMany(values())
        .gives(BasicType.STRING)
        .example("format(\"%s:%04d\", \"port\", 80)", "\"port:0080\"")
        .does(body(arguments -> formatted(Format.parse(arguments.text(0)), arguments.from(1))));
  }

  private static Value formatted(Format format, List<Value> values) {
    for (var value : values) {
      if (!value.isWhollyKnown()) {
        return new Value.Unknown(BasicType.STRING);
      }
    }
    return Value.text(format.of(values));
  }

  private static Function formatlist() {
    return function(
            "formatlist",
            "A list of texts: the format applied to the first elements of all given lists, then to"
                + " the second ones, and so on. Lists must be of one length; a value that is no"
                + " list is used each time.")
        .takes("format", BasicType.STRING)
        .takesMany(values())
        .gives(Type.list(BasicType.STRING))
        .example("formatlist(\"%s=%d\", [\"a\", \"b\"], [1, 2])", "tolist([\"a=1\", \"b=2\"])")
        .does(body(FormatFunctions::rows));
  }

  private static Value rows(Arguments arguments) {
    var format = Format.parse(arguments.text(0));
    var columns = new ArrayList<Optional<List<Value>>>();
    var rows = -1;
    for (var i = 1; i < arguments.count(); i++) {
      var value = arguments.value(i);
      if (value instanceof Value.Unknown(Type type)
          && (type == BasicType.DYNAMIC || Sequences.isSequence(type))) {
        return new Value.Unknown(Type.list(BasicType.STRING));
      }
      var items = Sequences.items(value);
      columns.add(items);
      if (items.isPresent()) {
        if (rows >= 0 && rows != items.get().size()) {
          throw new Refusal(
              i, "has " + items.get().size() + " elements, where another list has " + rows);
        }
        rows = items.get().size();
      }
    }
    var formatted = new ArrayList<Value>();
    for (var row = 0; row < (rows < 0 ? 1 : rows); row++) {
      formatted.add(formatted(format, row(arguments, columns, row)));
    }
    return Value.list(BasicType.STRING, formatted);
  }

  private static List<Value> row(
      Arguments arguments, List<Optional<List<Value>>> columns, int row) {
    var values = new ArrayList<Value>(columns.size());
    for (var i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      values.add(column.isPresent() ? column.get().get(row) : arguments.value(i + 1));
    }
    return values;
  }
}
