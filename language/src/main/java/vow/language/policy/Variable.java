package vow.language.policy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** A variable of a policy or an input of a module: its value, of its type. */
final class Variable implements Cell.Work {
  /**
   * What its block says.
   *
   * @param typed whether it says its type
   * @param fallback its default
   */
  record Declaration(
      String name,
      Span span,
      TypeConstraint.Constraint type,
      boolean typed,
      Optional<Field> fallback,
      boolean nullable,
      boolean sensitive) {}

  /**
   * Where a value comes from.
   *
   * @param content its value
   * @param span what to point at when it is wrong
   * @param instance of the block that gives it
   */
  record Origin(Slot.Content content, Span span, Instance instance) {}

  private final World world;
  private final Unit unit;
  private final Declaration declaration;
  private final Cell cell;
  private @Nullable Origin given;
  private boolean missingIsReported;

  Variable(World world, Unit unit, Declaration declaration) {
    this.world = world;
    this.unit = unit;
    this.declaration = declaration;
    this.cell = new Cell(() -> "var." + declaration.name(), declaration.span(), this);
    declaration
        .fallback()
        .ifPresent(it ->
            given =
                new Origin(
                    new Evaluated(world, it, Place.constant(unit)),
                    it.expression().span(),
                    Instance.only(Instance.Presence.PRESENT)));
  }

  Declaration declaration() {
    return declaration;
  }

  Cell cell() {
    return cell;
  }

  /** Whether text from outside is its value as it is, and no expression. */
  boolean takesText() {
    var fallback = declaration.fallback().map(Field::expression);
    return declaration.typed()
        ? declaration.type().type().equals(BasicType.STRING)
        : fallback.isEmpty() || fallback.get() instanceof Expression.Template;
  }

  boolean isRequired() {
    return declaration.fallback().isEmpty();
  }

  /** A value instead of the default. */
  void give(Origin origin) {
    given = origin;
  }

  /** It has no value, and its user has been told. */
  void missing() {
    missingIsReported = true;
  }

  @Override
  public List<Cell.Need> needs() {
    return given == null ? List.of() : given.content().needs();
  }

  @Override
  public Value compute(Cell self) {
    var origin = given;
    if (origin == null) {
      if (!missingIsReported) {
        reportMissing();
      }
      return new Value.Unknown(declaration.type().type());
    }
    var traced = origin.content().value(origin.instance());
    self.trace(traced.trace());
    var value = typed(orDefault(traced.value()), origin.span());
    return declaration.sensitive() ? Value.sensitive(value) : value;
  }

  private void reportMissing() {
    var name = declaration.name();
    world
        .reports()
        .add(
            Reports.fault(
                    Code.MISSING_VARIABLE,
                    "variable \"" + name + "\" has no value and no default",
                    declaration.span())
                .expecting("--var " + name + "=VALUE, VOW_VAR_" + name + " or a default"));
  }

  /** Null stands for the default, where null is not allowed. */
  private Value orDefault(Value value) {
    if (!value.isNull() || declaration.nullable() || declaration.fallback().isEmpty()) {
      return value;
    }
    return new Evaluated(world, declaration.fallback().get(), Place.constant(unit)).value().value();
  }

  private Value typed(Value value, Span span) {
    if (value.isNull() && !declaration.nullable()) {
      world
          .reports()
          .error(
              Code.VARIABLE_NULL,
              "variable \"" + declaration.name() + "\" is not nullable, but its value is null",
              span);
      return new Value.Unknown(declaration.type().type());
    }
    var complete = declaration.type().defaults().apply(value);
    return switch (Conversion.convert(complete, declaration.type().type())) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused(var why) -> {
        var shown = Sensitivity.shown(value).isNull() ? "null" : why;
        world
            .reports()
            .add(
                Reports.fault(
                        Code.VARIABLE_TYPE,
                        "the value of variable \""
                            + declaration.name()
                            + "\" does not fit: "
                            + shown,
                        span)
                    .expecting(declaration.type().type().source())
                    .relatedTo("it is declared here", declaration.span()));
        yield declaration.type().type() == BasicType.DYNAMIC
            ? Values.UNKNOWN
            : new Value.Unknown(declaration.type().type());
      }
    };
  }
}
