package vow.language.syntax;

import java.util.List;
import java.util.Optional;

/** What stands between braces, or in a file: attributes and blocks, each in source order. */
public record Body(List<Attribute> attributes, List<Block> blocks, Span span) {

  public Body {
    attributes = List.copyOf(attributes);
    blocks = List.copyOf(blocks);
  }

  /** Names are unique: of two with one name the parser keeps the first and reports the other. */
  public Optional<Attribute> attribute(String name) {
    for (var attribute : attributes) {
      if (attribute.name().equals(name)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
