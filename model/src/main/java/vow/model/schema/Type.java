package vow.model.schema;

import java.util.List;
import vow.model.Edge;

/** The type of an attribute as policies write it. {@link Check} says whether a value has it. */
public sealed interface Type {
  /** Text; numbers and booleans are written out. */
  record Text() implements Type {}

  /** True or false. */
  record Bool() implements Type {}

  /** A whole number within these limits, both included. */
  record Whole(long min, long max) implements Type {}

  /** Text with a unit: {@code "500ms"}, {@code "30s"}, {@code "1h30m"}, {@code "7d"}. */
  record Span() implements Type {}

  /** Text with a unit: {@code "4KiB"}, {@code "256MiB"}, {@code "10MB"}, {@code "512"}. */
  record Size() implements Type {}

  /** Text of three or four octal digits: {@code "0644"}. A number is refused. */
  record Mode() implements Type {}

  /** An absolute path. */
  record AbsolutePath() implements Type {}

  /** A file below the policy folder, by relative path; becomes a map of its path and hash. */
  record PolicyFile() implements Type {}

  /** One of these words. */
  record Word(List<String> allowed) implements Type {}

  /** A command: text for the shell, or a list of program and arguments. */
  record Shell() implements Type {}

  /** A list or set. */
  record ListOf(Type element) implements Type {}

  /** A map or object whose values have one type. */
  record MapOf(Type element) implements Type {}

  /** A nested block, or an object, with attributes of its own. */
  record Nested(List<Attribute> attributes) implements Type {}

  /** References to promises or whole groups of them. */
  record References() implements Type {}

  /** References to promises of one kind; becomes the list of their names, and edges. */
  record Named(String kind, Edge.Reason reason) implements Type {}

  /** A value of any type. */
  record Any() implements Type {}

  /** How the type is named in errors and in the reference. */
  default String text() {
    return switch (this) {
      case Text _ -> "text";
      case Bool _ -> "true or false";
      case Whole w -> "a whole number from " + w.min() + " to " + w.max();
      case Span _ -> "a duration such as \"30s\"";
      case Size _ -> "a size such as \"256MiB\"";
      case Mode _ -> "text of octal digits such as \"0644\"";
      case AbsolutePath _ -> "an absolute path";
      case PolicyFile _ -> "a file below the policy's folder";
      case Word w -> "one of \"" + String.join("\", \"", w.allowed()) + "\"";
      case Shell _ -> "a command: text for the shell, or a list of program and arguments";
      case ListOf l -> "a list of " + l.element().text();
      case MapOf m -> "a map of " + m.element().text();
      case Nested _ -> "a block";
      case References _ -> "a list of references such as [file[\"/etc/motd\"]]";
      case Named n -> "a list of references such as [%s[\"web\"]]".formatted(n.kind());
      case Any _ -> "any value";
    };
  }
}
