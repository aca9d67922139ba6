package vow.language.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vow.language.syntax.Block;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;

/** Reads the block {@code agent}. */
final class AgentBlock {
  private static final List<String> BLOCKS = List.of("breaker");

  private AgentBlock() {}

  static AgentSettings read(World world, Unit unit, Optional<Block> block) {
    if (block.isEmpty()) {
      return AgentSettings.NONE;
    }
    var known =
        AgentSettings.ATTRIBUTES.stream().collect(Collectors.toMap(Attribute::name, it -> it));
    var shape =
        new BlockShape(
            "agent",
            "",
            List.of(),
            AgentSettings.ATTRIBUTES.stream().map(Attribute::name).toList(),
            BLOCKS);
    var values = new LinkedHashMap<String, Object>();
    var conform = new Conform(world);
    for (var field : fields(world, shape, block.get())) {
      var attribute = known.get(field.name());
      if (attribute == null) {
        continue;
      }
      var evaluated = new Evaluated(world, field, Place.in(unit));
      evaluated.needs().forEach(need -> world.cells().finish(need.cell()));
      conform
          .convert(
              new Subject(
                  field.name(), attribute.type(), evaluated.value().value(), field.expression()))
          .ifPresent(it -> values.put(field.name(), it));
    }
    return AgentSettings.of(new Fields(values));
  }

  private static Collection<Field> fields(World world, BlockShape shape, Block block) {
    var fields = new LinkedHashMap<>(shape.fields(block, world.reports()));
    for (var inner : block.body().blocks()) {
      if (!BLOCKS.contains(inner.type())) {
        continue; // was reported
      }
      var object = PromiseBody.object(inner, world.reports());
      var before =
          fields.putIfAbsent(inner.type(), new Field(inner.type(), inner.header(), object));
      if (before != null) {
        world
            .reports()
            .add(
                Reports.fault(
                        Code.REPEATED_BLOCK,
                        "there is one \"" + inner.type() + "\" in agent",
                        inner.header())
                    .relatedTo("the first is here", before.nameSpan()));
      }
    }
    return fields.values();
  }
}
