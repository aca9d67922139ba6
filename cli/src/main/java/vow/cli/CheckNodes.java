package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vow.agent.KeepRequest;
import vow.agent.fact.SavedFacts;
import vow.agent.json.Json;
import vow.agent.report.DiagnosticJson;
import vow.agent.report.Refused;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Spelling;

/** {@code vow check} as other machines would see the policy. */
record CheckNodes(KeepRequest request, Invocation invocation) {
  private static final String FOLDER = "facts";

  /** Those that are named, or all when none is. */
  int run(List<String> names, Optional<String> given) throws UsageException, Failure, Refused {
    var folder = given.map(Path::of).orElseGet(() -> request.location().folder().resolve(FOLDER));
    var known = known(folder);
    var wanted = names.isEmpty() ? known : names;
    if (wanted.isEmpty()) {
      throw new Failure("no facts are saved in " + folder + "; vow facts --save writes them");
    }
    for (var name : wanted) {
      if (!known.contains(name)) {
        var meant = Spelling.nearest(name, known).map(m -> ", did you mean " + m + "?");
        throw new UsageException(
            "no facts of " + name + " are saved in " + folder + meant.orElse(""));
      }
    }
    return check(wanted, folder);
  }

  private int check(List<String> nodes, Path folder) throws Refused {
    boolean good = true;
    var all = new ArrayList<Object>();
    try (var _ = Progress.of("checking for " + nodes.size() + " nodes", invocation.terminal())) {
      for (var node : nodes) {
        var file = folder.resolve(node + SavedFacts.ENDING);
        var diagnostics = vow.agent.Check.diagnostics(request, file);
        good &= !diagnostics.hasErrors();
        if (invocation.json()) {
          var object = new LinkedHashMap<String, Object>();
          object.put("node", node);
          object.put("diagnostics", DiagnosticJson.list(diagnostics));
          all.add(object);
        } else {
          tell(node, diagnostics);
        }
      }
    }
    if (invocation.json()) {
      var root = new LinkedHashMap<String, Object>();
      root.put("nodes", all);
      invocation.terminal().out().println(Json.write(root));
    }
    return good ? ExitCode.KEPT : ExitCode.FAILED;
  }

  private void tell(String node, Diagnostics diagnostics) throws Refused {
    var out = invocation.terminal().out();
    out.println(node + ": " + (diagnostics.hasErrors() ? "errors" : "no errors"));
    if (!diagnostics.isEmpty()) {
      Sources.tell(diagnostics, invocation);
    }
  }

  private static List<String> known(Path folder) throws Failure {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SavedFacts.ENDING))
          .map(name -> name.substring(0, name.length() - SavedFacts.ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Failure("unable to read " + folder + ": " + Causes.of(e));
    }
  }
}
