package vow.model.kind;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * Where in a text file something new goes: after the last line, or before the first line, in which
 * a pattern is found; at the end when no line or no pattern is.
 *
 * @param afterLine Java regular expression, found anywhere in the line
 * @param beforeLine the same
 */
public record Place(Optional<String> afterLine, Optional<String> beforeLine) {

  static Schema.Builder describe(Schema.Builder schema) {
    return schema
        .optional(
            "after_line",
            Types.TEXT,
            "New text goes after the last line with this regular expression.",
            "the end of the file")
        .optional(
            "before_line",
            Types.TEXT,
            "New text goes before the first line with this regular expression.");
  }

  static Place of(Fields fields) {
    if (fields.has("after_line") && fields.has("before_line")) {
      fields.reject(
          "before_line",
          "conflicting-attributes",
          "both after_line and before_line are given",
          "one of them");
    }
    return new Place(pattern(fields, "after_line"), pattern(fields, "before_line"));
  }

  /** A regular expression, checked. */
  static Optional<String> pattern(Fields fields, String attribute) {
    var text = fields.text(attribute);
    try {
      text.ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      fields.reject(
          attribute,
          "invalid-pattern",
          "\"" + text.orElse("") + "\" is no regular expression: " + e.getDescription(),
          "a regular expression");
      return Optional.empty();
    }
    return text;
  }
}
