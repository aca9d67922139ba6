package vow.cli;

import java.util.List;

/** Help as text, made from the table of verbs. Lines are at most 80 characters wide. */
final class HelpText {
  private static final int WIDTH_CHARS = 80;

  private HelpText() {}

  /** {@code vow --help}. */
  static String overview() {
    var text =
        new StringBuilder("vow keeps a machine as described, and does nothing otherwise.\n\n");
    text.append("usage: vow VERB [OPTIONS] [ARGUMENTS]\n");
    for (var group : Group.values()) {
      var verbs = Verbs.all().stream().map(Verb::spec).filter(v -> v.group() == group).toList();
      if (!verbs.isEmpty()) {
        text.append('\n').append(group.title()).append('\n');
        verbs.forEach(verb -> row(text, verb.name(), verb.summary(), 14));
      }
    }
    text.append("\nOptions of every verb\n");
    CommandLine.GLOBAL.forEach(option -> row(text, option.usage(), option.help(), 20));
    row(text, CommandLine.VERSION.usage(), CommandLine.VERSION.help(), 20);
    text.append("\nvow help VERB shows more about one of them.\n");
    return text.toString();
  }

  /** {@code vow help VERB}. */
  static String of(VerbSpec verb) {
    var text = new StringBuilder("vow " + verb.name() + ": " + verb.summary() + "\n\n");
    text.append("usage: ").append(verb.usage()).append('\n');
    for (var paragraph : verb.description()) {
      text.append('\n');
      wrap(text, paragraph, 0);
    }
    if (!verb.arguments().isEmpty()) {
      text.append("\nArguments\n");
      verb.arguments().forEach(a -> row(text, a.name(), a.help(), 14));
    }
    if (!verb.options().isEmpty()) {
      text.append("\nOptions\n");
      verb.options().forEach(option -> row(text, option.usage(), option.help(), 24));
    }
    text.append("\nOptions of every verb\n");
    CommandLine.GLOBAL.forEach(option -> row(text, option.usage(), option.help(), 24));
    if (!verb.examples().isEmpty()) {
      text.append("\nExamples\n");
      examples(text, verb.examples());
    }
    return text.toString();
  }

  private static void examples(StringBuilder text, List<VerbSpec.Example> examples) {
    for (var example : examples) {
      text.append("  ").append(example.command()).append('\n');
      wrap(text, example.purpose(), 6);
    }
  }

  private static void row(StringBuilder text, String left, String right, int column) {
    text.append("  ").append(left);
    if (left.length() + 2 > column - 2) {
      text.append('\n').append(" ".repeat(column));
    } else {
      text.append(" ".repeat(column - left.length() - 2));
    }
    var wrapped = new StringBuilder();
    wrap(wrapped, right, column);
    text.append(wrapped.substring(column));
  }

  private static void wrap(StringBuilder text, String paragraph, int indent) {
    var line = new StringBuilder(" ".repeat(indent));
    for (var word : paragraph.split(" ", -1)) {
      if (line.length() > indent && line.length() + 1 + word.length() > WIDTH_CHARS) {
        text.append(line).append('\n');
        line.setLength(indent);
      }
      line.append(line.length() > indent ? " " : "").append(word);
    }
    text.append(line).append('\n');
  }
}
