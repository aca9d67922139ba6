package vow.model;

import java.util.Optional;

/**
 * The identity of a promise, written {@code kind[name]}: {@code file[/etc/motd]}. The name is the
 * value of the kind's key attribute.
 */
public record PromiseId(String kind, String name) implements Comparable<PromiseId> {

  /** Reads {@code kind[name]}; empty when the text has another form. */
  public static Optional<PromiseId> parse(String text) {
    int open = text.indexOf('[');
    if (open <= 0 || !text.endsWith("]") || open + 2 >= text.length()) {
      return Optional.empty();
    }
    return Optional.of(
        new PromiseId(text.substring(0, open), text.substring(open + 1, text.length() - 1)));
  }

  // Written out: identities are the keys of almost every map here, and what the compiler makes for
  // a record costs a start ten classes and each map several times as much.
  @Override
  public boolean equals(Object other) {
    return other instanceof PromiseId it && name.equals(it.name) && kind.equals(it.kind);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + name.hashCode();
  }

  @Override
  public int compareTo(PromiseId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return kind + "[" + name + "]";
  }
}
