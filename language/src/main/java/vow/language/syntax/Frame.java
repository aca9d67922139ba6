package vow.language.syntax;

/** What the scanner is inside of. Braces are only counted inside templates, to find their end. */
sealed interface Frame {
  record Quotes() implements Frame {}

  record Heredoc(String marker) implements Frame {}

  record BareTemplate() implements Frame {}

  /** <code>${</code> or <code>%{</code>. */
  record Sequence() implements Frame {}

  record Brace() implements Frame {}
}
