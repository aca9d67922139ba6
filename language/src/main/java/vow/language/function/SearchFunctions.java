package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.util.ArrayList;
import vow.language.eval.Function;
import vow.language.eval.FunctionBuilder;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/** Searching, splitting and joining texts. */
final class SearchFunctions {
  private SearchFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "endswith" -> endswith();
      case "join" -> join();
      case "regex" -> regex();
      case "regexall" -> regexall();
      case "replace" -> replace();
      case "split" -> split();
      case "startswith" -> startswith();
      case "strcontains" -> strcontains();
      default -> throw Family.missing(name);
    };
  }

  private interface Test {
    boolean of(String text, String part);
  }

  private static Function test(FunctionBuilder builder, String part, Test test) {
    return builder
        .takes("text", BasicType.STRING)
        .takes(part, BasicType.STRING)
        .gives(BasicType.BOOL)
        .does(body(arguments -> Value.bool(test.of(arguments.text(0), arguments.text(1)))));
  }

  private static Function startswith() {
    return test(
        function("startswith", "Whether the text starts with the prefix.")
            .example("startswith(\"/etc/motd\", \"/etc/\")", "true"),
        "prefix",
        String::startsWith);
  }

  private static Function endswith() {
    return test(
        function("endswith", "Whether the text ends with the suffix.")
            .example("endswith(\"site.conf\", \".conf\")", "true"),
        "suffix",
        String::endsWith);
  }

  private static Function strcontains() {
    return test(
        function("strcontains", "Whether the part occurs in the text.")
            .example("strcontains(\"nginx\", \"gin\")", "true"),
        "part",
        String::contains);
  }

  private static Function join() {
    return function("join", "The elements of one or more lists, with the separator between them.")
        .takes("separator", BasicType.STRING)
        .takesMany("lists", Type.list(BasicType.STRING))
        .gives(BasicType.STRING)
        .example("join(\", \", [\"a\", \"b\"])", "\"a, b\"")
        .does(body(SearchFunctions::joined));
  }

  private static Value joined(Arguments arguments) {
    if (arguments.count() < 2) {
      throw new Refusal("at least one list is required");
    }
    var separator = arguments.text(0);
    var joined = new StringBuilder();
    var first = true;
    for (var list = 1; list < arguments.count(); list++) {
      var items = arguments.items(list);
      for (var i = 0; i < items.size(); i++) {
        if (!(items.get(i) instanceof Value.Text item)) {
          throw new Refusal(list, "element " + i + " is null");
        }
        if (!first) {
          joined.append(separator);
        }
        first = false;
        joined.append(item.text());
        Bounds.checkText(joined.length());
      }
    }
    return Value.text(joined.toString());
  }

  private static Function split() {
    return function(
            "split",
            "The parts of the text between the separators. An empty separator splits it into its"
                + " letters.")
        .takes("separator", BasicType.STRING)
        .takes("text", BasicType.STRING)
        .gives(Type.list(BasicType.STRING))
        .example("split(\",\", \"a,b\")", "tolist([\"a\", \"b\"])")
        .does(body(arguments -> parts(arguments.text(0), arguments.text(1))));
  }

  private static Value parts(String separator, String text) {
    var parts = new ArrayList<Value>();
    if (separator.isEmpty()) {
      Bounds.checkElements(text.codePointCount(0, text.length()));
      text.codePoints().forEach(letter -> parts.add(Value.text(Character.toString(letter))));
      return Value.list(BasicType.STRING, parts);
    }
    var start = 0;
    for (var at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
      parts.add(Value.text(text.substring(start, at)));
      Bounds.checkElements(parts.size());
      start = at + separator.length();
    }
    parts.add(Value.text(text.substring(start)));
    return Value.list(BasicType.STRING, parts);
  }

  private static Function replace() {
    return function(
            "replace",
            "The text with every occurrence of a part replaced. Between slashes the part is a"
                + " regular expression, and $1 or ${name} in the replacement is what a group"
                + " matched.")
        .takes("text", BasicType.STRING)
        .takes("part", BasicType.STRING)
        .takes("replacement", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("replace(\"1 + 2 + 3\", \"+\", \"-\")", "\"1 - 2 - 3\"")
        .does(body(SearchFunctions::replaced));
  }

  private static Value replaced(Arguments arguments) {
    var text = arguments.text(0);
    var part = arguments.text(1);
    var replacement = arguments.text(2);
    if (part.length() > 1 && part.startsWith("/") && part.endsWith("/")) {
      var pattern = part.substring(1, part.length() - 1);
      return Value.text(Regexes.replace(pattern, 1, text, replacement));
    }
    var growth = Math.max(0, replacement.length() - part.length());
    Bounds.checkText(text.length() + (long) growth * occurrences(text, part));
    return Value.text(
        part.isEmpty() ? aroundLetters(text, replacement) : text.replace(part, replacement));
  }

  private static int occurrences(String text, String part) {
    if (part.isEmpty()) {
      return text.length() + 1;
    }
    var count = 0;
    for (var at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  /** An empty part is found before each letter, and at the end. */
  private static String aroundLetters(String text, String replacement) {
    var replaced = new StringBuilder(replacement);
    text.codePoints().forEach(letter -> replaced.appendCodePoint(letter).append(replacement));
    return replaced.toString();
  }

  private static Function regex() {
    return function(
            "regex",
            "What the first match of the pattern (RE2 syntax) captures: a text when the pattern"
                + " has no groups, a tuple of what its groups matched, or an object of what its"
                + " named groups matched. No match is an error.")
        .takes("pattern", BasicType.STRING)
        .takes("text", BasicType.STRING)
        .example("regex(\"[0-9]+\", \"port 80\")", "\"80\"")
        .does(body(arguments -> Regexes.first(arguments.text(0), arguments.text(1))));
  }

  private static Function regexall() {
    return function(
            "regexall",
            "What every match of the pattern (RE2 syntax) captures, as a list of what regex would"
                + " return.")
        .takes("pattern", BasicType.STRING)
        .takes("text", BasicType.STRING)
        .gives(Type.list(BasicType.DYNAMIC))
        .example("regexall(\"[a-z]+\", \"80 http 443 https\")", "tolist([\"http\", \"https\"])")
        .does(body(arguments -> Regexes.all(arguments.text(0), arguments.text(1))));
  }
}
