package vow.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vow.agent.Machine;
import vow.agent.fact.MachineFacts;
import vow.agent.fact.SavedFacts;
import vow.agent.report.Refused;
import vow.language.eval.EvalJson;
import vow.language.policy.Facts;
import vow.language.syntax.Spelling;
import vow.language.value.Value;

/** {@code vow facts}: what policies can know of this machine. */
final class FactsVerb implements Verb {
  private static final String ROOT = "node.";
  private static final Option SAVE =
      Option.valued("--save", "FOLDER", "write all of them to FOLDER/HOSTNAME.json");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("facts", Group.KNOW, "print what policies can know of this machine")
        .describedAs(
            "Every fact with its present value, read now; no agent is asked. NAME is a fact, or a"
                + " group of them, by the name that policies use, with or without node. before it."
                + " One fact is printed as its value alone.",
            "--save writes them down, kernel settings included, for vow check --node on another"
                + " machine.",
            "Facts of your own are files in facts.d of the state folder, one a fact.")
        .taking(Argument.optional("NAME", Argument.Kind.WORD, "a fact or a group, such as os.name"))
        .with(SAVE)
        .example("vow facts", "everything")
        .example("vow facts os", "a group")
        .example("vow facts sysctl.vm.swappiness", "one value")
        .example("vow facts --save site/facts", "for a check of the policy as this machine sees it")
        .example("vow facts --json", "one object, by name, for other programs");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var machine = Machine.facts(invocation.places());
    var folder = invocation.option(SAVE.name());
    if (folder.isPresent()) {
      if (invocation.argument(0).isPresent()) {
        throw new UsageException("vow facts --save writes all facts, not one");
      }
      var file = SavedFacts.save(machine, Path.of(folder.get()));
      invocation.terminal().say("saved: " + file);
      return ExitCode.KEPT;
    }
    var name = invocation.argument(0).map(FactsVerb::bare).orElse("");
    switch (machine.find(path(name))) {
      case Facts.Fact fact -> one(machine.value(fact.name()), invocation);
      case Facts.Group _, Facts.Keyed _ -> many(below(machine, name), invocation);
      case Facts.Missing missing -> throw new Failure(unknown(name, missing.candidates()));
    }
    return ExitCode.KEPT;
  }

  private static String bare(String name) {
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  /** The key of a fact by key may have dots itself. */
  private static List<String> path(String name) {
    if (name.isEmpty()) {
      return List.of();
    }
    boolean keyed =
        name.startsWith(MachineFacts.SYSCTL + ".") || name.startsWith(MachineFacts.FACT + ".");
    return List.of(name.split("\\.", keyed ? 2 : -1));
  }

  private static Map<String, Value> below(MachineFacts machine, String group) {
    var facts = new TreeMap<String, Value>(machine.all());
    if (!group.isEmpty()) {
      facts.keySet().removeIf(name -> !name.startsWith(group + "."));
    }
    return facts;
  }

  private static void one(Value value, Invocation invocation) {
    var out = invocation.terminal().out();
    out.println(
        !invocation.json() && value instanceof Value.Text text ? text.text() : EvalJson.of(value));
  }

  private static void many(Map<String, Value> facts, Invocation invocation) {
    var out = invocation.terminal().out();
    if (invocation.json()) {
      out.println(EvalJson.of(new Value.ObjectValue(facts)));
    } else {
      facts.forEach((name, value) -> out.println(name + " = " + EvalJson.of(value)));
    }
  }

  private static String unknown(String name, List<String> candidates) {
    var last = name.substring(name.lastIndexOf('.') + 1);
    var group = name.substring(0, name.length() - last.length());
    return "there is no fact "
        + name
        + Spelling.nearest(last, candidates)
            .map(near -> ", did you mean " + group + near + "?")
            .orElse(candidates.isEmpty() ? "" : "; there are " + String.join(", ", candidates));
  }
}
