package vow.language.syntax;

/** The kinds of tokens of HCL native syntax, templates included. */
public enum TokenKind {
  IDENTIFIER("a name"),
  NUMBER("a number"),
  /** Without the line end that closes it, which is a token of its own. */
  COMMENT("a comment"),
  NEWLINE("the end of the line"),
  END("the end of the file"),

  OPEN_BRACE("\"{\""),
  CLOSE_BRACE("\"}\""),
  OPEN_BRACKET("\"[\""),
  CLOSE_BRACKET("\"]\""),
  OPEN_PAREN("\"(\""),
  CLOSE_PAREN("\")\""),

  OPEN_QUOTE("a quote"),
  CLOSE_QUOTE("a quote"),
  /** {@code <<NAME} or {@code <<-NAME} with the line end. */
  OPEN_HEREDOC("a heredoc"),
  /** The closing name with the spaces around it, without the line end. */
  CLOSE_HEREDOC("the end of a heredoc"),
  /** Literal text in quotes, escapes unresolved. */
  QUOTED_TEXT("text"),
  /** Literal text in a heredoc or a bare template, at most one line, with its line end. */
  TEXT("text"),
  /** <code>${</code> or <code>${~</code>. */
  OPEN_INTERPOLATION("\"${\""),
  /** <code>%{</code> or <code>%{~</code>. */
  OPEN_DIRECTIVE("\"%{\""),
  /** <code>}</code> or <code>~}</code>. */
  CLOSE_SEQUENCE("\"}\""),

  EQUAL("\"=\""),
  DOT("\".\""),
  COMMA("\",\""),
  COLON("\":\""),
  DOUBLE_COLON("\"::\""),
  QUESTION("\"?\""),
  ELLIPSIS("\"...\""),
  FAT_ARROW("\"=>\""),
  BANG("\"!\""),
  PLUS("\"+\""),
  MINUS("\"-\""),
  STAR("\"*\""),
  SLASH("\"/\""),
  PERCENT("\"%\""),
  AND("\"&&\""),
  OR("\"||\""),
  EQUAL_EQUAL("\"==\""),
  NOT_EQUAL("\"!=\""),
  GREATER("\">\""),
  GREATER_OR_EQUAL("\">=\""),
  LESS("\"<\""),
  LESS_OR_EQUAL("\"<=\""),

  /** Where a closing quote is missing: empty, before the line end or the end of the file. */
  UNCLOSED_QUOTE("the end of the line"),
  /** To the end of the file. */
  UNCLOSED_COMMENT("an unclosed comment"),
  /** A heredoc's opening with something between its name and the line end. */
  INVALID_HEREDOC("an invalid heredoc"),
  /** One character that has no place in the language. */
  INVALID("an invalid character");

  private final String words;

  TokenKind(String words) {
    this.words = words;
  }

  /** For messages to users. */
  String words() {
    return words;
  }

  public boolean opens() {
    return switch (this) {
      case OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, OPEN_INTERPOLATION, OPEN_DIRECTIVE -> true;
      default -> false;
    };
  }

  public boolean closes() {
    return switch (this) {
      case CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, CLOSE_SEQUENCE -> true;
      default -> false;
    };
  }
}
