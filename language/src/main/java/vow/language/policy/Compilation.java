package vow.language.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vow.language.function.Functions;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.File;
import vow.language.syntax.Parser;
import vow.language.value.Value;
import vow.model.PromiseId;

/** One policy while it is compiled, and as long as its facts are followed. Owned by one thread. */
final class Compilation {
  private final PolicyInput input;
  private final World world;
  private final Modules modules;
  private final Unit root = new Unit("", "", List.of(), Optional.empty());
  private List<Made> made = new ArrayList<>();

  Compilation(PolicyInput input) {
    this.input = input;
    var files = new ReadFiles(input.files());
    var secrets = new PolicySecrets(files, input.secrets());
    this.world =
        new World(
            new Reports(new Diagnostics()),
            new UsedFacts(input.facts()),
            files,
            input.mode() == PolicyInput.Mode.REAL,
            new Functions(files, secrets).asMap());
    this.modules = new Modules(world);
    world.data(new DataCell(world, root));
    world.secrets(secrets);
  }

  /** Compiles everything; once. */
  Compiled run() {
    var files = new ArrayList<File>();
    var sources = new ArrayList<>(input.sources());
    sources.sort((a, b) -> a.name().compareTo(b.name()));
    for (var source : sources) {
      files.add(Parser.parseFile(source, world.reports().diagnostics()));
    }
    modules.declare(root, files);
    GivenValues.give(world, root, input.given());
    // Everything is evaluated, used or not; modules add more units while this goes on.
    for (int i = 0; i < modules.units().size(); i++) {
      evaluate(modules.units().get(i));
      modules.units().get(i).all().forEach(this::promise);
    }
    if (world.data().isDeclared()) {
      finish(world.data().cell());
    }
    modules.units().forEach(unit -> unit.checks().forEach(Check::run));
    return result();
  }

  /** What is known now. */
  Compiled result() {
    var agent =
        AgentBlock.read(world, root, modules.agent())
            .telling(NotifyBlock.read(world, root, modules.contacts()));
    var manifest = Assembly.assemble(world, made);
    var moved = Map.<PromiseId, PromiseId>of();
    if (manifest.isPresent()) {
      moved = Moved.read(world, modules.moved(), manifest.get().promises().keySet());
    }
    if (world.reports().hasErrors()) {
      manifest = Optional.empty();
    }
    return new Compiled(
        manifest,
        world.reports().snapshot(),
        List.copyOf(world.files().read().values()),
        world.files().outside(),
        world.files().listed(),
        facts(),
        world.facts().used(),
        bundles(),
        agent,
        outputs(),
        moved,
        world.data().data());
  }

  /** Asks for facts again; those that have other values now. */
  Set<String> refresh(Set<String> facts) {
    return world.facts().refresh(facts);
  }

  /** Whether these facts decide which modules there are: then nothing stays as it was. */
  boolean changesModules(Set<String> facts) {
    return modules.units().stream()
        .flatMap(unit -> unit.modules().values().stream())
        .anyMatch(call -> call.expansion().cell().trace().uses(facts));
  }

  /** Evaluates again what used these facts; the promises that were made again. */
  Set<PromiseId> again(Set<String> facts) {
    world.renewBudget();
    var reset = new HashSet<>(world.cells().reset(facts));
    reset.forEach(this::finish);
    modules.units().forEach(this::evaluate);
    var evaluated = new TreeSet<PromiseId>();
    var before = made;
    made = new ArrayList<>(before.size());
    for (int i = 0; i < before.size(); ) {
      var declared = before.get(i).declared();
      boolean expanded = reset.contains(declared.expansion().cell());
      for (; i < before.size() && before.get(i).declared() == declared; i++) {
        if (!expanded) {
          made.add(remade(before.get(i), facts, evaluated));
        }
      }
      if (expanded) {
        int from = made.size();
        promise(declared);
        made.subList(from, made.size()).forEach(it -> note(it, evaluated));
      }
    }
    modules.units().forEach(unit -> unit.checks().forEach(Check::run));
    return evaluated;
  }

  private Made remade(Made old, Set<String> facts, Set<PromiseId> evaluated) {
    if (old.instance().isAbsent() || !old.trace().uses(facts)) {
      return old;
    }
    var now = Making.make(world, old.declared(), old.instance());
    note(now, evaluated);
    return now;
  }

  private static void note(Made now, Set<PromiseId> evaluated) {
    if (!now.instance().isAbsent()) {
      now.id().ifPresent(evaluated::add);
    }
  }

  private void evaluate(Unit unit) {
    unit.variables().values().forEach(it -> finish(it.cell()));
    unit.locals().values().forEach(this::finish);
    for (var call : unit.modules().values()) {
      finish(call.expansion().cell());
      call.units();
    }
    unit.outputs().values().forEach(it -> finish(it.cell()));
  }

  private void finish(Cell cell) {
    world.cells().finish(cell);
  }

  private void promise(Declared promise) {
    finish(promise.expansion().cell());
    for (var field : promise.fields().values()) {
      if (Making.isValue(promise, field.name()) && field.literal().isEmpty()) {
        promise.slot(field.name()).ifPresent(slot -> finish(slot.cell()));
      }
    }
    promise.instances().forEach(it -> made.add(Making.make(world, promise, it)));
  }

  private Map<PromiseId, Set<String>> facts() {
    var facts = new TreeMap<PromiseId, Set<String>>();
    for (var it : made) {
      if (it.id().isPresent() && !it.trace().facts().isEmpty()) {
        facts.put(it.id().get(), Set.copyOf(it.trace().facts()));
      }
    }
    return facts;
  }

  private Map<String, List<PromiseId>> bundles() {
    var bundles = new TreeMap<String, List<PromiseId>>();
    for (var it : made) {
      var bundle = it.declared().header().bundle();
      if (bundle.isPresent() && it.id().isPresent() && !it.instance().isAbsent()) {
        bundles.computeIfAbsent(bundle.get(), _ -> new ArrayList<>()).add(it.id().get());
      }
    }
    return bundles;
  }

  private Map<String, Value> outputs() {
    var values = new TreeMap<String, Value>();
    root.outputs().forEach((name, output) -> values.put(name, output.cell().value()));
    return values;
  }
}
