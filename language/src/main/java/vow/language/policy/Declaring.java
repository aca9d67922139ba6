package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Attribute;
import vow.language.syntax.Block;
import vow.language.syntax.Body;
import vow.language.syntax.File;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.model.kind.Kinds;
import vow.model.schema.Schema;

/**
 * Reads which names the files of a folder declare. Nothing is evaluated: afterwards every name is
 * known, and expressions may refer to each other in any order.
 */
final class Declaring {
  private final World world;
  private final Modules modules;
  private final Unit unit;
  private final Map<String, Span> declaredAt = new LinkedHashMap<>();

  private Declaring(World world, Modules modules, Unit unit) {
    this.world = world;
    this.modules = modules;
    this.unit = unit;
  }

  /** Fills a unit with what the files declare. */
  static void declare(World world, Modules modules, Unit unit, List<File> files) {
    var declaring = new Declaring(world, modules, unit);
    for (var file : files) {
      file.body().attributes().forEach(declaring::stray);
      file.body().blocks().forEach(declaring::block);
    }
  }

  private void stray(Attribute attribute) {
    world
        .reports()
        .add(
            Reports.fault(
                    Code.STRAY_ATTRIBUTE,
                    "\"" + attribute.name() + "\" stands in no block",
                    attribute.nameSpan())
                .expecting(
                    "locals { " + attribute.name() + " = ... }, or an attribute in a block"));
  }

  private void block(Block block) {
    switch (block.type()) {
      case "variable" -> variable(block);
      case "locals" -> locals(block);
      case "output" -> output(block);
      case "module" -> module(block);
      case "bundle" -> bundle(block);
      case "agent" -> agent(block);
      case String type when Words.RESERVED.contains(type) ->
          world
              .reports()
              .error(Code.RESERVED_WORD, "\"" + type + "\" has no meaning yet", block.header());
      case String type ->
          Kinds.schema(type)
              .ifPresentOrElse(
                  schema -> promise(schema, block, Optional.empty(), unit.condition()),
                  () -> unknownBlock(block));
    }
  }

  private void unknownBlock(Block block) {
    world
        .reports()
        .add(
            Reports.unknown(
                Code.UNKNOWN_KIND,
                "there is no kind or block \"" + block.type() + "\"",
                block.typeSpan(),
                Words.nearestBlock(block.type())));
  }

  /** Whether a block's name is free; reported, with both places, when it is not. */
  private boolean claim(Code code, String what, Span span) {
    var first = declaredAt.putIfAbsent(what, span);
    if (first == null) {
      return true;
    }
    world
        .reports()
        .add(
            Reports.fault(code, what + " is declared twice", span)
                .relatedTo("the first is here", first));
    return false;
  }

  private Optional<String> name(Block block) {
    if (block.labels().isEmpty()) {
      return Optional.empty();
    }
    var label = block.labels().getFirst();
    if (!isIdentifier(label.text())) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.INVALID_NAME,
                      "\"" + label.text() + "\" cannot be the name of a " + block.type(),
                      label.span())
                  .expecting("letters, digits, _ and -, starting with a letter or _"));
      return Optional.empty();
    }
    var what = block.type() + " \"" + label.text() + "\"";
    return claim(Code.DUPLICATE_NAME, what, block.header())
        ? Optional.of(label.text())
        : Optional.empty();
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && (Character.isUnicodeIdentifierStart(text.codePointAt(0)) || text.startsWith("_"))
        && text.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '-');
  }

  private void variable(Block block) {
    var fields = BlockShape.VARIABLE.fields(block, world.reports());
    var name = name(block);
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

  private void locals(Block block) {
    BlockShape.labels(block, "locals", "", world.reports());
    for (var inner : block.body().blocks()) {
      world.reports().error(Code.MISPLACED_BLOCK, "there are no blocks in locals", inner.header());
    }
    for (var attribute : block.body().attributes()) {
      var what = "local \"" + attribute.name() + "\"";
      if (claim(Code.DUPLICATE_NAME, what, attribute.nameSpan())) {
        var content = new Evaluated(world, BlockShape.field(attribute), Place.in(unit));
        unit.locals()
            .put(
                attribute.name(),
                new Cell("local." + attribute.name(), attribute.nameSpan(), new Local(content)));
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

  private void output(Block block) {
    var fields = BlockShape.OUTPUT.fields(block, world.reports());
    var name = name(block);
    var value = fields.get("value");
    if (name.isPresent() && value != null) {
      var named = new Field(name.get(), value.nameSpan(), value.expression());
      var sensitive = flag(fields.get("sensitive"), false);
      unit.outputs().put(name.get(), new Output(world, unit, named, block.header(), sensitive));
    }
  }

  private void module(Block block) {
    BlockShape.labels(block, "module", "NAME", world.reports());
    for (var inner : block.body().blocks()) {
      world.reports().error(Code.MISPLACED_BLOCK, "there are no blocks in module", inner.header());
    }
    var name = name(block);
    if (name.isPresent()) {
      var fields = new LinkedHashMap<String, Field>();
      block.body().attributes().forEach(it -> fields.put(it.name(), BlockShape.field(it)));
      unit.modules().put(name.get(), new ModuleCall(world, modules, unit, block, fields));
    }
  }

  private void agent(Block block) {
    if (!unit.folder().isEmpty() || !unit.outer().isEmpty()) {
      world
          .reports()
          .error(
              Code.MISPLACED_BLOCK,
              "agent is a block of the policy itself, not of a module",
              block.header());
    }
    if (claim(Code.DUPLICATE_BLOCK, "the agent", block.header())) {
      modules.agent(block);
    }
  }

  private void bundle(Block block) {
    var fields = bundleFields(block);
    var name = name(block);
    var condition =
        new Bundle(world, unit, Optional.ofNullable(fields.get("when")), block.header()).cell();
    for (var inner : block.body().blocks()) {
      Kinds.schema(inner.type())
          .ifPresentOrElse(
              schema -> promise(schema, inner, name, Optional.of(condition)),
              () -> misplaced(inner));
    }
  }

  private Map<String, Field> bundleFields(Block block) {
    var shape =
        new BlockShape("bundle", "NAME", List.of(), List.of("when", "description"), List.of());
    var head = new Body(block.body().attributes(), List.of(), block.body().span());
    var alone = new Block(block.type(), block.typeSpan(), block.labels(), head, block.span());
    return shape.fields(alone, world.reports());
  }

  private void misplaced(Block inner) {
    if (Words.BLOCKS.contains(inner.type())) {
      world
          .reports()
          .add(
              Reports.fault(
                      Code.MISPLACED_BLOCK,
                      "\"" + inner.type() + "\" does not stand in a bundle",
                      inner.header())
                  .expecting("promises; other blocks stand at the top of a file"));
    } else {
      unknownBlock(inner);
    }
  }

  private void promise(
      Schema schema, Block block, Optional<String> bundle, Optional<Cell> condition) {
    var fields = PromiseBody.fields(schema, block, world.reports());
    boolean labelled = BlockShape.labels(block, schema.name(), "NAME", world.reports());
    if (!labelled && block.labels().isEmpty()) {
      return;
    }
    var label = block.labels().getFirst();
    var promise =
        new Declared(
            world,
            unit,
            schema,
            new Declared.Header(block, label.text(), label.span(), bundle),
            new Declared.Fields(fields, condition, block.header()));
    unit.all().add(promise);
    var what = schema.name() + " \"" + label.text() + "\"";
    if (claim(Code.DUPLICATE_LABEL, what, block.header())) {
      unit.promises()
          .computeIfAbsent(schema.name(), _ -> new LinkedHashMap<>())
          .put(label.text(), promise);
    }
  }
}
