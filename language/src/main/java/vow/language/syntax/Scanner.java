package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a source into tokens. It never fails: what has no place in the language becomes a token that
 * the parser complains about. Text nests in expressions and expressions in text, hence a stack.
 *
 * <p>Source: hcl/hclsyntax/spec.md, "Lexical Elements", "Template Expressions".
 */
public final class Scanner {
  private static final Frame QUOTES = new Frame.Quotes();
  private static final Frame SEQUENCE = new Frame.Sequence();
  private static final Frame BRACE = new Frame.Brace();

  private final Source source;
  private final byte[] bytes;
  private final Tokens tokens;
  private final List<Frame> frames = new ArrayList<>();
  private int at;
  private int framesAtLineStart;

  private Scanner(Source source) {
    this.source = source;
    this.bytes = source.bytes();
    this.tokens = new Tokens(source);
  }

  /** A file or an expression; its first {@link Limits#MAX_TOKENS} and two when it has more. */
  public static Tokens scan(Source source) {
    return new Scanner(source).run();
  }

  /** A template without quotes. */
  static Tokens scanTemplate(Source source) {
    var scanner = new Scanner(source);
    scanner.frames.add(new Frame.BareTemplate());
    return scanner.run();
  }

  private Tokens run() {
    while (at < bytes.length && tokens.count() <= Limits.MAX_TOKENS) {
      if (frames.isEmpty()) {
        scanToken();
        continue;
      }
      switch (frames.getLast()) {
        case Frame.Sequence _, Frame.Brace _ -> scanToken();
        case Frame.Quotes _ -> scanQuoted();
        case Frame.Heredoc heredoc -> scanHeredocLine(heredoc.marker());
        case Frame.BareTemplate _ -> scanTextLine();
      }
    }
    if (!frames.isEmpty() && frames.getLast() instanceof Frame.Quotes) {
      emit(TokenKind.UNCLOSED_QUOTE, 0);
    }
    emit(TokenKind.END, 0);
    return tokens;
  }

  private void emit(TokenKind kind, int length) {
    tokens.add(kind, at, at + length);
    at += length;
  }

  /** The byte at this distance, or 0 beyond the end. */
  private int ahead(int distance) {
    return at + distance < bytes.length ? bytes[at + distance] : 0;
  }

  private void scanToken() {
    var c = bytes[at];
    switch (c) {
      case ' ', '\t' -> skipBlanks();
      case '\n' -> emitNewline(1);
      case '\r' -> {
        if (ahead(1) == '\n') {
          emitNewline(2);
        } else {
          emit(TokenKind.INVALID, 1);
        }
      }
      case '"' -> {
        emit(TokenKind.OPEN_QUOTE, 1);
        frames.add(QUOTES);
      }
      case '{' -> {
        emit(TokenKind.OPEN_BRACE, 1);
        if (!frames.isEmpty()) {
          frames.add(BRACE);
        }
      }
      case '}' -> closeBrace();
      case '#' -> lineComment();
      default -> {
        if (Utf8.isDigit(c)) {
          emit(TokenKind.NUMBER, Lexemes.numberLength(bytes, at));
        } else {
          scanNameOrSymbol();
        }
      }
    }
  }

  private void skipBlanks() {
    do {
      at++;
    } while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t'));
  }

  private void emitNewline(int length) {
    emit(TokenKind.NEWLINE, length);
    framesAtLineStart = frames.size();
  }

  private void closeBrace() {
    if (frames.isEmpty()) {
      emit(TokenKind.CLOSE_BRACE, 1);
    } else {
      var closed = frames.removeLast();
      emit(closed instanceof Frame.Sequence ? TokenKind.CLOSE_SEQUENCE : TokenKind.CLOSE_BRACE, 1);
    }
  }

  private void scanNameOrSymbol() {
    var length = Lexemes.nameLength(bytes, at);
    if (length > 0) {
      emit(TokenKind.IDENTIFIER, length);
    } else if (bytes[at] == '/' && ahead(1) == '/') {
      lineComment();
    } else if (bytes[at] == '/' && ahead(1) == '*') {
      blockComment();
    } else if (bytes[at] == '<' && ahead(1) == '<') {
      openHeredoc();
    } else if (bytes[at] == '~' && ahead(1) == '}') {
      if (!frames.isEmpty() && frames.getLast() instanceof Frame.Sequence) {
        frames.removeLast();
      }
      emit(TokenKind.CLOSE_SEQUENCE, 2);
    } else {
      scanSymbol();
    }
  }

  private void scanSymbol() {
    var kind = Lexemes.symbol(bytes[at], ahead(1), ahead(2));
    if (kind == TokenKind.INVALID) {
      var codePoint = Utf8.decode(bytes, at);
      emit(kind, codePoint == Utf8.INVALID ? 1 : Utf8.size(codePoint));
    } else {
      emit(kind, Lexemes.symbolLength(kind));
    }
  }

  private void lineComment() {
    var end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end < bytes.length && bytes[end - 1] == '\r') {
      end--;
    }
    emit(TokenKind.COMMENT, end - at);
  }

  private void blockComment() {
    var end = at + 2;
    while (end + 1 < bytes.length && !(bytes[end] == '*' && bytes[end + 1] == '/')) {
      end++;
    }
    if (end + 1 < bytes.length) {
      emit(TokenKind.COMMENT, end + 2 - at);
    } else {
      emit(TokenKind.UNCLOSED_COMMENT, bytes.length - at);
    }
  }

  private void openHeredoc() {
    var nameStart = at + (ahead(2) == '-' ? 3 : 2);
    var nameLength = nameStart < bytes.length ? Lexemes.nameLength(bytes, nameStart) : 0;
    var end = nameStart + nameLength;
    var lineEnd = Lexemes.skipBlanks(bytes, end);
    if (nameLength == 0 || lineEnd == bytes.length || bytes[lineEnd] != '\n') {
      emit(TokenKind.INVALID_HEREDOC, end - at);
      return;
    }
    var exact = lineEnd == end || (lineEnd == end + 1 && bytes[end] == '\r');
    frames.add(new Frame.Heredoc(source.text(nameStart, end)));
    emit(exact ? TokenKind.OPEN_HEREDOC : TokenKind.INVALID_HEREDOC, lineEnd + 1 - at);
    framesAtLineStart = frames.size();
  }

  private void scanQuoted() {
    var start = at;
    while (at < bytes.length) {
      var c = bytes[at];
      if (c == '"' || c == '\n' || c == '\r' || opensSequence()) {
        break;
      }
      var escapes = c == '\\' && ahead(1) != '\n' && ahead(1) != '\r' && at + 1 < bytes.length;
      at += escapes ? 2 : isEscapedOpening() ? 3 : 1;
    }
    textFrom(start, TokenKind.QUOTED_TEXT);
    if (at == bytes.length) {
      return;
    }
    switch (bytes[at]) {
      case '"' -> {
        frames.removeLast();
        emit(TokenKind.CLOSE_QUOTE, 1);
      }
      case '\n', '\r' -> leaveQuotes();
      default -> openSequence();
    }
  }

  /**
   * The closing quote is missing. Leaves all templates that were opened on this line, so that the
   * next lines are read as what they most probably are.
   */
  private void leaveQuotes() {
    emit(TokenKind.UNCLOSED_QUOTE, 0);
    var keep = Math.min(framesAtLineStart, frames.size() - 1);
    while (frames.get(keep) instanceof Frame.Brace) {
      keep++;
    }
    frames.subList(keep, frames.size()).clear();
    if (bytes[at] == '\r' && ahead(1) != '\n') {
      emit(TokenKind.INVALID, 1);
    }
  }

  private void scanHeredocLine(String marker) {
    if (at == 0 || bytes[at - 1] == '\n') {
      var end = Lexemes.lineEnd(bytes, at);
      if (end < bytes.length && Lexemes.isMarker(source, at, end, marker)) {
        if (end > at && bytes[end - 1] == '\r') {
          end--;
        }
        frames.removeLast();
        emit(TokenKind.CLOSE_HEREDOC, end - at);
        return;
      }
    }
    scanTextLine();
  }

  private void scanTextLine() {
    var start = at;
    while (at < bytes.length && !opensSequence()) {
      if (bytes[at] == '\n') {
        at++;
        textFrom(start, TokenKind.TEXT);
        framesAtLineStart = frames.size();
        return;
      }
      at += isEscapedOpening() ? 3 : 1;
    }
    textFrom(start, TokenKind.TEXT);
    if (at < bytes.length) {
      openSequence();
    }
  }

  private void textFrom(int start, TokenKind kind) {
    if (at > start) {
      tokens.add(kind, start, at);
    }
  }

  /** At <code>${</code> or <code>%{</code>. */
  private boolean opensSequence() {
    return (bytes[at] == '$' || bytes[at] == '%') && ahead(1) == '{';
  }

  /** At <code>$${</code> or <code>%%{</code>. */
  private boolean isEscapedOpening() {
    var c = bytes[at];
    return (c == '$' || c == '%') && ahead(1) == c && ahead(2) == '{';
  }

  private void openSequence() {
    var kind = bytes[at] == '$' ? TokenKind.OPEN_INTERPOLATION : TokenKind.OPEN_DIRECTIVE;
    emit(kind, ahead(2) == '~' ? 3 : 2);
    frames.add(SEQUENCE);
  }
}
