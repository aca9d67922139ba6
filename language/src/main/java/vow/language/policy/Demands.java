package vow.language.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.syntax.Expression;
import vow.language.value.Value;
import vow.model.Edge;
import vow.model.PromiseId;
import vow.model.kind.Kinds;

/**
 * Reads {@code after} and {@code on_change}: lists of references, which are not evaluated. {@code
 * try(...)} takes the first of its arguments that refers to nothing absent.
 */
final class Demands {
  private static final int LABEL = 0;

  private final World world;
  private final Declared promise;
  private final Instance instance;
  private final Edge.Reason reason;
  private final List<Demand> found = new ArrayList<>();
  private Trace trace = Trace.NONE;

  private Demands(World world, Declared promise, Instance instance, Edge.Reason reason) {
    this.world = world;
    this.promise = promise;
    this.instance = instance;
    this.reason = reason;
  }

  /** What one instance demands, and the facts that decided it. */
  record Read(List<Demand> demands, Trace trace) {
    static final Read NOTHING = new Read(List.of(), Trace.NONE);
  }

  static Read of(World world, Declared promise, Instance instance) {
    if (!promise.fields().containsKey("on_change") && !promise.fields().containsKey("after")) {
      return Read.NOTHING;
    }
    var onChange = new Demands(world, promise, instance, Edge.Reason.ON_CHANGE);
    onChange.field("on_change");
    var after = new Demands(world, promise, instance, Edge.Reason.AFTER);
    after.field("after");
    var all = new ArrayList<>(onChange.found);
    all.addAll(after.found);
    return new Read(all, onChange.trace.and(after.trace));
  }

  private void field(String name) {
    var field = promise.fields().get(name);
    if (field != null) {
      read(name, field.expression(), true);
    }
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
      var trial = new Demands(world, promise, instance, reason);
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
    if (root.equals("module")) {
      module(name, chain);
      return;
    }
    if (Kinds.schema(root).isEmpty()) {
      refuse(name, chain.steps().isEmpty() ? chain.root() : chain.steps().getLast().node());
      return;
    }
    var target = PromiseNames.find(world, promise.unit(), chain);
    if (target.isEmpty()) {
      return;
    }
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
    var span = expression.span();
    var fault =
        Reports.fault(
            Code.REFERENCE_EXPECTED, "\"" + name + "\" takes references to promises", span);
    world.reports().add(fault.expecting(hint(expression)));
  }

  private static String hint(Expression expression) {
    var meant = Chain.literal(expression).flatMap(PromiseId::parse);
    return meant
        .map(id -> id.kind() + "[\"" + id.name() + "\"], without quotes around it")
        .orElse("a list of references such as [file[\"/etc/motd\"]]");
  }
}
