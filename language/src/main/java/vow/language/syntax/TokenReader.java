package vow.language.syntax;

/**
 * The parser's place in the tokens. Comments are never seen; newlines only where they mean
 * something.
 *
 * <p>After an error it panics: further errors are swallowed, because they would only be echoes,
 * until somebody has found a place from where the rest makes sense again and calls {@link
 * #recover}.
 */
final class TokenReader {
  private final Tokens tokens;
  private final Diagnostics diagnostics;

  /** The first token after the last that was read; {@link #here} may be behind it. */
  private int next;

  private int here;
  private int lastEnd;
  private boolean newlinesMatter = true;
  private boolean panicking;
  private int depth;

  TokenReader(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    here = seenFrom(0);
  }

  /** The first token from this one on that is not a comment, nor a newline without meaning. */
  private int seenFrom(int first) {
    var token = first;
    while (isUnseen(tokens.kind(token))) {
      token++;
    }
    return token;
  }

  private boolean isUnseen(TokenKind kind) {
    return kind == TokenKind.COMMENT || (kind == TokenKind.NEWLINE && !newlinesMatter);
  }

  // --- reading

  /** Index of the next token. */
  int here() {
    return here;
  }

  TokenKind peek() {
    return tokens.kind(here);
  }

  boolean at(TokenKind kind) {
    return peek() == kind;
  }

  boolean atWord(String word) {
    return at(TokenKind.IDENTIFIER) && tokens.is(here(), word);
  }

  /** Takes the next token and gives its index. The last one, the end, is never used up. */
  int read() {
    var token = here;
    if (tokens.kind(token) != TokenKind.END) {
      next = token + 1;
      here = seenFrom(next);
    }
    lastEnd = tokens.end(token);
    return token;
  }

  boolean accept(TokenKind kind) {
    if (!at(kind)) {
      return false;
    }
    read();
    return true;
  }

  /** The kind of the token after the next one. */
  TokenKind second() {
    return at(TokenKind.END) ? TokenKind.END : tokens.kind(seenFrom(here + 1));
  }

  boolean isFirstOnLine() {
    return here() == 0 || tokens.kind(here() - 1) == TokenKind.NEWLINE;
  }

  /** Says whether newlines are tokens from here on, and gives what was said before. */
  boolean newlinesMatter(boolean matter) {
    var before = newlinesMatter;
    newlinesMatter = matter;
    here = seenFrom(next);
    return before;
  }

  Name readName() {
    var token = read();
    return new Name(tokens.text(token), tokens.span(token));
  }

  TokenKind kind(int token) {
    return tokens.kind(token);
  }

  String text(int token) {
    return tokens.text(token);
  }

  Span span(int token) {
    return tokens.span(token);
  }

  int start(int token) {
    return tokens.start(token);
  }

  int end(int token) {
    return tokens.end(token);
  }

  Source source() {
    return tokens.source();
  }

  /** From here to the end of the last token that was read. */
  Span from(int start) {
    return new Span(source(), start, Math.max(start, lastEnd));
  }

  Span spanHere() {
    return tokens.span(here());
  }

  /** Where the next token starts. */
  int startHere() {
    return tokens.start(here());
  }

  // --- errors

  boolean panicking() {
    return panicking;
  }

  void panic() {
    panicking = true;
  }

  void recover() {
    panicking = false;
  }

  /** An error after which what follows cannot be understood. */
  void fail(Diagnostic error) {
    report(error);
    panicking = true;
  }

  /** An error that the parser can go on after. */
  void report(Diagnostic error) {
    if (!panicking) {
      diagnostics.add(error);
    }
  }

  /** The next token cannot stand here. */
  void failHere(String code, String message, String expected) {
    fail(Unexpected.at(tokens, here(), code, message, expected));
  }

  /** The next token cannot stand here; what it should have closed started at the other place. */
  void failHere(String code, String message, String expected, Span opened) {
    fail(Unexpected.at(tokens, here(), code, message, expected).relatedTo("opened here", opened));
  }

  // --- depth

  /** Call before each step inwards; false, and an error, when there have been too many. */
  boolean enter() {
    depth++;
    if (depth <= Limits.MAX_DEPTH) {
      return true;
    }
    reportTooDeep(spanHere(), Limits.MAX_DEPTH);
    panicking = true;
    return false;
  }

  void reportTooDeep(Span place, int limit) {
    report(
        Diagnostic.error("too-deep", "this is nested more than " + limit + " levels deep", place)
            .expecting("something flatter, with parts of it in locals"));
  }

  void leave() {
    depth--;
  }
}
