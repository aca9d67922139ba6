package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;
import static vow.language.function.Bodies.textFunction;

import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Changing texts. */
final class TextFunctions {
  private TextFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "chomp" -> chomp();
      case "indent" -> indent();
      case "lower" -> lower();
      case "strrev" -> strrev();
      case "substr" -> substr();
      case "title" -> title();
      case "trim" -> trim();
      case "trimprefix" -> trimprefix();
      case "trimspace" -> trimspace();
      case "trimsuffix" -> trimsuffix();
      case "upper" -> upper();
      default -> throw Family.missing(name);
    };
  }

  private static Function chomp() {
    return textFunction(
        function("chomp", "The text without the line ends at its end.")
            .example("chomp(\"motd\\r\\n\\n\")", "\"motd\""),
        Letters::withoutLineEnds);
  }

  private static Function indent() {
    return function("indent", "The text with so many spaces before every line but the first.")
        .takes("spaces", BasicType.NUMBER)
        .takes("text", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("indent(2, \"server:\\nport: 80\")", "\"server:\\n  port: 80\"")
        .does(body(arguments -> Value.text(indented(arguments.whole(0), arguments.text(1)))));
  }

  private static String indented(int spaces, String text) {
    if (spaces < 0) {
      throw new Refusal(0, "must not be negative");
    }
    var lineEnds = text.chars().filter(c -> c == '\n').count();
    Bounds.checkText(text.length() + lineEnds * spaces);
    return lineEnds == 0 ? text : text.replace("\n", "\n" + " ".repeat(spaces));
  }

  private static Function lower() {
    return textFunction(
        function("lower", "The text in lower case, letter by letter.")
            .example("lower(\"WEB-Ä\")", "\"web-ä\""),
        text -> Letters.each(text, Character::toLowerCase));
  }

  private static Function upper() {
    return textFunction(
        function("upper", "The text in upper case, letter by letter.")
            .example("upper(\"web-ä\")", "\"WEB-Ä\""),
        text -> Letters.each(text, Character::toUpperCase));
  }

  private static Function strrev() {
    return textFunction(
        function("strrev", "The text with its characters in reverse order.")
            .example("strrev(\"drow\")", "\"word\""),
        Graphemes::reversed);
  }

  private static Function substr() {
    return function(
            "substr",
            "A part of the text: from an offset in characters, of at most so many characters. A"
                + " negative offset counts from the end; a negative length means all the rest.")
        .takes("text", BasicType.STRING)
        .takes("offset", BasicType.NUMBER)
        .takes("length", BasicType.NUMBER)
        .gives(BasicType.STRING)
        .example("substr(\"nginx.conf\", -4, -1)", "\"conf\"")
        .does(
            body(arguments ->
                Value.text(part(arguments.text(0), arguments.whole(1), arguments.whole(2)))));
  }

  private static String part(String text, int offset, int length) {
    var start = offset < 0 ? Math.max(0, offset + Graphemes.count(text)) : offset;
    var rest = Graphemes.after(text, start);
    return length < 0 ? rest : Graphemes.first(rest, length);
  }

  private static Function title() {
    return textFunction(
        function("title", "The text with the first letter of each word in upper case.")
            .example("title(\"web server\")", "\"Web Server\""),
        Letters::title);
  }

  private static Function trim() {
    return function("trim", "The text without any of the given characters at its start and end.")
        .takes("text", BasicType.STRING)
        .takes("characters", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("trim(\"?!motd?!\", \"!?\")", "\"motd\"")
        .does(body(arguments -> Value.text(Letters.trim(arguments.text(0), arguments.text(1)))));
  }

  private static Function trimspace() {
    return textFunction(
        function("trimspace", "The text without white space at its start and end.")
            .example("trimspace(\"  motd\\n\")", "\"motd\""),
        text -> Letters.trim(text, Letters::isSpace));
  }

  private static Function trimprefix() {
    return function("trimprefix", "The text without the prefix, if it starts with it.")
        .takes("text", BasicType.STRING)
        .takes("prefix", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("trimprefix(\"v1.2\", \"v\")", "\"1.2\"")
        .does(
            body(arguments -> {
              var text = arguments.text(0);
              var prefix = arguments.text(1);
              return Value.text(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
            }));
  }

  private static Function trimsuffix() {
    return function("trimsuffix", "The text without the suffix, if it ends with it.")
        .takes("text", BasicType.STRING)
        .takes("suffix", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("trimsuffix(\"site.conf\", \".conf\")", "\"site\"")
        .does(
            body(arguments -> {
              var text = arguments.text(0);
              var suffix = arguments.text(1);
              return Value.text(
                  text.endsWith(suffix)
                      ? text.substring(0, text.length() - suffix.length())
                      : text);
            }));
  }
}
