package vow.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.policy.PolicyLocation;
import vow.agent.report.DiagnosticJson;
import vow.agent.state.PolicyFile;
import vow.language.format.Formatter;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Source;
import vow.model.UnifiedDiff;

/** {@code vow fmt [PATH...]}. */
final class Fmt implements Verb {
  private static final String CHECK = "--check";
  private static final String DIFF = "--diff";

  /** One file and what it should be. */
  private record Formatted(String name, String before, String after) {
    boolean changed() {
      return !before.equals(after);
    }

    String diff() {
      return UnifiedDiff.of(name, before, name, after);
    }
  }

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("fmt", Group.POLICY, "put policy files into the one style")
        .describedAs(
            "Rewrites files and prints the names of those that changed. Only spaces and tabs"
                + " change: comments, blank lines and texts stay as they are. A file with errors"
                + " is left alone.",
            "With --check nothing is written, and the exit code is 2 when something would be.")
        .taking(
            Argument.any(
                "PATH", Argument.Kind.PATH, "files, or folders whose *.hcl are meant; - is stdin"))
        .with(
            Option.toggle(CHECK, "only say which files would change"),
            Option.toggle(DIFF, "print what changes"))
        .example("vow fmt", "every *.hcl of this folder")
        .example("vow fmt --check --diff /etc/vow", "for a build server")
        .example("vow fmt -", "as a filter, for editors");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure {
    if (invocation.arguments().equals(List.of(Sources.STDIN))) {
      return filter(invocation);
    }
    boolean check = invocation.has(CHECK);
    var diagnostics = new Diagnostics();
    var changed = new ArrayList<Formatted>();
    for (var name : names(invocation)) {
      var formatted = formatted(Sources.read(name), diagnostics);
      if (formatted.isPresent() && formatted.get().changed()) {
        changed.add(formatted.get());
        if (!check) {
          replace(formatted.get());
        }
      }
    }
    print(changed, diagnostics, invocation);
    if (diagnostics.hasErrors()) {
      return ExitCode.FAILED;
    }
    return check && !changed.isEmpty() ? ExitCode.WOULD_CHANGE : ExitCode.KEPT;
  }

  /** From the standard input to the standard output; with options, only what they ask for. */
  private static int filter(Invocation invocation) throws Failure {
    var diagnostics = new Diagnostics();
    var formatted = formatted(Sources.read(Sources.STDIN), diagnostics);
    if (formatted.isEmpty()) {
      Sources.tell(diagnostics, invocation);
      return ExitCode.FAILED;
    }
    boolean changed = formatted.get().changed();
    if (invocation.json()) {
      print(changed ? List.of(formatted.get()) : List.of(), diagnostics, invocation);
    } else if (invocation.has(DIFF)) {
      invocation.terminal().out().print(DiffText.of(formatted.get().diff(), invocation.terminal()));
    } else if (!invocation.has(CHECK)) {
      invocation.terminal().out().print(formatted.get().after());
    }
    return invocation.has(CHECK) && changed ? ExitCode.WOULD_CHANGE : ExitCode.KEPT;
  }

  private static Optional<Formatted> formatted(Source source, Diagnostics diagnostics) {
    return Formatter.format(source, diagnostics)
        .map(after -> new Formatted(source.name(), source.text(), after));
  }

  private static List<String> names(Invocation invocation) throws Failure {
    var names = new ArrayList<String>();
    for (var path : invocation.arguments().isEmpty() ? List.of(".") : invocation.arguments()) {
      if (!Files.isDirectory(Path.of(path))) {
        names.add(path);
        continue;
      }
      var found = files(Path.of(path));
      if (found.isEmpty()) {
        throw new Failure("unable to format " + path + ": there is no *.hcl in it");
      }
      names.addAll(found);
    }
    return names;
  }

  /** Named as they were asked for. */
  private static List<String> files(Path folder) {
    return switch (PolicyLocation.find(Optional.of(folder), Path.of("").toAbsolutePath())) {
      case PolicyLocation.Found.At(var location) ->
          location.files().stream()
              .map(file -> folder.resolve(file.getFileName()).normalize().toString())
              .toList();
      case PolicyLocation.Found.Nowhere _, PolicyLocation.Found.NotGiven _ -> List.of();
    };
  }

  private static void print(
      List<Formatted> changed, Diagnostics diagnostics, Invocation invocation) {
    var terminal = invocation.terminal();
    if (invocation.json()) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("files", changed.stream().map(Fmt::json).toList());
      object.put("diagnostics", DiagnosticJson.list(diagnostics));
      terminal.out().println(Json.write(object));
      return;
    }
    for (var file : changed) {
      if (invocation.has(DIFF)) {
        terminal.out().print(DiffText.of(file.diff(), terminal));
      } else {
        terminal.out().println(file.name);
      }
    }
    Sources.tell(diagnostics, invocation);
  }

  private static Object json(Formatted file) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("file", file.name);
    object.put("diff", file.diff());
    return object;
  }

  /** Old or new, never half: the policy may be watched. A link stays one. */
  private static void replace(Formatted file) throws Failure {
    try {
      PolicyFile.replace(Path.of(file.name), file.after.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Failure("unable to write " + file.name + ": " + Causes.of(e));
    }
  }
}
