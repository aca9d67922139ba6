package vow.language.policy;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;

/**
 * Finds what references to promises mean: {@code kind.label}, {@code kind["label"]["key"].path}.
 */
final class PromiseNames {
  private static final int LABEL = 0;

  private final World world;
  private final Place place;
  private final List<Cell.Need> needs;

  PromiseNames(World world, Place place, List<Cell.Need> needs) {
    this.world = world;
    this.place = place;
    this.needs = needs;
  }

  Binding resolve(Chain chain) {
    var declared = find(world, place.unit(), chain);
    if (declared.isEmpty()) {
      return Names.failed(chain);
    }
    var promise = declared.get();
    if (place.self().filter(self -> self == promise).isPresent()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.SELF_REFERENCE,
                      promise.reference() + " refers to itself",
                      chain.span(LABEL + 1))
                  .expecting("self.ATTRIBUTE"));
      return Names.failed(chain);
    }
    return promise.hasInstances() ? ofInstances(chain, promise) : ofOne(chain, promise);
  }

  private Binding ofOne(Chain chain, Declared promise) {
    var attribute = chain.name(LABEL + 1);
    if (attribute.isEmpty()) {
      return bind(promise.whole(), chain, LABEL + 1, Optional.empty(), Optional.empty());
    }
    var slot = slot(world, promise, attribute.get(), chain.stepSpan(LABEL + 1));
    return slot.isEmpty()
        ? Names.failed(chain)
        : bind(slot.get(), chain, LABEL + 2, Optional.empty(), Optional.empty());
  }

  private Binding ofInstances(Chain chain, Declared promise) {
    var instance = chain.name(LABEL + 1);
    var attribute = chain.name(LABEL + 2);
    if (instance.isPresent() && looksLikeAttribute(chain, promise)) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.INSTANCE_NEEDED,
                      promise.reference() + " has instances: say which one is meant",
                      chain.span(LABEL + 2))
                  .expecting(promise.reference() + "[\"KEY\"]." + instance.get()));
      return Names.failed(chain);
    }
    if (instance.isEmpty()) {
      var key = dynamicKey(world, place, chain, needs);
      return bind(promise.whole(), chain, LABEL + 1, Optional.empty(), key);
    }
    if (attribute.isEmpty()) {
      return bind(promise.whole(), chain, LABEL + 2, instance, Optional.empty());
    }
    var slot = slot(world, promise, attribute.get(), chain.stepSpan(LABEL + 2));
    return slot.isEmpty()
        ? Names.failed(chain)
        : bind(slot.get(), chain, LABEL + 3, instance, Optional.empty());
  }

  private static boolean looksLikeAttribute(Chain chain, Declared promise) {
    var step = chain.steps().get(LABEL + 1);
    return step.node() instanceof Expression.GetAttr
        && step.name().flatMap(promise.schema()::attribute).isPresent();
  }

  private Binding bind(
      Slot slot, Chain chain, int steps, Optional<String> instance, Optional<Linked> dynamic) {
    needs.add(new Cell.Need(slot.cell(), chain.span(steps)));
    return new Binding.OfPromise(slot, instance, dynamic, steps, chain.span(steps));
  }

  /** The key of an instance that must be evaluated, unless a {@code for} around it makes it. */
  static Optional<Linked> dynamicKey(World world, Place place, Chain chain, List<Cell.Need> needs) {
    var key = chain.dynamicKey(LABEL + 1).filter(it -> !chain.bindsPartOf(it));
    var linked = key.map(it -> Names.link(world, it, place));
    linked.ifPresent(it -> needs.addAll(it.needs()));
    return linked;
  }

  /** The promise that a chain starts with; reported when there is none. */
  static Optional<Declared> find(World world, Unit unit, Chain chain) {
    var kind = chain.root().name();
    var label = chain.name(LABEL);
    if (label.isEmpty()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.REFERENCE_NOT_LITERAL,
                      "which " + kind + " is meant must be written out",
                      chain.span(1))
                  .expecting(kind + "[\"LABEL\"]"));
      return Optional.empty();
    }
    var found = unit.promise(kind, label.get());
    if (found.isEmpty()) {
      var labels = unit.promises().getOrDefault(kind, java.util.Map.of()).keySet();
      var message = "there is no " + kind + " \"" + label.get() + "\" in this policy";
      world
          .reports()
          .add(
              Reports.unknown(
                  Code.UNKNOWN_PROMISE,
                  message,
                  chain.stepSpan(LABEL),
                  world.reports().nearest(label.get(), labels)));
    }
    return found;
  }

  /** An attribute of a promise by name; reported when its kind has none. */
  static Optional<Slot> slot(World world, Declared promise, String name, Span span) {
    var slot = promise.slot(name);
    if (slot.isEmpty()) {
      var schema = promise.schema();
      var names = new TreeSet<>(schema.attributes().keySet());
      names.addAll(schema.computed().keySet());
      world
          .reports()
          .add(
              Reports.unknown(
                      Code.UNKNOWN_REFERENCE_ATTRIBUTE,
                      schema.name() + " has no attribute \"" + name + "\"",
                      span,
                      Spelling.nearest(name, names))
                  .expecting(Names.oneOf(names)));
    }
    return slot;
  }
}
