package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Attribute;
import vow.language.syntax.Block;
import vow.language.syntax.Body;
import vow.language.syntax.File;
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
  private final TakenNames names;
  private final ValueBlocks values;

  private Declaring(World world, Modules modules, Unit unit) {
    this.world = world;
    this.modules = modules;
    this.unit = unit;
    this.names = new TakenNames(world.reports());
    this.values = new ValueBlocks(world, unit, names);
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
      case "variable" -> values.variable(block);
      case "locals" -> values.locals(block);
      case "output" -> values.output(block);
      case "module" -> module(block);
      case "bundle" -> bundle(block);
      case "agent" -> agent(block);
      case "data" -> data(block);
      case "secret" -> secret(block);
      case "notify" -> contact(block);
      case "moved" -> modules.moved(new Moved.Declaration(unit, block));
      default ->
          Kinds.schema(block.type())
              .ifPresentOrElse(
                  schema -> promise(schema, block, new Around(unit.condition())),
                  () -> unknownBlock(block));
    }
  }

  private void unknownBlock(Block block) {
    if (Words.RESERVED.contains(block.type())) {
      world
          .reports()
          .error(Code.RESERVED_WORD, "\"" + block.type() + "\" has no meaning yet", block.header());
      return;
    }
    world
        .reports()
        .add(
            Reports.unknown(
                Code.UNKNOWN_KIND,
                "there is no kind or block \"" + block.type() + "\"",
                block.typeSpan(),
                Words.nearestBlock(block.type())));
  }

  private void module(Block block) {
    BlockShape.labels(block, "module", "NAME", world.reports());
    for (var inner : block.body().blocks()) {
      world.reports().error(Code.MISPLACED_BLOCK, "there are no blocks in module", inner.header());
    }
    var name = names.name(block);
    if (name.isPresent()) {
      var fields = new LinkedHashMap<String, Field>();
      block.body().attributes().forEach(it -> fields.put(it.name(), BlockShape.field(it)));
      unit.modules().put(name.get(), new ModuleCall(world, modules, unit, block, fields));
    }
  }

  private void agent(Block block) {
    boolean own = isOfPolicy(block);
    if (names.claim(Code.DUPLICATE_BLOCK, "the agent", block.header()) && own) {
      modules.agent(block);
    }
  }

  private void data(Block block) {
    if (isOfPolicy(block) && names.claim(Code.DUPLICATE_BLOCK, "data", block.header())) {
      world.data().declare(block);
    }
  }

  private void secret(Block block) {
    if (isOfPolicy(block)) {
      var origin = new SecretBlock(world, unit).read(block);
      names
          .name(block)
          .ifPresent(name -> origin.ifPresent(it -> world.secrets().declare(name, it)));
    }
  }

  private void contact(Block block) {
    if (isOfPolicy(block) && (block.labels().isEmpty() || names.name(block).isPresent())) {
      modules.contact(block);
    }
  }

  private boolean isOfPolicy(Block block) {
    if (unit.folder().isEmpty() && unit.outer().isEmpty()) {
      return true;
    }
    var message = block.type() + " is a block of the policy itself, not of a module";
    world.reports().error(Code.MISPLACED_BLOCK, message, block.header());
    return false;
  }

  private void bundle(Block block) {
    var fields = bundleFields(block);
    var name = names.name(block);
    var condition =
        new Bundle(world, unit, Optional.ofNullable(fields.get("when")), block.header()).cell();
    for (var inner : block.body().blocks()) {
      Kinds.schema(inner.type())
          .ifPresentOrElse(
              schema -> promise(schema, inner, around(name, condition, fields)),
              () -> misplaced(inner));
    }
  }

  private Map<String, Field> bundleFields(Block block) {
    var shape =
        new BlockShape(
            "bundle", "NAME", List.of(), List.of("when", "window", "description"), List.of());
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

  /** What a promise has from the bundle that it stands in. */
  private record Around(Optional<String> bundle, Optional<Cell> condition, Optional<Field> window) {
    Around(Optional<Cell> condition) {
      this(Optional.empty(), condition, Optional.empty());
    }
  }

  private static Around around(Optional<String> bundle, Cell condition, Map<String, Field> fields) {
    return new Around(bundle, Optional.of(condition), Optional.ofNullable(fields.get("window")));
  }

  private void promise(Schema schema, Block block, Around around) {
    var fields = PromiseBody.fields(schema, block, world.reports());
    if (schema.disrupts()) {
      around.window().ifPresent(window -> fields.putIfAbsent("window", window));
    }
    boolean labelled = BlockShape.labels(block, schema.name(), "NAME", world.reports());
    if (!labelled && block.labels().isEmpty()) {
      return;
    }
    var label = block.labels().getFirst();
    var header = block.header();
    var promise =
        new Declared(
            world,
            unit,
            schema,
            new Declared.Header(header, label.text(), label.span(), around.bundle()),
            new Declared.Fields(fields, around.condition(), header));
    unit.all().add(promise);
    var first =
        unit.promises()
            .computeIfAbsent(schema.name(), _ -> new LinkedHashMap<>())
            .putIfAbsent(label.text(), promise);
    if (first != null) {
      var what = schema.name() + " \"" + label.text() + "\"";
      names.taken(Code.DUPLICATE_LABEL, what, header, first.span());
    }
  }
}
