package vow.model.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.Command;

/**
 * The values of one promise, already of the types that its schema asks for, read by name while a
 * kind's record is made. What is wrong beyond types is told through {@link #reject} and collected.
 */
public final class Fields {
  private final Map<String, Object> values;
  private final List<Problem> problems;

  /** What stands before the names in problems: empty, or a path that ends in a dot. */
  private final String prefix;

  /**
   * Wraps values.
   *
   * @param values by attribute name; nulls are left out
   */
  public Fields(Map<String, Object> values) {
    this(values, new ArrayList<>(0), "");
  }

  private Fields(Map<String, Object> values, List<Problem> problems, String prefix) {
    this.values = values;
    this.problems = problems;
    this.prefix = prefix;
  }

  /** What was rejected so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Whether the policy gives the attribute. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The attributes that the policy gives. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the policy gives one of these attributes. */
  public boolean hasAny(Set<String> names) {
    return !Collections.disjoint(values.keySet(), names);
  }

  /** Text, or empty when not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::valueOf);
  }

  /** Text of a required attribute; empty text when even that is missing, which was reported. */
  public String required(String name) {
    return text(name).orElse("");
  }

  /** True or false. */
  public boolean flag(String name, boolean fallback) {
    return values.get(name) instanceof Boolean b ? b : fallback;
  }

  /** True, false or not given. */
  public Optional<Boolean> flag(String name) {
    return values.get(name) instanceof Boolean b ? Optional.of(b) : Optional.empty();
  }

  /** A whole number. */
  public OptionalLong whole(String name) {
    return values.get(name) instanceof BigDecimal n
        ? OptionalLong.of(n.longValue())
        : OptionalLong.empty();
  }

  /** A duration. */
  public Optional<Duration> duration(String name) {
    return text(name).flatMap(Units::duration);
  }

  /** A size in bytes. */
  public OptionalLong sizeBytes(String name) {
    return text(name).map(Units::sizeBytes).orElse(OptionalLong.empty());
  }

  /** Permission bits. */
  public OptionalInt mode(String name) {
    return text(name).map(Units::mode).orElse(OptionalInt.empty());
  }

  /** A list of text; empty when not given. */
  public List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** A map of text in the policy's order; empty when not given. */
  public Map<String, String> textMap(String name) {
    var result = new LinkedHashMap<String, String>();
    if (values.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> result.put(String.valueOf(key), String.valueOf(value)));
    }
    return result;
  }

  /** A command. */
  public Optional<Command> command(String name) {
    if (values.get(name) instanceof String shell) {
      return Optional.of(new Command(List.of(shell), true));
    }
    return values.get(name) instanceof List<?>
        ? Optional.of(new Command(texts(name), false))
        : Optional.empty();
  }

  /** A file below the policy's folder. */
  public Optional<SourceFile> source(String name) {
    return values.get(name) instanceof Map<?, ?> map
        ? Optional.of(
            new SourceFile(String.valueOf(map.get("path")), String.valueOf(map.get("sha256"))))
        : Optional.empty();
  }

  /** The values of a nested block; its problems are ours, with a path such as {@code a.b}. */
  public Optional<Fields> nested(String name) {
    if (!(values.get(name) instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    var inner = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> {
      if (value != null) {
        inner.put(String.valueOf(key), value);
      }
    });
    return Optional.of(new Fields(inner, problems, prefix + name + "."));
  }

  /** The raw value. */
  public @Nullable Object raw(String name) {
    return values.get(name);
  }

  /** Tells that an attribute's value cannot be. */
  public void reject(String attribute, String code, String message, String expected) {
    var path = Optional.of(prefix + attribute);
    problems.add(new Problem(path, code, message, Optional.of(expected)));
  }

  /** Tells that the values do not fit together. */
  public void rejectAll(String code, String message, String expected) {
    var path =
        Optional.of(prefix).filter(p -> !p.isEmpty()).map(p -> p.substring(0, p.length() - 1));
    problems.add(new Problem(path, code, message, Optional.of(expected)));
  }
}
