package vow.language.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Value;
import vow.language.value.Values;
import vow.model.schema.MetaSchema;
import vow.model.schema.Schema;

/** A promise as declared by one block; with {@code for_each}, several. */
final class Declared {
  private final World world;
  private final Unit unit;
  private final Schema schema;
  private final Header header;
  private final Map<String, Field> fields;
  private final Expansion expansion;
  private Map<String, Slot> slots = Map.of();
  private Optional<Slot> whole = Optional.empty();

  /**
   * What stands before the braces, and around.
   *
   * @param span what to point at when the block as a whole is meant
   * @param bundle the name of the bundle that it is in
   */
  record Header(Span span, String label, Span labelSpan, Optional<String> bundle) {}

  /**
   * What stands between the braces.
   *
   * @param all attributes and nested blocks by name
   * @param condition of the bundle around
   * @param header what to point at
   */
  record Fields(Map<String, Field> all, Optional<Cell> condition, Span header) {}

  Declared(World world, Unit unit, Schema schema, Header header, Fields given) {
    this.world = world;
    this.unit = unit;
    this.schema = schema;
    this.header = header;
    this.fields = given.all();
    this.expansion = new Expansion(world, unit, this::reference, given);
  }

  World world() {
    return world;
  }

  Unit unit() {
    return unit;
  }

  Schema schema() {
    return schema;
  }

  Header header() {
    return header;
  }

  Map<String, Field> fields() {
    return fields;
  }

  Expansion expansion() {
    return expansion;
  }

  /** Never none: what promises nothing is still checked once. */
  List<Instance> instances() {
    var instances = expansion.instances();
    return instances.isEmpty() ? List.of(Instance.none()) : instances;
  }

  /** What to point at when the block as a whole is meant. */
  Span span() {
    return header.span();
  }

  boolean hasInstances() {
    return fields.containsKey("for_each");
  }

  /** As it is referred to. */
  String reference() {
    return schema.name() + "[\"" + header.label() + "\"]";
  }

  /** An attribute that the kind has, given or not; a value that the kind computes. */
  Optional<Slot> slot(String name) {
    var known = slots.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var made = content(name).map(content -> new Slot(this, "." + name, content));
    if (slots.isEmpty()) {
      slots = new HashMap<>();
    }
    made.ifPresent(slot -> slots.put(name, slot));
    return made;
  }

  /** What a field is for an instance; one with a cell must be finished. */
  Traced value(Field field, Instance instance) {
    var literal = field.literal();
    return literal.isPresent()
        ? Traced.of(Value.text(literal.get()))
        : slot(field.name()).orElseThrow().of(instance.index());
  }

  private Optional<Slot.Content> content(String name) {
    var field = fields.get(name);
    if (field != null && Demands.reason(schema, name).isEmpty()) {
      return Optional.of(new Evaluated(world, field, Place.of(this)));
    }
    if (name.equals(schema.key())) {
      return Optional.of(new Slot.Content.Fixed(Value.text(header.label())));
    }
    if (schema.computed().containsKey(name)) {
      return Optional.of(new Slot.Content.Fixed(new Value.Unknown(BasicType.STRING)));
    }
    return schema.attribute(name).isPresent() || MetaSchema.ATTRIBUTES.containsKey(name)
        ? Optional.of(new Slot.Content.Fixed(Values.NULL))
        : Optional.empty();
  }

  /** All attributes that are given, and the key, as one object. */
  Slot whole() {
    if (whole.isEmpty()) {
      whole = Optional.of(new Slot(this, "", new Whole(this)));
    }
    return whole.get();
  }

  private record Whole(Declared promise) implements Slot.Content {
    private List<Slot> parts() {
      var parts = new ArrayList<Slot>();
      for (var name : promise.schema().attributes().keySet()) {
        promise.slot(name).ifPresent(parts::add);
      }
      return parts;
    }

    @Override
    public List<Cell.Need> needs() {
      return parts().stream().map(it -> new Cell.Need(it.cell(), promise.span())).toList();
    }

    @Override
    public Traced value(Instance instance) {
      var trace = Trace.NONE;
      var object = new TreeMap<String, Value>();
      for (var name : promise.schema().attributes().keySet()) {
        var part = promise.slot(name).orElseThrow().of(instance.index());
        object.put(name, part.value());
        trace = trace.and(part.trace());
      }
      return new Traced(Value.object(object), trace);
    }
  }
}
