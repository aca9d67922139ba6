package vow.language.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vow.language.syntax.Block;
import vow.language.value.BasicType;
import vow.language.value.Value;
import vow.language.value.Values;

/** A use of a module: its instances, and their outputs. */
final class ModuleCall {
  private static final Set<String> OWN = Set.of("source", "for_each", "when");

  private final World world;
  private final Modules modules;
  private final Unit unit;
  private final Block block;
  private final Map<String, Field> fields;
  private final Optional<String> folder;
  private final Expansion expansion;
  private final Map<String, Cell> outputs = new HashMap<>();
  private final Cell whole;
  private final Map<Integer, Unit> made = new LinkedHashMap<>();

  ModuleCall(World world, Modules modules, Unit unit, Block block, Map<String, Field> fields) {
    this.world = world;
    this.modules = modules;
    this.unit = unit;
    this.block = block;
    this.fields = fields;
    this.folder = folder();
    this.expansion =
        new Expansion(
            world, unit, this::name, new Declared.Fields(fields, unit.condition(), block.header()));
    this.whole = new Cell(this::name, block.header(), new Whole(this));
  }

  private String name() {
    return "module." + block.labels().getFirst().text();
  }

  boolean hasInstances() {
    return fields.containsKey("for_each");
  }

  Expansion expansion() {
    return expansion;
  }

  Cell whole() {
    return whole;
  }

  /** Everything that it promises, in modules of its own too. */
  List<Declared> promises() {
    var all = new ArrayList<Declared>();
    for (var child : units().values()) {
      all.addAll(child.all());
      child.modules().values().forEach(it -> all.addAll(it.promises()));
    }
    return all;
  }

  Set<String> outputNames() {
    return folder.map(modules::outputs).orElse(Set.of());
  }

  /** One output; empty when the module has none of that name. */
  Optional<Cell> output(String output) {
    if (folder.isEmpty()) {
      return Optional.of(whole);
    }
    if (!outputNames().contains(output)) {
      return Optional.empty();
    }
    var cell =
        outputs.computeIfAbsent(
            output,
            it -> new Cell(() -> name() + "." + it, block.header(), new OneOutput(this, it)));
    return Optional.of(cell);
  }

  private Optional<String> folder() {
    var source = fields.get("source");
    if (source == null) {
      world.reports().add(BlockShape.missing("module", "source", block.header()));
      return Optional.empty();
    }
    var literal = Chain.literal(source.expression());
    var span = source.expression().span();
    if (literal.isEmpty()) {
      world
          .reports()
          .add(
              Reports.fault(Code.MODULE_SOURCE, "the source of a module is written out", span)
                  .expecting("a folder below the policy's, such as \"./modules/web\""));
      return Optional.empty();
    }
    var base = unit.folder().isEmpty() ? "" : unit.folder() + "/";
    var path =
        literal.get().startsWith("/")
            ? Optional.<String>empty()
            : ReadFiles.normal(base + literal.get());
    if (path.isEmpty()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.MODULE_OUTSIDE,
                      "module source \"" + literal.get() + "\" is outside of the policy's folder",
                      span)
                  .expecting("a folder below the policy's, such as \"./modules/web\""));
      return Optional.empty();
    }
    return usable(path.get(), literal.get(), span);
  }

  private Optional<String> usable(String path, String written, vow.language.syntax.Span span) {
    var reports = world.reports();
    if (path.equals(unit.folder()) || unit.outer().contains(path)) {
      reports.error(
          Code.MODULE_RECURSION, "module \"" + written + "\" would be part of itself", span);
      return Optional.empty();
    }
    if (unit.outer().size() >= Modules.MAX_DEPTH) {
      reports.error(
          Code.TOO_MANY_MODULES, "more than " + Modules.MAX_DEPTH + " modules in modules", span);
      return Optional.empty();
    }
    if (modules.files(path).isEmpty()) {
      reports.add(
          Reports.fault(
                  Code.MODULE_NOT_FOUND,
                  "there is no policy file in module folder \"" + written + "\"",
                  span)
              .expecting("a folder with *.hcl files, relative to this one"));
      return Optional.empty();
    }
    return Optional.of(path);
  }

  /** The module's instances, declared when they are first asked for after the expansion. */
  Map<Integer, Unit> units() {
    if (folder.isPresent() && expansion.cell().isDone() && made.isEmpty()) {
      var instances = expansion.instances();
      if (instances.isEmpty()) {
        // Nothing is promised, but what the module says is still checked once.
        instances = List.of(Instance.only(Instance.Presence.ABSENT));
      }
      instances.forEach(it -> made.put(it.index(), declare(it)));
    }
    return made;
  }

  private Unit declare(Instance instance) {
    var address = name() + instance.key().map(it -> "[\"" + it + "\"]").orElse("");
    var outer = new ArrayList<>(unit.outer());
    outer.add(unit.folder());
    var truth =
        switch (instance.presence()) {
          case PRESENT -> Values.TRUE;
          case ABSENT -> Values.FALSE;
          case OPEN -> new Value.Unknown(BasicType.BOOL);
        };
    var condition = new Cell(() -> address, block.header(), new Given(truth, expansion.cell()));
    var made =
        new Unit(
            unit.address().isEmpty() ? address : unit.address() + "." + address,
            folder.orElseThrow(),
            outer,
            Optional.of(condition));
    if (modules.units().size() >= Modules.MAX_UNITS) {
      world
          .reports()
          .error(
              Code.TOO_MANY_MODULES,
              "more than " + Modules.MAX_UNITS + " instances of modules",
              block.header());
      return made;
    }
    modules.declare(made, modules.files(made.folder()));
    inputs(made, instance);
    return made;
  }

  private void inputs(Unit made, Instance instance) {
    for (var field : fields.values()) {
      var variable = made.variables().get(field.name());
      if (variable != null) {
        var content = new Evaluated(world, field, Place.in(unit, hasInstances()));
        variable.give(new Variable.Origin(content, field.expression().span(), instance));
      } else if (!OWN.contains(field.name())) {
        var names = made.variables().keySet();
        world
            .reports()
            .add(
                Reports.unknown(
                    Code.UNKNOWN_INPUT,
                    name() + " has no variable \"" + field.name() + "\"",
                    field.nameSpan(),
                    world.reports().nearest(field.name(), names)));
      }
    }
    for (var variable : made.variables().values()) {
      var declaration = variable.declaration();
      if (variable.isRequired() && !fields.containsKey(declaration.name())) {
        variable.missing();
        world
            .reports()
            .add(
                BlockShape.missing(name(), declaration.name(), block.header())
                    .relatedTo("this variable has no default", declaration.span()));
      }
    }
  }

  private record Given(Value value, Cell from) implements Cell.Work {
    @Override
    public List<Cell.Need> needs() {
      return List.of();
    }

    @Override
    public Value compute(Cell cell) {
      cell.trace(from.trace());
      return value;
    }
  }

  private record OneOutput(ModuleCall call, String name) implements Cell.Work {
    @Override
    public List<Cell.Need> needs() {
      return call.outputNeeds(List.of(name));
    }

    @Override
    public Value compute(Cell cell) {
      return call.outputs(call.expansion.instances().getFirst(), cell, List.of(name))
          .getOrDefault(name, Values.UNKNOWN);
    }
  }

  private record Whole(ModuleCall call) implements Cell.Work {
    @Override
    public List<Cell.Need> needs() {
      return call.outputNeeds(call.outputNames());
    }

    @Override
    public Value compute(Cell cell) {
      if (call.folder.isEmpty() || call.expansion.isOpen()) {
        return Values.UNKNOWN;
      }
      var all = new TreeMap<String, Value>();
      for (var instance : call.expansion.instances()) {
        var outputs = Value.object(call.outputs(instance, cell, call.outputNames()));
        if (!call.hasInstances()) {
          return outputs;
        }
        all.put(instance.key().orElseThrow(), outputs);
      }
      return Value.object(all);
    }
  }

  private List<Cell.Need> outputNeeds(Iterable<String> names) {
    var needs = new ArrayList<Cell.Need>();
    needs.add(new Cell.Need(expansion.cell(), block.header()));
    for (var child : units().values()) {
      for (var name : names) {
        var output = child.outputs().get(name);
        if (output != null) {
          needs.add(new Cell.Need(output.cell(), output.cell().span()));
        }
      }
    }
    return needs;
  }

  private Map<String, Value> outputs(Instance instance, Cell cell, Iterable<String> names) {
    var values = new TreeMap<String, Value>();
    var child = units().get(instance.index());
    for (var name : names) {
      var output = child == null ? null : child.outputs().get(name);
      if (output != null) {
        cell.trace(output.cell().trace());
        values.put(name, instance.isAbsent() ? Values.UNKNOWN : output.cell().value());
      }
    }
    cell.trace(expansion.cell().trace());
    return values;
  }
}
