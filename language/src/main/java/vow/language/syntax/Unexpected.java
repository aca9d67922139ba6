package vow.language.syntax;

/**
 * Says what is wrong with a token that cannot stand where it stands. Characters that people bring
 * from other languages get their own words; everything else is told as the parser knows it.
 */
final class Unexpected {
  private Unexpected() {}

  static Diagnostic at(Tokens tokens, int token, String code, String message, String expected) {
    var error = error(tokens, token, code, message);
    return error.expected().isPresent() ? error : error.expecting(expected);
  }

  private static Diagnostic error(Tokens tokens, int token, String code, String message) {
    var span = tokens.span(token);
    return switch (tokens.kind(token)) {
      case INVALID -> invalid(tokens.text(token), span);
      case INVALID_HEREDOC ->
          Diagnostic.error("invalid-heredoc", "unable to read this heredoc's opening", span);
      case UNCLOSED_COMMENT ->
          Diagnostic.error("unclosed-comment", "this comment has no end", opening(span, 2))
              .expecting("*/");
      case UNCLOSED_QUOTE -> Diagnostic.error("unclosed-string", "this text has no end", span);
      default -> Diagnostic.error(code, message + ", found " + found(tokens, token), span);
    };
  }

  private static String found(Tokens tokens, int token) {
    var kind = tokens.kind(token);
    return switch (kind) {
      case IDENTIFIER, NUMBER -> "\"" + shortened(tokens.text(token)) + "\"";
      default -> kind.words();
    };
  }

  private static Diagnostic invalid(String character, Span span) {
    return switch (character) {
      case "&" -> operator("& is not an operator of the language", span).suggesting("&&");
      case "|" -> operator("| is not an operator of the language", span).suggesting("||");
      case "~" -> operator("~ is not an operator of the language", span).suggesting("!");
      case "^" -> operator("^ is not an operator of the language", span);
      case "'" -> quote("single quotes do not make a text", span);
      case "`" -> quote("backticks do not make a text", span);
      case "“", "”", "„" -> quote("curly quotes do not make a text", span);
      case ";" -> character("semicolons do not separate anything", span);
      case "\r" -> character("a carriage return without a line feed is not a line end", span);
      case "\uFEFF" -> character("a byte order mark is not allowed", span);
      default -> character("\"" + printable(character) + "\" has no meaning here", span);
    };
  }

  private static Diagnostic operator(String message, Span span) {
    return Diagnostic.error("unsupported-operator", message, span);
  }

  private static Diagnostic character(String message, Span span) {
    return Diagnostic.error("invalid-character", message, span);
  }

  private static Diagnostic quote(String message, Span span) {
    return character(message, span).expecting("double quotes, as in \"text\"");
  }

  private static String printable(String character) {
    var codePoint = character.codePointAt(0);
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT
        ? String.format("U+%04X", codePoint)
        : character;
  }

  /** For messages: names and numbers can have megabytes. */
  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static Span opening(Span span, int length) {
    return new Span(span.source(), span.start(), span.start() + length);
  }
}
