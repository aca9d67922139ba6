package vow.language.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Span;
import vow.language.value.Value;

/**
 * What the data files of a policy say for this node: {@code data.KEY}.
 *
 * @param layers the declared order, the first counts most
 * @param values what {@code data} is
 * @param rules how the values of a key are put together, where a rule is declared
 */
public record Data(List<Layer> layers, Map<String, Value> values, Map<String, Rule> rules) {
  /** A policy without data. */
  public static final Data NONE = new Data(List.of(), Map.of(), Map.of());

  public Data {
    layers = List.copyOf(layers);
  }

  /** How a key's values in several layers become one. */
  public enum Rule {
    /** The first layer that has it. */
    FIRST,
    /** Maps, key by key and down to the ground; what is no map is taken from the first. */
    DEEP,
    /** Lists, one behind the other, each item once. */
    UNIQUE;

    /** The word in policies. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One layer.
   *
   * @param name such as {@code os/debian}
   * @param file relative to the policy's folder; empty when there is none
   * @param entries by key
   */
  public record Layer(String name, Optional<String> file, Map<String, Entry> entries) {}

  /**
   * A value in a layer.
   *
   * @param span where it is written; empty where only the file is known
   */
  public record Entry(Value value, Optional<Span> span) {}

  /** The rule of a key. */
  public Rule rule(String key) {
    return rules.getOrDefault(key, Rule.FIRST);
  }
}
