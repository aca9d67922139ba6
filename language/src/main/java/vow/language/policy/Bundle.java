package vow.language.policy;

import java.util.List;
import java.util.Optional;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Value;
import vow.language.value.Values;

/** The condition of a group of promises: true, false, or unknown while checking. */
final class Bundle implements Cell.Work {
  private final Expansion expansion;
  private final Cell cell;

  Bundle(World world, Unit unit, Optional<Field> when, Span span) {
    var fields = new java.util.HashMap<String, Field>();
    when.ifPresent(it -> fields.put("when", it));
    this.expansion =
        new Expansion(
            world, unit, () -> "bundle", new Declared.Fields(fields, unit.condition(), span));
    this.cell = new Cell(() -> "bundle", span, this);
  }

  Cell cell() {
    return cell;
  }

  @Override
  public List<Cell.Need> needs() {
    return List.of(new Cell.Need(expansion.cell(), cell.span()));
  }

  @Override
  public Value compute(Cell self) {
    self.trace(expansion.cell().trace());
    return switch (expansion.instances().getFirst().presence()) {
      case PRESENT -> Values.TRUE;
      case ABSENT -> Values.FALSE;
      case OPEN -> new Value.Unknown(BasicType.BOOL);
    };
  }
}
