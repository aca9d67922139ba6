package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import vow.language.syntax.Block;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;

/** Reads the block {@code agent}. */
final class AgentBlock {
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
            java.util.List.of(),
            AgentSettings.ATTRIBUTES.stream().map(Attribute::name).toList(),
            java.util.List.of());
    var values = new LinkedHashMap<String, Object>();
    var conform = new Conform(world);
    for (var field : shape.fields(block.get(), world.reports()).values()) {
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
}
