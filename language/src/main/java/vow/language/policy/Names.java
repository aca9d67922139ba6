package vow.language.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import vow.language.syntax.Expression;
import vow.language.syntax.Spelling;
import vow.language.value.Value;
import vow.language.value.Values;
import vow.model.kind.Kinds;

/** Finds what the references of an expression mean, and tells which mean nothing. */
final class Names {
  private static final String ROOTS = "var, local, data, node, module, each, self, path or a kind";
  private static final int MAX_LISTED = 12;

  /** Of more names than this none are listed. */
  private static final int MAX_SORTED = 200;

  private final World world;
  private final Place place;
  private final Map<Integer, Binding> bindings = new HashMap<>();
  private final List<Cell.Need> needs = new ArrayList<>();

  private Names(World world, Place place) {
    this.world = world;
    this.place = place;
  }

  /** Resolves every reference; wrong ones are reported and will be unknown. */
  static Linked link(World world, Expression expression, Place place) {
    if (expression instanceof Expression.Template template && template.literal().isPresent()) {
      return new Linked(expression, Map.of(), List.of());
    }
    var chains = Chains.in(expression);
    if (chains.isEmpty()) {
      return new Linked(expression, Map.of(), List.of());
    }
    var names = new Names(world, place);
    for (var chain : chains) {
      names.bindings.put(chain.start(), names.resolve(chain));
    }
    return new Linked(expression, names.bindings, names.needs);
  }

  private Binding resolve(Chain chain) {
    if (place.constant()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.NOT_CONSTANT,
                      "nothing can be referred to here",
                      chain.span(chain.length()))
                  .expecting("a value that is written out, or a call of functions"));
      return failed(chain);
    }
    return switch (chain.root().name()) {
      case "var" -> variable(chain);
      case "local" -> local(chain);
      case "each" -> each(chain);
      case "self" -> self(chain);
      case "path" -> path(chain);
      case "module" -> module(chain);
      case "data" -> data(chain);
      case "node" -> new FactNames(world, place, needs).resolve(chain);
      case String kind when Kinds.schema(kind).isPresent() ->
          new PromiseNames(world, place, needs).resolve(chain);
      case String root -> unknownRoot(chain, root);
    };
  }

  private Binding unknownRoot(Chain chain, String root) {
    var span = chain.root().span();
    if (root.equals("use")) {
      world.reports().error(Code.RESERVED_WORD, "\"use\" has no meaning yet", span);
      return failed(chain);
    }
    var message = "nothing is called \"" + root + "\"";
    var hint = chain.length() == 0 ? "text in quotes, or a reference such as var.NAME" : ROOTS;
    world
        .reports()
        .add(
            Reports.unknown(Code.UNKNOWN_REFERENCE, message, span, Words.nearestRoot(root))
                .expecting(hint));
    return failed(chain);
  }

  private Binding variable(Chain chain) {
    var name = literalName(chain, "var");
    if (name.isEmpty()) {
      return failed(chain);
    }
    var variable = place.unit().variables().get(name.get());
    if (variable == null) {
      return unknownName(
          chain, Code.UNKNOWN_VARIABLE, "variable", place.unit().variables().keySet());
    }
    return need(chain, variable.cell(), 1);
  }

  private Binding local(Chain chain) {
    var name = literalName(chain, "local");
    if (name.isEmpty()) {
      return failed(chain);
    }
    var local = place.unit().locals().get(name.get());
    return local == null
        ? unknownName(chain, Code.UNKNOWN_LOCAL, "local", place.unit().locals().keySet())
        : need(chain, local, 1);
  }

  private Binding data(Chain chain) {
    if (!place.unit().folder().isEmpty() || !place.unit().outer().isEmpty()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.MISPLACED_DATA,
                      "data is of the policy itself, not of a module",
                      chain.root().span())
                  .expecting("a variable of the module, which the policy gives data to"));
      return failed(chain);
    }
    return need(chain, world.data().cell(), 0);
  }

  private Binding each(Chain chain) {
    if (!place.each()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.MISPLACED_EACH,
                      "\"each\" means something only in a block with for_each",
                      chain.span(1))
                  .expecting("for_each = toset([...]) in this block"));
      return failed(chain);
    }
    return switch (chain.name(0).orElse("")) {
      case "key" -> new Binding.EachKey(1);
      case "value" -> new Binding.EachValue(1);
      case String other -> {
        world
            .reports()
            .add(
                Reports.unknown(
                        Code.UNKNOWN_EACH,
                        "\"each\" has a key and a value, nothing else",
                        chain.stepSpan(0),
                        Spelling.nearest(other, List.of("key", "value")))
                    .expecting("each.key or each.value"));
        yield failed(chain);
      }
    };
  }

  private Binding self(Chain chain) {
    if (place.self().isEmpty()) {
      world
          .reports()
          .error(
              Code.MISPLACED_SELF,
              "\"self\" means something only in the attributes of a promise",
              chain.span(1));
      return failed(chain);
    }
    var name = literalName(chain, "self");
    if (name.isEmpty()) {
      return failed(chain);
    }
    var slot = PromiseNames.slot(world, place.self().get(), name.get(), chain.stepSpan(0));
    if (slot.isEmpty()) {
      return failed(chain);
    }
    needs.add(new Cell.Need(slot.get().cell(), chain.span(1)));
    return new Binding.OfSelf(slot.get(), 1);
  }

  private Binding path(Chain chain) {
    var folder = place.unit().folder();
    return switch (chain.name(0).orElse("")) {
      case "module" -> new Binding.Fixed(Value.text(folder.isEmpty() ? "." : folder), 1);
      case "root" -> new Binding.Fixed(Value.text("."), 1);
      case String other -> {
        world
            .reports()
            .add(
                Reports.unknown(
                        Code.UNKNOWN_PATH,
                        "\"path\" has the folders of this module and of the policy, nothing else",
                        chain.stepSpan(0),
                        Spelling.nearest(other, List.of("module", "root")))
                    .expecting("path.module or path.root"));
        yield failed(chain);
      }
    };
  }

  private Binding module(Chain chain) {
    var name = literalName(chain, "module");
    if (name.isEmpty()) {
      return failed(chain);
    }
    var module = place.unit().modules().get(name.get());
    if (module == null) {
      return unknownName(chain, Code.UNKNOWN_MODULE, "module", place.unit().modules().keySet());
    }
    int at = module.hasInstances() ? 2 : 1;
    var output = chain.name(at);
    if (output.isEmpty() || (module.hasInstances() && chain.name(1).isEmpty())) {
      return need(chain, module.whole(), 1);
    }
    var cell = module.output(output.get());
    if (cell.isEmpty()) {
      var span = chain.stepSpan(at);
      var message = "module \"" + name.get() + "\" has no output \"" + output.get() + "\"";
      var meant = world.reports().nearest(output.get(), module.outputNames());
      world.reports().add(Reports.unknown(Code.UNKNOWN_OUTPUT, message, span, meant));
      return failed(chain);
    }
    // Of instances the evaluator takes the steps itself: one missing is its error to tell.
    return module.hasInstances() ? need(chain, module.whole(), 1) : need(chain, cell.get(), 2);
  }

  private Binding need(Chain chain, Cell cell, int steps) {
    needs.add(new Cell.Need(cell, chain.span(steps)));
    return new Binding.OfCell(cell, steps);
  }

  /** The first step, which must be written out. */
  private Optional<String> literalName(Chain chain, String root) {
    var name = chain.name(0);
    if (name.isEmpty()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.REFERENCE_NOT_LITERAL,
                      "what is meant by \"" + root + "\" must be written out",
                      chain.span(1))
                  .expecting(root + ".NAME"));
    }
    return name;
  }

  private Binding unknownName(
      Chain chain, Code code, String what, java.util.Collection<String> known) {
    var name = chain.name(0).orElseThrow();
    var message = "there is no " + what + " \"" + name + "\"";
    var fault =
        Reports.unknown(code, message, chain.stepSpan(0), world.reports().nearest(name, known));
    world
        .reports()
        .add(known.isEmpty() || known.size() > MAX_SORTED ? fault : fault.expecting(oneOf(known)));
    return failed(chain);
  }

  /** A short list of what there is. */
  static String oneOf(java.util.Collection<String> known) {
    var sorted = new TreeSet<>(known);
    var shown = sorted.stream().limit(MAX_LISTED).toList();
    var more = sorted.size() - shown.size();
    return (sorted.size() == 1 ? "" : "one of ")
        + String.join(", ", shown)
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** A reference that was reported: nothing is known of it, and nothing more is said about it. */
  static Binding failed(Chain chain) {
    int literal = 0;
    while (literal < chain.length() && chain.name(literal).isPresent()) {
      literal++;
    }
    return new Binding.Fixed(Values.UNKNOWN, literal);
  }
}
