package vow.language.policy;

import java.util.List;
import vow.language.syntax.Span;
import vow.language.value.Value;

/** A value that a policy or module shows to the outside. */
final class Output implements Cell.Work {
  private final World world;
  private final Field field;
  private final Evaluated content;
  private final boolean sensitive;
  private final Cell cell;

  Output(World world, Unit unit, Field field, Span span, boolean sensitive) {
    this.world = world;
    this.field = field;
    this.content = new Evaluated(world, field, Place.in(unit));
    this.sensitive = sensitive;
    this.cell = new Cell(() -> "output." + field.name(), span, this);
  }

  Cell cell() {
    return cell;
  }

  @Override
  public List<Cell.Need> needs() {
    return content.needs();
  }

  @Override
  public Value compute(Cell self) {
    var traced = content.value();
    self.trace(traced.trace());
    if (sensitive) {
      return Value.sensitive(traced.value());
    }
    if (traced.value().isSensitiveInside()) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.SENSITIVE_OUTPUT,
                      "output \"" + field.name() + "\" shows a sensitive value",
                      field.expression().span())
                  .expecting("sensitive = true in this output"));
    }
    return traced.value();
  }
}
