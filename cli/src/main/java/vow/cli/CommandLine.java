package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Spelling;

/** The words of one command line, taken apart: global options, a verb, and what the verb takes. */
final class CommandLine {
  /** Understood before and after every verb. */
  static final List<Option> GLOBAL =
      List.of(
          Option.valued("--root", "DIR", "keep the tree below DIR instead of /"),
          Option.valued("--state", "DIR", "where state is kept (/var/lib/vow)"),
          Option.valued("--runtime", "DIR", "where sockets and metrics are (/run/vow)"),
          Option.toggle("--json", "print results as JSON"),
          Option.toggle("--help", "show help").shortly("h"));

  static final Option VERSION = Option.toggle("--version", "print the version");

  /** Options and words, not yet checked against the verb's arguments. */
  record Words(Map<String, List<String>> options, List<String> rest) {
    boolean has(String option) {
      return options.containsKey(option);
    }
  }

  private CommandLine() {}

  /** The options before the verb; the rest starts with the verb, if there is one. */
  static Words beforeVerb(List<String> words) throws UsageException {
    return parse(words, with(List.of(VERSION)), true);
  }

  /** What follows the verb. */
  static Words afterVerb(VerbSpec verb, List<String> words) throws UsageException {
    return parse(words, with(verb.options()), false);
  }

  private static List<Option> with(List<Option> more) {
    var all = new ArrayList<>(more);
    all.addAll(GLOBAL);
    return all;
  }

  /** The verb of that name. */
  static Verb verb(String name) throws UsageException {
    var found = Verbs.find(name);
    if (found.isPresent()) {
      return found.get();
    }
    throw new UsageException(
        "unknown verb \"%s\"%s; vow --help lists them".formatted(name, meant(name, Verbs.names())));
  }

  /** Refuses too many words, and too few. */
  static void checkArguments(VerbSpec verb, List<String> words) throws UsageException {
    int least = 0;
    int most = 0;
    for (var argument : verb.arguments()) {
      least += argument.least();
      most += argument.most();
    }
    if (words.size() < least) {
      throw new UsageException(
          "vow %s needs %s; usage: %s"
              .formatted(verb.name(), argumentAt(verb, words.size()), verb.usage()));
    }
    if (words.size() > most) {
      throw new UsageException(
          "vow %s has no use for \"%s\"; usage: %s"
              .formatted(verb.name(), words.get(most), verb.usage()));
    }
  }

  private static String argumentAt(VerbSpec verb, int index) {
    int end = 0;
    for (var argument : verb.arguments()) {
      end += argument.least();
      if (index < end) {
        return argument.name();
      }
    }
    return "more";
  }

  // Plain loops: every start waits for this, that of a brain that is woken too.
  private static Words parse(List<String> words, List<Option> known, boolean stopAtVerb)
      throws UsageException {
    var given = new LinkedHashMap<String, List<String>>();
    int i = 0;
    var rest = new ArrayList<String>();
    for (; i < words.size() && !words.get(i).equals("--"); i++) {
      var word = words.get(i);
      if (!isOption(word)) {
        if (stopAtVerb) {
          break;
        }
        rest.add(word);
        continue;
      }
      var option = find(word, known);
      if (option == null) {
        throw unknown(word, known);
      }
      var values = given.computeIfAbsent(option.name(), _ -> new ArrayList<>());
      var attached = attached(word, option);
      if (attached != null) {
        values.add(attached);
      } else if (option.takesValue()) {
        i++;
        if (i == words.size() || words.get(i).equals("--") || find(words.get(i), known) != null) {
          throw new UsageException(option.name() + " needs a value");
        }
        values.add(words.get(i));
      }
    }
    boolean dashes = i < words.size() && words.get(i).equals("--");
    rest.addAll(words.subList(dashes ? i + 1 : i, words.size()));
    return new Words(given, List.copyOf(rest));
  }

  /** A dash alone is a word. */
  private static boolean isOption(String word) {
    return word.length() > 1 && word.charAt(0) == '-';
  }

  /**
   * Written with two dashes or one, or by its letter; a value may follow the name, or the letter.
   */
  private static @Nullable Option find(String word, List<Option> known) {
    int equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    for (var option : known) {
      boolean named = name.equals(option.name()) || name.equals(option.name().substring(1));
      boolean lettered = !option.letter().isEmpty() && name.startsWith("-" + option.letter());
      boolean whole = lettered && name.length() == 2;
      boolean valued = option.takesValue();
      if (valued ? named || lettered : (named || whole) && equals < 0) {
        return option;
      }
    }
    return null;
  }

  private static @Nullable String attached(String word, Option option) {
    int equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    if (name.length() > 2 && !option.name().endsWith(name)) {
      return word.substring(2); // a letter's
    }
    return equals < 0 ? null : word.substring(equals + 1);
  }

  private static UsageException unknown(String word, List<Option> known) {
    var name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    return new UsageException(
        "unknown option %s%s"
            .formatted(name, meant(name, known.stream().map(Option::name).toList())));
  }

  private static String meant(String word, List<String> words) {
    return Spelling.nearest(word, words).map(w -> ", did you mean \"" + w + "\"?").orElse("");
  }
}
