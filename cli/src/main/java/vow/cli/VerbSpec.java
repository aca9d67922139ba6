package vow.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that can be said about a verb before it runs. Parsing, help, completion and man pages
 * are made from it.
 *
 * @param summary what it does, in half a line, lower case
 * @param description paragraphs for its own help
 */
record VerbSpec(
    String name,
    Group group,
    String summary,
    List<String> description,
    List<Argument> arguments,
    List<Option> options,
    List<Example> examples) {

  /** One command line that works as it stands, and what it is for. */
  record Example(String command, String purpose) {}

  VerbSpec {
    description = List.copyOf(description);
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
    examples = List.copyOf(examples);
  }

  static VerbSpec of(String name, Group group, String summary) {
    return new VerbSpec(name, group, summary, List.of(), List.of(), List.of(), List.of());
  }

  VerbSpec describedAs(String... paragraphs) {
    return new VerbSpec(name, group, summary, List.of(paragraphs), arguments, options, examples);
  }

  VerbSpec taking(Argument... some) {
    return new VerbSpec(name, group, summary, description, List.of(some), options, examples);
  }

  VerbSpec with(Option... some) {
    return new VerbSpec(name, group, summary, description, arguments, List.of(some), examples);
  }

  VerbSpec example(String command, String purpose) {
    var more = new ArrayList<>(examples);
    more.add(new Example(command, purpose));
    return new VerbSpec(name, group, summary, description, arguments, options, more);
  }

  /** {@code vow fmt [OPTIONS] [PATH...]}. */
  String usage() {
    var usage = new StringBuilder("vow ").append(name).append(" [OPTIONS]");
    for (var argument : arguments) {
      usage.append(' ').append(argument.usage());
    }
    return usage.toString();
  }
}
