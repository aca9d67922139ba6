package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
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
    return parse(words, Stream.concat(GLOBAL.stream(), Stream.of(VERSION)).toList(), true);
  }

  /** What follows the verb. */
  static Words afterVerb(VerbSpec verb, List<String> words) throws UsageException {
    return parse(words, Stream.concat(verb.options().stream(), GLOBAL.stream()).toList(), false);
  }

  /** The verb of that name. */
  static Verb verb(String name) throws UsageException {
    for (var verb : Verbs.all()) {
      if (verb.spec().name().equals(name)) {
        return verb;
      }
    }
    throw new UsageException(
        "unknown verb \"%s\"%s; vow --help lists them".formatted(name, meant(name, Verbs.names())));
  }

  /** Refuses too many words, and too few. */
  static void checkArguments(VerbSpec verb, List<String> words) throws UsageException {
    int least = verb.arguments().stream().mapToInt(Argument::least).sum();
    int most = verb.arguments().stream().mapToInt(Argument::most).sum();
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

  private static Words parse(List<String> words, List<Option> known, boolean stopAtVerb)
      throws UsageException {
    var parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      var parsed = parser.parse(options(known), words.toArray(String[]::new), stopAtVerb);
      if (stopAtVerb && !parsed.getArgList().isEmpty()) {
        refuseOption(parsed.getArgList().getFirst(), known);
      }
      var given = new LinkedHashMap<String, List<String>>();
      for (var option : parsed.getOptions()) {
        var name = "--" + option.getLongOpt();
        var values = given.computeIfAbsent(name, _ -> new ArrayList<>());
        values.addAll(option.getValuesList());
      }
      return new Words(given, List.copyOf(parsed.getArgList()));
    } catch (UnrecognizedOptionException e) {
      throw unknown(e.getOption(), known);
    } catch (MissingArgumentException e) {
      throw new UsageException("--" + e.getOption().getLongOpt() + " needs a value");
    } catch (ParseException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** A parser that stops at the first unknown word also stops at a misspelt option. */
  private static void refuseOption(String word, List<Option> known) throws UsageException {
    if (word.startsWith("-") && word.length() > 1) {
      throw unknown(word, known);
    }
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

  private static Options options(List<Option> known) {
    var options = new Options();
    for (var option : known) {
      var letter = Optional.of(option.letter()).filter(l -> !l.isEmpty());
      options.addOption(
          org.apache.commons.cli.Option.builder(letter.orElse(null))
              .longOpt(option.name().substring(2))
              .hasArg(option.takesValue())
              .get());
    }
    return options;
  }
}
