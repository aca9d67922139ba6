package vow.language.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Limits;
import vow.language.value.Numbers;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * Evaluates expressions. Pure and total: every expression has a value, which is unknown where an
 * error was reported; time and memory are bounded by {@link Budget} and {@link Limits}, the stack
 * by the parser's limit of depth. Owned by one thread. Source: hashicorp/hcl hclsyntax/spec.md, and
 * its evaluator where the text is silent.
 */
public final class Evaluator {
  /** About what one place in a collection takes, with a small value in it. */
  private static final long PART_BYTES = 32;

  private final Scope scope;
  private final Diagnostics root;
  private final Budget budget;
  private Diagnostics diagnostics;
  private @Nullable Locals locals;
  private Value splatItem = Values.UNKNOWN;
  private int openReads;
  private int tries;

  /** Reports to the diagnostics; the budget may be shared with other evaluators. */
  public Evaluator(Scope scope, Diagnostics diagnostics, Budget budget) {
    this.scope = scope;
    this.root = diagnostics;
    this.diagnostics = diagnostics;
    this.budget = budget;
  }

  /** What an expression came to, with its errors kept apart. */
  record Attempt(Value value, Diagnostics diagnostics) {
    boolean failed() {
      return diagnostics.hasErrors();
    }
  }

  /**
   * The value of an expression. Wherever something is wrong there is an error in the diagnostics,
   * and the value is unknown, or has an unknown part.
   */
  public Value evaluate(Expression expression) {
    if (!budget.step()) {
      return outOfBudget(expression.span());
    }
    return switch (expression) {
      case Expression.NumberLiteral literal -> number(literal);
      case Expression.BoolLiteral literal -> Value.bool(literal.value());
      case Expression.NullLiteral _ -> Values.NULL;
      case Expression.Template template -> Templates.evaluate(this, template);
      case Expression.Tuple tuple -> tuple(tuple);
      case Expression.ObjectLiteral object -> object(object);
      case Expression.Variable _, Expression.GetAttr _, Expression.Index _ ->
          Traversals.evaluate(this, expression);
      case Expression.Splat splat -> Splats.evaluate(this, splat);
      case Expression.SplatItem _ -> splatItem;
      case Expression.ForTuple loop -> Loops.tuple(this, loop);
      case Expression.ForObject loop -> Loops.object(this, loop);
      case Expression.Conditional conditional -> Conditionals.evaluate(this, conditional);
      case Expression.Negate negate -> Operations.negate(this, negate);
      case Expression.Not not -> Operations.not(this, not);
      case Expression.Binary binary -> Operations.binary(this, binary);
      case Expression.Call call -> Calls.evaluate(this, call);
      case Expression.Parentheses parentheses -> evaluate(parentheses.inner());
      case Expression.Invalid _ -> Values.UNKNOWN;
    };
  }

  /** The value of an expression as a type, with an error where it does not fit. */
  public Value evaluate(Expression expression, Type type) {
    return switch (Conversion.convert(evaluate(expression), type)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          error("wrong-type", "this value has the wrong type: " + it.why(), expression.span());
    };
  }

  private Value number(Expression.NumberLiteral literal) {
    return Numbers.limited(literal.value())
        .map(Value::number)
        .orElseGet(() -> error("number-too-large", Operations.TOO_MANY_DIGITS, literal.span()));
  }

  private Value tuple(Expression.Tuple tuple) {
    var items = new ArrayList<Value>(tuple.items().size());
    for (var item : tuple.items()) {
      items.add(evaluate(item));
    }
    return made(new Value.Tuple(items), tuple.span());
  }

  private Value object(Expression.ObjectLiteral object) {
    var attributes = HashMap.<String, Value>newHashMap(object.items().size());
    var known = true;
    var sensitive = false;
    for (var item : object.items()) {
      var key = key(item.key());
      var value = evaluate(item.value());
      sensitive |= key instanceof Value.Sensitive;
      if (Sensitivity.shown(key) instanceof Value.Text name) {
        attributes.put(name.text(), value); // As in the reference, the last of two counts.
      } else {
        known = false;
      }
    }
    var result = known ? made(Value.object(attributes), object.span()) : Values.UNKNOWN;
    return Sensitivity.when(sensitive, result);
  }

  /** A string, or something unknown. */
  private Value key(Expression.ObjectLiteral.Key key) {
    return switch (key) {
      case Expression.ObjectLiteral.Key.Bare bare -> Value.text(bare.name());
      case Expression.ObjectLiteral.Key.Computed computed ->
          textKey(evaluate(computed.expression()), computed.span());
    };
  }

  /** A value as the name of an attribute: a string, or something unknown. */
  Value textKey(Value key, Span span) {
    if (key.isNull()) {
      return error("null-key", "the key is null", span);
    }
    return switch (Conversion.convert(key, BasicType.STRING)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          Sensitivity.like(
              key, error("wrong-key-type", "unable to use this as a key: " + it.why(), span));
    };
  }

  Scope scope() {
    return scope;
  }

  /** Errors so far, to see later whether there are more. */
  int errors() {
    return diagnostics.errors();
  }

  Value error(String code, String message, Span span) {
    return error(Diagnostic.error(code, message, span));
  }

  Value error(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
    return Values.UNKNOWN;
  }

  void addAll(Diagnostics others) {
    diagnostics.addAll(others);
  }

  /** Evaluates without reporting. */
  Attempt attempt(Expression expression) {
    // Written out, because every frame counts: chains of operators recurse through here.
    var outer = diagnostics;
    var own = new Diagnostics();
    diagnostics = own;
    try {
      return new Attempt(evaluate(expression), own);
    } finally {
      diagnostics = outer;
    }
  }

  /** Does something that evaluates, with its errors kept apart. */
  Attempt attempt(Supplier<Value> work) {
    var outer = diagnostics;
    var own = new Diagnostics();
    diagnostics = own;
    try {
      return new Attempt(work.get(), own);
    } finally {
      diagnostics = outer;
    }
  }

  /** What was computed, unless it is more than the limits allow. */
  Value made(Value value, Span span) {
    var weight = value.weightBytes();
    if (weight > Limits.MAX_WEIGHT_BYTES) {
      return error(
          "value-too-large",
          "this value takes more than " + Limits.MAX_WEIGHT_BYTES / (1024 * 1024) + " MiB",
          span);
    }
    if (value.depth() > Limits.MAX_DEPTH) {
      return error(
          "value-too-deep",
          "this value has more than " + Limits.MAX_DEPTH + " collections inside each other",
          span);
    }
    return budget.make(newBytes(value)) ? value : outOfBudget(span);
  }

  /** What making the value took, without its parts, which are shared. */
  private static long newBytes(Value value) {
    return switch (value) {
      case Value.Text text -> text.text().length();
      case Value.ListValue list -> PART_BYTES * list.items().size();
      case Value.SetValue set -> PART_BYTES * set.items().size();
      case Value.Tuple tuple -> PART_BYTES * tuple.items().size();
      case Value.MapValue map -> PART_BYTES * map.entries().size();
      case Value.ObjectValue object -> PART_BYTES * object.attributes().size();
      case Value.Sensitive sensitive -> newBytes(sensitive.value());
      case Value.Numeric _, Value.Bool _, Value.Null _, Value.Unknown _ -> 0;
    };
  }

  /** Counts the cost of something that may look through all of the values. */
  void look(Value value) {
    budget.look(value.weightBytes());
  }

  private Value outOfBudget(Span span) {
    if (budget.claimReport()) {
      root.error("too-much-work", budget.spent(), span);
    }
    return Values.UNKNOWN;
  }

  /** Changes, and tells, in how many attempts of try and can we are. */
  int trying(int more) {
    return tries += more;
  }

  boolean isOutOfBudget() {
    return budget.isSpent();
  }

  /** The value of a name that a loop around here defines. */
  @Nullable Value local(String name) {
    var defining = locals == null ? null : locals.defining(name);
    if (defining == null) {
      return null;
    }
    var value = defining.get(name);
    if (!defining.isSpoiled() && !value.isWhollyKnown()) {
      openReads++;
    }
    return value;
  }

  Scope.Resolution resolve(Reference reference) {
    var resolution = scope.resolve(reference);
    if (resolution instanceof Scope.Found found && !found.value().isWhollyKnown()) {
      openReads++;
    }
    return resolution;
  }

  /** How often something not wholly known was read so far. */
  int openReads() {
    return openReads;
  }

  /** Back to an earlier count: what was read since does not matter. */
  void forgetReads(int earlier) {
    openReads = earlier;
  }

  /** Names for the body of a loop, until {@link #leave}. */
  Locals enter(@Nullable String key, String value) {
    var entered = new Locals(key, value, locals);
    locals = entered;
    return entered;
  }

  void leave(Locals entered) {
    locals = entered.outer();
  }

  /** Evaluates what a splat does with one item. */
  Value evaluateWith(Value item, Expression each) {
    var outer = splatItem;
    splatItem = item;
    try {
      return evaluate(each);
    } finally {
      splatItem = outer;
    }
  }
}
