package vow.cli;

import java.util.List;
import java.util.stream.Stream;
import vow.model.Command;

/** {@code vow completion bash|zsh|fish}: a script for the shell, made from the table of verbs. */
final class Completion implements Verb {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("completion", Group.HELP, "print a script that completes vow's words")
        .taking(Argument.one("SHELL", Argument.Kind.WORD, "bash, zsh or fish"))
        .example("vow completion bash > /etc/bash_completion.d/vow", "for every user of bash")
        .example("vow completion zsh > \"${fpath[1]}/_vow\"", "for zsh")
        .example("vow completion fish > ~/.config/fish/completions/vow.fish", "for fish");
  }

  @Override
  public int run(Invocation invocation) throws UsageException {
    var shell = invocation.arguments().getFirst();
    var script =
        switch (shell) {
          case "bash" -> bash();
          case "zsh" -> zsh();
          case "fish" -> fish();
          default ->
              throw new UsageException(
                  "unknown shell \"" + shell + "\"; one of " + String.join(", ", SHELLS));
        };
    invocation.terminal().out().print(script);
    return ExitCode.KEPT;
  }

  private static String bash() {
    var script =
        new StringBuilder("# Completes vow in bash. Made by: vow completion bash\n_vow() {\n");
    script.append("  local word=${COMP_WORDS[COMP_CWORD]} verb= words= i\n");
    script.append("  for ((i = 1; i < COMP_CWORD; i++)); do\n");
    script.append("    case ${COMP_WORDS[i]} in\n");
    script.append("      -*) ;;\n");
    script.append("      *) verb=${COMP_WORDS[i]}; break ;;\n");
    script.append("    esac\n  done\n  case $verb in\n");
    script.append("    '') words='").append(words(Verbs.names())).append(' ');
    script.append(words(names(CommandLine.GLOBAL))).append(" --version' ;;\n");
    for (var verb : Verbs.all()) {
      var spec = verb.spec();
      script.append("    ").append(spec.name()).append(") words='");
      script.append(words(names(options(spec)))).append(extra(spec)).append("' ;;\n");
    }
    script.append("  esac\n");
    script.append("  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n");
    script.append("complete -o default -F _vow vow\n");
    return script.toString();
  }

  private static String zsh() {
    var script =
        new StringBuilder("#compdef vow\n# Completes vow in zsh. Made by: vow completion zsh\n");
    script.append("local -a verbs\nverbs=(\n");
    for (var verb : Verbs.all()) {
      var spec = verb.spec();
      script.append("  ").append(Command.quoted(spec.name() + ":" + spec.summary())).append('\n');
    }
    script.append(")\nif (( CURRENT == 2 )); then\n  _describe verb verbs\n  return\nfi\n");
    script.append("case $words[2] in\n");
    for (var verb : Verbs.all()) {
      var spec = verb.spec();
      script.append("  ").append(spec.name()).append(")\n    _arguments \\\n");
      for (var option : options(spec)) {
        script.append("      ").append(zshOption(option)).append(" \\\n");
      }
      script.append("      ").append(zshWords(spec)).append(" ;;\n");
    }
    return script.append("esac\n").toString();
  }

  private static String zshOption(Option option) {
    var help = option.help().replace("[", "(").replace("]", ")").replace(":", ",");
    var repeats = option.repeats() ? "*" : "";
    var value = option.takesValue() ? ":" + option.value() + ":_files" : "";
    return Command.quoted(repeats + option.name() + "[" + help + "]" + value);
  }

  private static String zshWords(VerbSpec spec) {
    return switch (kind(spec)) {
      case PATH -> "'*:path:_files'";
      case VERB -> Command.quoted("1:verb:(" + words(Verbs.names()) + ")");
      case PROMISE, WORD ->
          spec.name().equals("completion")
              ? Command.quoted("1:shell:(" + words(SHELLS) + ")")
              : "'*: :'";
    };
  }

  private static String fish() {
    var script = new StringBuilder("# Completes vow in fish. Made by: vow completion fish\n");
    var names = words(Verbs.names());
    for (var verb : Verbs.all()) {
      var spec = verb.spec();
      script.append("complete -c vow -n 'not __fish_seen_subcommand_from ").append(names);
      script.append("' -f -a ").append(spec.name()).append(" -d ");
      script.append(Command.quoted(spec.summary())).append('\n');
      for (var option : options(spec)) {
        script.append("complete -c vow -n '__fish_seen_subcommand_from ").append(spec.name());
        script.append("' -l ").append(option.name().substring(2));
        script.append(option.letter().isEmpty() ? "" : " -s " + option.letter());
        script.append(option.takesValue() ? " -r" : "");
        script.append(" -d ").append(Command.quoted(option.help())).append('\n');
      }
      if (!extra(spec).isEmpty()) {
        script.append("complete -c vow -n '__fish_seen_subcommand_from ").append(spec.name());
        script.append("' -f -a ").append(Command.quoted(extra(spec).strip())).append('\n');
      }
    }
    return script.toString();
  }

  /** Words that a verb's argument can only be. */
  private static String extra(VerbSpec spec) {
    if (spec.name().equals("completion")) {
      return " " + words(SHELLS);
    }
    return kind(spec) == Argument.Kind.VERB ? " " + words(Verbs.names()) : "";
  }

  private static Argument.Kind kind(VerbSpec spec) {
    return spec.arguments().isEmpty() ? Argument.Kind.WORD : spec.arguments().getFirst().kind();
  }

  private static List<Option> options(VerbSpec spec) {
    return Stream.concat(spec.options().stream(), CommandLine.GLOBAL.stream()).toList();
  }

  private static List<String> names(List<Option> options) {
    return options.stream().map(Option::name).toList();
  }

  private static String words(List<String> words) {
    return String.join(" ", words);
  }
}
