package vow.language.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vow.language.eval.Budget;
import vow.language.function.Functions;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.File;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.Value;
import vow.model.PromiseId;

/**
 * Compiles policies: from files to a manifest, and everything that is wrong. Pure but for the reads
 * that {@link PolicyInput#files} and {@link PolicyInput#facts} stand for; equal input makes equal
 * output. Never throws on any policy.
 */
public final class Policy {
  private final World world;
  private final Modules modules;
  private final List<Made> made = new ArrayList<>();

  private Policy(PolicyInput input) {
    var reports = new Reports(new Diagnostics());
    var files = new ReadFiles(input.files());
    this.world =
        new World(
            reports,
            new UsedFacts(input.facts()),
            files,
            input.mode() == PolicyInput.Mode.REAL,
            new Cells(reports),
            new Functions(files).asMap(),
            new Budget());
    this.modules = new Modules(world);
  }

  /** Compiles a policy. */
  public static Compiled compile(PolicyInput input) {
    return new Policy(input).run(input);
  }

  private Compiled run(PolicyInput input) {
    var files = new ArrayList<File>();
    var sources = new ArrayList<>(input.sources());
    sources.sort(Comparator.comparing(Source::name));
    for (var source : sources) {
      files.add(Parser.parseFile(source, world.reports().diagnostics()));
    }
    var root = modules.declare(new Unit("", "", List.of(), Optional.empty()), files);
    GivenValues.give(world, root, input.given());
    evaluate();
    var agent = AgentBlock.read(world, root, modules.agent());
    var manifest = Assembly.assemble(world, made);
    return new Compiled(
        manifest,
        world.reports().diagnostics(),
        List.copyOf(world.files().read().values()),
        facts(),
        world.facts().used(),
        bundles(),
        agent,
        outputs(root));
  }

  /** Evaluates everything, used or not; modules add more units while this goes on. */
  private void evaluate() {
    for (int i = 0; i < modules.units().size(); i++) {
      var unit = modules.units().get(i);
      unit.variables().values().forEach(it -> finish(it.cell()));
      unit.locals().values().forEach(this::finish);
      for (var call : unit.modules().values()) {
        finish(call.expansion().cell());
        call.units();
      }
      unit.all().forEach(this::promise);
      unit.outputs().values().forEach(it -> finish(it.cell()));
    }
    modules.units().forEach(unit -> unit.checks().forEach(Check::run));
  }

  private void finish(Cell cell) {
    world.cells().finish(cell);
  }

  private void promise(Declared promise) {
    finish(promise.expansion().cell());
    for (var name : promise.fields().keySet()) {
      if (!Making.NOT_VALUES.contains(name)) {
        promise.slot(name).ifPresent(slot -> finish(slot.cell()));
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

  private static Map<String, Value> outputs(Unit root) {
    var values = new TreeMap<String, Value>();
    root.outputs().forEach((name, output) -> values.put(name, output.cell().value()));
    return values;
  }
}
