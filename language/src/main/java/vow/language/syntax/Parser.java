package vow.language.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Reads HCL native syntax. Never throws on any input: what is wrong goes into the diagnostics, and
 * the rest is still returned. Time and memory grow with the size of the source; depth is bounded.
 */
public final class Parser {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int BYTE_ORDER_MARK_BYTES = 3;

  private Parser() {}

  /** A policy file. */
  public static File parseFile(Source source, Diagnostics diagnostics) {
    if (isRefused(source, diagnostics)) {
      return new File(source, new Body(List.of(), List.of(), source.span(0, 0)));
    }
    var tokens = Scanner.scan(source);
    if (isRefused(tokens, diagnostics)) {
      return new File(source, new Body(List.of(), List.of(), source.span(0, 0)));
    }
    return new File(source, new BodyParser(new TokenReader(tokens, diagnostics)).parseFile());
  }

  /** One expression, and nothing after it. Newlines in it mean nothing. */
  public static Expression parseExpression(Source source, Diagnostics diagnostics) {
    if (isRefused(source, diagnostics)) {
      return new Expression.Invalid(source.span(0, 0));
    }
    var tokens = Scanner.scan(source);
    if (isRefused(tokens, diagnostics)) {
      return new Expression.Invalid(source.span(0, 0));
    }
    var in = new TokenReader(tokens, diagnostics);
    in.newlinesMatter(false);
    var expression = new ExpressionParser(in).parse();
    if (!in.panicking() && !in.at(TokenKind.END)) {
      in.failHere("unexpected-text", "there is more after the expression", "one expression");
    }
    return in.panicking() ? expression : Height.checked(expression, in);
  }

  /** A template without quotes, as in a file for {@code templatefile}. */
  public static Expression parseTemplate(Source source, Diagnostics diagnostics) {
    if (isRefused(source, diagnostics)) {
      return new Expression.Invalid(source.span(0, 0));
    }
    var tokens = Scanner.scanTemplate(source);
    if (isRefused(tokens, diagnostics)) {
      return new Expression.Invalid(source.span(0, 0));
    }
    var in = new TokenReader(tokens, diagnostics);
    return Height.checked(new ExpressionParser(in).templates().parseBare(), in);
  }

  /** Whether the whole text is one name, as it could stand in a reference. */
  public static boolean isName(String text) {
    var bytes = text.getBytes(UTF_8);
    return bytes.length > 0 && Lexemes.nameLength(bytes, 0) == bytes.length;
  }

  private static boolean isRefused(Tokens tokens, Diagnostics diagnostics) {
    if (tokens.count() <= Limits.MAX_TOKENS) {
      return false;
    }
    diagnostics.add(
        Diagnostic.error(
                "too-many-tokens",
                "unable to read this source: it has too many words, signs and lines of texts",
                tokens.span(Limits.MAX_TOKENS))
            .expecting("at most %,d in one file".formatted(Limits.MAX_TOKENS)));
    return true;
  }

  private static boolean isRefused(Source source, Diagnostics diagnostics) {
    if (source.length() > Limits.MAX_SOURCE_BYTES) {
      diagnostics.add(
          Diagnostic.error(
                  "source-too-large",
                  "unable to read this source: it has %,d bytes".formatted(source.length()),
                  source.span(0, 0))
              .expecting("at most %,d bytes".formatted(Limits.MAX_SOURCE_BYTES)));
      return true;
    }
    var bytes = source.bytes();
    if (bytes.length > 0 && Utf8.decode(bytes, 0) == BYTE_ORDER_MARK) {
      diagnostics.add(
          Diagnostic.error(
                  "byte-order-mark",
                  "the source starts with a byte order mark",
                  source.span(0, BYTE_ORDER_MARK_BYTES))
              .expecting("UTF-8 without one"));
      return true;
    }
    var invalid = Utf8.firstInvalid(bytes);
    if (invalid >= 0) {
      diagnostics.add(
          Diagnostic.error(
                  "invalid-utf8",
                  "byte 0x%02x is not UTF-8".formatted(bytes[invalid]),
                  source.span(invalid, invalid + 1))
              .expecting("a text in UTF-8"));
    }
    return invalid >= 0;
  }
}
