package vow.model.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vow.model.kind.Kind;

/**
 * Everything that is said of a kind, once: the checker, the reference documentation and the
 * record's factory all come from here.
 *
 * @param name the block type in policies
 * @param key the attribute that gives the promise its identity and defaults to the label
 * @param doc one paragraph of what the kind promises
 * @param example a policy that compiles and is tested
 * @param computed what a reference may also ask for: name and meaning
 * @param blindSpots what no event tells about this kind
 * @param disrupts whether a repair may be felt by who uses the machine
 */
public record Schema(
    String name,
    String key,
    String doc,
    Map<String, Attribute> attributes,
    String example,
    Map<String, String> computed,
    List<String> blindSpots,
    boolean disrupts,
    Function<Fields, Kind> make) {

  /** Starts the description of a kind. */
  public static Builder kind(String name, String key, String doc) {
    return new Builder(name, key, doc);
  }

  /** The attribute of that name. */
  public Optional<Attribute> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** Collects what is said of a kind; {@link #make} ends it. */
  public static final class Builder {
    private final String name;
    private final String key;
    private final String doc;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final Map<String, String> computed = new LinkedHashMap<>();
    private final List<String> blindSpots = new ArrayList<>();
    private String example = "";
    private boolean disrupts;

    private Builder(String name, String key, String doc) {
      this.name = name;
      this.key = key;
      this.doc = doc;
    }

    /** An attribute that must be given (the key defaults to the label). */
    public Builder required(String attribute, Type type, String text) {
      attributes.put(attribute, new Attribute(attribute, type, true, text, ""));
      return this;
    }

    /** An attribute that may be given. */
    public Builder optional(String attribute, Type type, String text) {
      return optional(attribute, type, text, "");
    }

    /** An attribute that may be given, and what applies otherwise. */
    public Builder optional(String attribute, Type type, String text, String fallback) {
      attributes.put(attribute, new Attribute(attribute, type, false, text, fallback));
      return this;
    }

    /** A value that references may ask for although no policy writes it. */
    public Builder computed(String attribute, String text) {
      computed.put(attribute, text);
      return this;
    }

    /** A policy that shows the kind. */
    public Builder example(String policy) {
      example = policy;
      return this;
    }

    /** Something that no event tells. */
    public Builder blindSpot(String text) {
      blindSpots.add(text);
      return this;
    }

    /** A repair may be felt by who uses the machine. */
    public Builder disrupts() {
      disrupts = true;
      return this;
    }

    /** Ends the description with the record's factory. */
    public Schema make(Function<Fields, Kind> factory) {
      return new Schema(
          name,
          key,
          doc,
          java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes)),
          example,
          java.util.Collections.unmodifiableMap(new LinkedHashMap<>(computed)),
          List.copyOf(blindSpots),
          disrupts,
          factory);
    }
  }
}
