package vow.language.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.syntax.Expression;
import vow.language.value.Value;
import vow.model.Edge;
import vow.model.PromiseId;
import vow.model.kind.Kinds;
import vow.model.schema.Schema;
import vow.model.schema.Type;

/**
 * Reads {@code after}, {@code on_change}, and attributes of a kind that name others of a kind, such
 * as {@code needs} of a service: lists of references, which are not evaluated. {@code try(...)}
 * takes the first of its arguments that refers to nothing absent.
 */
final class Demands {
  private static final int LABEL = 0;

  private final World world;
  private final Declared promise;
  private final Instance instance;
  private final Edge.Reason reason;

  /** The one kind that may be referred to; all when empty. */
  private final Optional<String> kind;

  private final List<Demand> found = new ArrayList<>();
  private Trace trace = Trace.NONE;

  /** Whether something was no reference, and was told. */
  private boolean refused;

  private Demands(
      World world, Declared promise, Instance instance, Edge.Reason reason, Optional<String> kind) {
    this.world = world;
    this.promise = promise;
    this.instance = instance;
    this.reason = reason;
    this.kind = kind;
  }

  /**
   * What one instance demands, and the facts that decided it.
   *
   * @param names of those referred to, for each attribute of the kind; empty when not known
   */
  record Read(List<Demand> demands, Map<String, Optional<List<String>>> names, Trace trace) {
    private static final Read NOTHING = new Read(List.of(), Map.of(), Trace.NONE);
  }

  /** Why a promise comes after what a field of it refers to; empty for one that is a value. */
  static Optional<Edge.Reason> reason(Schema schema, String field) {
    return switch (field) {
      case "after" -> Optional.of(Edge.Reason.AFTER);
      case "on_change" -> Optional.of(Edge.Reason.ON_CHANGE);
      case String _ -> named(schema, field).map(Type.Named::reason);
    };
  }

  private static Optional<Type.Named> named(Schema schema, String field) {
    var attribute = schema.attributes().get(field);
    return attribute != null && attribute.type() instanceof Type.Named named
        ? Optional.of(named)
        : Optional.empty();
  }

  static Read of(World world, Declared promise, Instance instance) {
    var read = Read.NOTHING;
    for (var field : promise.fields().values()) {
      var reason = reason(promise.schema(), field.name());
      if (reason.isPresent()) {
        var kind = named(promise.schema(), field.name()).map(Type.Named::kind);
        var demands = new Demands(world, promise, instance, reason.get(), kind);
        demands.read(field.name(), field.expression(), true);
        read = demands.addTo(read, field.name());
      }
    }
    return read;
  }

  private Read addTo(Read read, String field) {
    var demands = new ArrayList<>(read.demands);
    demands.addAll(found);
    var names = new TreeMap<>(read.names);
    if (kind.isPresent() && !(refused && found.isEmpty())) {
      var targets = new TargetNames(world);
      found.forEach(demand -> targets.add(demand.target()));
      names.put(field, targets.names());
      trace = trace.and(targets.trace());
    }
    return new Read(demands, names, read.trace.and(trace));
  }

  private void read(String name, Expression expression, boolean listed) {
    switch (expression) {
      case Expression.Parentheses it -> read(name, it.inner(), listed);
      case Expression.Tuple it when listed -> it.items().forEach(item -> read(name, item, false));
      case Expression.NullLiteral _ -> {}
      case Expression.Call it when it.name().text().equals("try") -> attempt(name, it, listed);
      case Expression.Variable _, Expression.GetAttr _, Expression.Index _ ->
          Chain.of(expression, java.util.Set.of())
              .ifPresentOrElse(chain -> chain(name, chain), () -> refuse(name, expression));
      case Expression other -> refuse(name, other);
    }
  }

  private void attempt(String name, Expression.Call call, boolean listed) {
    for (var argument : call.arguments()) {
      var trial = new Demands(world, promise, instance, reason, kind);
      trial.read(name, argument, listed);
      trace = trace.and(trial.trace);
      for (var demand : trial.found) {
        trace = trace.and(demand.target().promise().expansion().cell().trace().onlyFacts());
      }
      if (trial.found.stream().noneMatch(it -> isAbsent(it.target()))) {
        found.addAll(trial.found);
        return;
      }
    }
  }

  static boolean isAbsent(Target target) {
    var expansion = target.promise().expansion();
    return target.instance().isPresent()
        ? expansion.instance(target.instance().get()).filter(Instance::isAbsent).isPresent()
        : !target.promise().hasInstances()
            && expansion.instances().stream().allMatch(Instance::isAbsent);
  }

  private void chain(String name, Chain chain) {
    var root = chain.root().name();
    if (root.equals("module") && kind.isEmpty()) {
      module(name, chain);
      return;
    }
    if (Kinds.schema(root).isEmpty() || !kind.orElse(root).equals(root)) {
      refuse(name, chain.steps().isEmpty() ? chain.root() : chain.steps().getLast().node());
      return;
    }
    var target = PromiseNames.find(world, promise.unit(), chain);
    if (target.isEmpty()) {
      refused = true;
      return;
    }
    world.cells().finish(target.get().expansion().cell()); // it may stand further down
    int used = target.get().hasInstances() && chain.length() > LABEL + 1 ? 2 : 1;
    if (chain.length() > used) {
      notAttribute(name, chain, used);
      return;
    }
    var key = used == 2 ? key(chain) : Optional.<String>empty();
    if (used == 2 && key.isEmpty()) {
      return;
    }
    if (key.isPresent() && !isInstance(target.get(), key.get(), chain)) {
      refused = true;
      return;
    }
    add(new Target(target.get(), key, chain.span(used)));
  }

  private void add(Target target) {
    if (target.promise() == promise
        && (target.instance().isEmpty() || target.instance().equals(instance.key()))) {
      world
          .reports()
          .error(
              Code.SELF_REFERENCE,
              promise.reference() + " cannot come after itself",
              target.span());
      return;
    }
    found.add(new Demand(target, reason));
  }

  private boolean isInstance(Declared target, String key, Chain chain) {
    var expansion = target.expansion();
    if (expansion.isOpen() || expansion.instance(key).isPresent()) {
      return true;
    }
    world
        .reports()
        .add(
            Reports.unknown(
                Code.UNKNOWN_INSTANCE,
                target.reference() + " has no instance \"" + key + "\"",
                chain.stepSpan(LABEL + 1),
                world.reports().nearest(key, expansion.keys())));
    return false;
  }

  private Optional<String> key(Chain chain) {
    var literal = chain.name(LABEL + 1);
    if (literal.isPresent()) {
      return literal;
    }
    var needs = new ArrayList<Cell.Need>();
    var linked = PromiseNames.dynamicKey(world, Place.of(promise), chain, needs);
    needs.forEach(need -> world.cells().finish(need.cell()));
    if (linked.isEmpty()) {
      return Optional.empty();
    }
    var traced = Evaluation.of(world, linked.get(), instance.frame());
    trace = trace.and(traced.trace());
    return traced.value() instanceof Value.Text text ? Optional.of(text.text()) : Optional.empty();
  }

  private void module(String name, Chain chain) {
    var call = chain.name(0).map(it -> promise.unit().modules().get(it));
    if (call.isEmpty() && chain.name(0).isPresent()) {
      var names = promise.unit().modules().keySet();
      var written = chain.name(0).get();
      var message = "there is no module \"" + written + "\"";
      var meant = world.reports().nearest(written, names);
      world.reports().add(Reports.unknown(Code.UNKNOWN_MODULE, message, chain.stepSpan(0), meant));
      return;
    }
    if (call.isEmpty() || chain.length() > 1) {
      refuse(name, chain.steps().isEmpty() ? chain.root() : chain.steps().getLast().node());
      return;
    }
    var span = chain.span(1);
    call.get()
        .promises()
        .forEach(it -> found.add(new Demand(new Target(it, Optional.empty(), span), reason)));
  }

  private void notAttribute(String name, Chain chain, int used) {
    refused = true;
    world
        .reports()
        .add(
            Reports.fault(
                    Code.REFERENCE_EXPECTED,
                    "\"" + name + "\" names whole promises, not their attributes",
                    chain.span(chain.length()))
                .expecting(chain.span(used).text()));
  }

  private void refuse(String name, Expression expression) {
    refused = true;
    var span = expression.span();
    var fault =
        Reports.fault(
            Code.REFERENCE_EXPECTED,
            "\"" + name + "\" takes references to " + kind.orElse("promise") + "s",
            span);
    world.reports().add(fault.expecting(hint(expression)));
  }

  private String hint(Expression expression) {
    var meant = Chain.literal(expression).flatMap(PromiseId::parse);
    return meant
        .map(id -> id.kind() + "[\"" + id.name() + "\"], without quotes around it")
        .orElseGet(() ->
            kind.map(it -> "a list of references such as [" + it + "[\"web\"]]")
                .orElse("a list of references such as [file[\"/etc/motd\"]]"));
  }
}
