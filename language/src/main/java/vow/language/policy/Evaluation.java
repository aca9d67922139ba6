package vow.language.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.eval.Evaluator;
import vow.language.eval.Function;
import vow.language.eval.Reference;
import vow.language.eval.Scope;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.value.Value;
import vow.language.value.Values;

/** Evaluates a linked expression for one instance: the scope that answers for its references. */
final class Evaluation implements Scope {
  private final World world;
  private final Linked linked;
  private final Frame frame;

  private Evaluation(World world, Linked linked, Frame frame) {
    this.world = world;
    this.linked = linked;
    this.frame = frame;
  }

  /** The value, and what went into it; errors are reported. */
  static Traced of(World world, Linked linked, Frame frame) {
    var evaluation = new Evaluation(world, linked, frame);
    var value = evaluation.value();
    return linked.bindings().isEmpty() ? Traced.of(value) : new Traced(value, evaluation.trace());
  }

  private Value value() {
    if (linked.expression() instanceof Expression.Template template) {
      var literal = template.literal();
      if (literal.isPresent()) {
        return Value.text(literal.get());
      }
    }
    var diagnostics = new Diagnostics();
    var value = new Evaluator(this, diagnostics, world.budget()).evaluate(linked.expression());
    if (!diagnostics.isEmpty()) {
      world.reports().addAll(diagnostics);
    }
    return value;
  }

  @Override
  public Resolution resolve(Reference reference) {
    var binding = linked.bindings().get(reference.rootSpan().start());
    if (binding == null) {
      return Scope.unknown(reference, Words.ROOTS);
    }
    return switch (binding) {
      case Binding.Fixed it -> found(it.value(), it);
      case Binding.OfCell it -> found(it.cell().value(), it);
      case Binding.EachKey it -> found(frame.key(), it);
      case Binding.EachValue it -> found(frame.value(), it);
      case Binding.OfSelf it -> found(it.slot().of(frame.index()).value(), it);
      case Binding.OfPromise it -> promise(it);
      case Binding.OfFact it -> found(fact(it.fact()), it);
      case Binding.OfFacts it -> found(group(it.path()), it);
      case Binding.OfKeyedFact it -> keyed(it);
    };
  }

  private static Resolution found(Value value, Binding binding) {
    return new Found(value, binding.steps());
  }

  private Resolution promise(Binding.OfPromise it) {
    var promise = it.slot().promise();
    if (promise.hasInstances()) {
      return it.instance().isEmpty()
          ? found(it.slot().cell().value(), it)
          : instance(it, it.instance().get());
    }
    return promise.instances().stream().allMatch(Instance::isAbsent)
        ? absent(it, promise.reference())
        : found(it.slot().cell().value(), it);
  }

  private Resolution instance(Binding.OfPromise it, String key) {
    var promise = it.slot().promise();
    if (promise.expansion().isOpen()) {
      return found(Values.UNKNOWN, it);
    }
    var instance = promise.expansion().instance(key);
    if (instance.isEmpty()) {
      var keys = promise.expansion().keys();
      return new Missing(
          Reports.unknown(
              Code.UNKNOWN_INSTANCE,
              promise.reference() + " has no instance \"" + key + "\"",
              it.span(),
              world.reports().nearest(key, keys)));
    }
    return instance.get().isAbsent()
        ? absent(it, promise.reference() + "[\"" + key + "\"]")
        : found(it.slot().of(instance.get().index()).value(), it);
  }

  private Resolution absent(Binding.OfPromise it, String reference) {
    return frame.real() ? new Missing(absent(it.slot().promise(), reference, it)) : unknown(it);
  }

  private static Resolution unknown(Binding it) {
    return new Found(Values.UNKNOWN, it.steps());
  }

  private static Diagnostic absent(Declared promise, String reference, Binding.OfPromise it) {
    return absent(promise, reference, it.span());
  }

  /** The error for a reference to a promise that is not made. */
  static Diagnostic absent(Declared promise, String reference, vow.language.syntax.Span span) {
    return Reports.fault(
            Code.ABSENT_PROMISE, reference + " is not promised here: its \"when\" is false", span)
        .expecting("the same \"when\" here, or try(" + reference + "..., OTHERWISE)")
        .relatedTo("it is declared here", promise.span());
  }

  private Value fact(Facts.Fact fact) {
    return world.real() && frame.real()
        ? world.facts().value(fact.name())
        : new Value.Unknown(fact.type());
  }

  private Value group(List<String> path) {
    var values = new TreeMap<String, Value>();
    return switch (world.facts().find(path)) {
      case Facts.Fact fact -> fact(fact);
      case Facts.Group(var members) -> {
        for (var member : members) {
          values.put(member, group(below(path, member)));
        }
        yield Value.object(values);
      }
      case Facts.Keyed _, Facts.Missing _ -> Values.UNKNOWN;
    };
  }

  private Resolution keyed(Binding.OfKeyedFact it) {
    var key = of(world, it.key(), frame).value();
    if (!(key instanceof Value.Text text)) {
      return unknown(it);
    }
    return switch (world.facts().find(below(it.path(), text.text()))) {
      case Facts.Fact fact -> found(Value.object(Map.of(text.text(), fact(fact))), it);
      case Facts.Group _, Facts.Keyed _, Facts.Missing _ -> found(Values.EMPTY_OBJECT, it);
    };
  }

  private static List<String> below(List<String> path, String name) {
    var all = new ArrayList<>(path);
    all.add(name);
    return all;
  }

  private Trace trace() {
    var trace = Trace.NONE;
    for (var binding : linked.bindings().values()) {
      trace = trace.and(trace(binding));
    }
    return trace;
  }

  private Trace trace(Binding binding) {
    return switch (binding) {
      case Binding.Fixed _, Binding.EachKey _, Binding.EachValue _ -> Trace.NONE;
      case Binding.OfCell it -> it.cell().trace();
      case Binding.OfSelf it -> it.slot().of(frame.index()).trace();
      case Binding.OfPromise it -> Trace.of(target(it)).and(it.slot().cell().trace().onlyFacts());
      case Binding.OfFact it -> Trace.of(it.fact().name());
      case Binding.OfFacts it -> facts(it.path());
      case Binding.OfKeyedFact it -> {
        var key = of(world, it.key(), frame);
        yield key.value() instanceof Value.Text text
            ? facts(below(it.path(), text.text())).and(key.trace())
            : key.trace();
      }
    };
  }

  private Target target(Binding.OfPromise it) {
    var promise = it.slot().promise();
    var key =
        it.instance().or(() -> it.dynamicInstance().flatMap(linkedKey -> text(linkedKey, frame)));
    return new Target(promise, key, it.span());
  }

  private Optional<String> text(Linked key, Frame at) {
    return of(world, key, at).value() instanceof Value.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  private Trace facts(List<String> path) {
    return switch (world.facts().find(path)) {
      case Facts.Fact fact -> Trace.of(fact.name());
      case Facts.Group(var members) -> {
        var trace = Trace.NONE;
        for (var member : members) {
          trace = trace.and(facts(below(path, member)));
        }
        yield trace;
      }
      case Facts.Keyed _, Facts.Missing _ -> Trace.NONE;
    };
  }

  @Override
  public Optional<Function> function(String name) {
    return Optional.ofNullable(world.functions().get(name));
  }

  @Override
  public Collection<String> functionNames() {
    return world.functions().keySet();
  }
}
