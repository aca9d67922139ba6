package vow.language.policy;

import java.util.List;
import java.util.Optional;
import vow.language.syntax.Block;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;

/** Declares what has a value: variables, locals, outputs. */
record ValueBlocks(World world, Unit unit, TakenNames names) {

  void variable(Block block) {
    var fields = BlockShape.VARIABLE.fields(block, world.reports());
    var name = names.name(block);
    if (name.isEmpty()) {
      return;
    }
    var type =
        Optional.ofNullable(fields.get("type"))
            .map(it -> TypeConstraint.read(it.expression(), world.reports()))
            .orElse(TypeConstraint.Constraint.ANY);
    var variable =
        new Variable(
            world,
            unit,
            new Variable.Declaration(
                name.get(),
                block.header(),
                type,
                fields.containsKey("type"),
                Optional.ofNullable(fields.get("default")),
                flag(fields.get("nullable"), true),
                flag(fields.get("sensitive"), false)));
    unit.variables().put(name.get(), variable);
    for (var inner : block.body().blocks()) {
      if (inner.type().equals("validation")) {
        validation(variable, inner);
      }
    }
  }

  private void validation(Variable variable, Block block) {
    var fields = BlockShape.VALIDATION.fields(block, world.reports());
    var condition = fields.get("condition");
    var message = fields.get("error_message");
    if (condition == null || message == null) {
      return;
    }
    var place = Place.in(unit);
    unit.checks()
        .add(
            new Check(
                world,
                variable,
                new Evaluated(world, condition, place),
                new Evaluated(world, message, place),
                condition.expression().span()));
  }

  /** True or false, written out. */
  private boolean flag(@org.jspecify.annotations.Nullable Field field, boolean fallback) {
    if (field == null) {
      return fallback;
    }
    var value =
        Sensitivity.shown(new Evaluated(world, field, Place.constant(unit)).value().value());
    return switch (Conversion.convert(value, BasicType.BOOL)) {
      case Conversion.Converted(Value.Bool(var truth)) -> truth;
      case Conversion.Converted _ -> fallback;
      case Conversion.Refused(var why) -> {
        world
            .reports()
            .add(
                Reports.fault(
                        Code.WRONG_TYPE,
                        "\"" + field.name() + "\" is true or false: " + why,
                        field.expression().span())
                    .expecting("true or false"));
        yield fallback;
      }
    };
  }

  void locals(Block block) {
    BlockShape.labels(block, "locals", "", world.reports());
    for (var inner : block.body().blocks()) {
      world.reports().error(Code.MISPLACED_BLOCK, "there are no blocks in locals", inner.header());
    }
    for (var attribute : block.body().attributes()) {
      var what = "local \"" + attribute.name() + "\"";
      if (names.claim(Code.DUPLICATE_NAME, what, attribute.nameSpan())) {
        var content = new Evaluated(world, BlockShape.field(attribute), Place.in(unit));
        unit.locals()
            .put(
                attribute.name(),
                new Cell(
                    () -> "local." + attribute.name(), attribute.nameSpan(), new Local(content)));
      }
    }
  }

  private record Local(Evaluated content) implements Cell.Work {
    @Override
    public List<Cell.Need> needs() {
      return content.needs();
    }

    @Override
    public Value compute(Cell cell) {
      var traced = content.value();
      cell.trace(traced.trace());
      return traced.value();
    }
  }

  void output(Block block) {
    var fields = BlockShape.OUTPUT.fields(block, world.reports());
    var name = names.name(block);
    var value = fields.get("value");
    if (name.isPresent() && value != null) {
      var named = new Field(name.get(), value.nameSpan(), value.expression());
      var sensitive = flag(fields.get("sensitive"), false);
      unit.outputs().put(name.get(), new Output(world, unit, named, block.header(), sensitive));
    }
  }
}
