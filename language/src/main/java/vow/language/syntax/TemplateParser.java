package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.Expression.Template;

/**
 * Templates: first a flat list of pieces with trim markers applied, then heredoc indentation, then
 * the tree of directives.
 *
 * <p>Source: hcl/hclsyntax/spec.md, "Templates".
 */
final class TemplateParser {
  private static final List<String> DIRECTIVES = List.of("if", "else", "endif", "for", "endfor");

  private final TokenReader in;
  private final ExpressionParser expressions;
  private final ForParser fors;

  TemplateParser(TokenReader in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
    fors = new ForParser(in, expressions);
  }

  Template parseQuoted() {
    if (!in.panicking()
        && in.second() == TokenKind.QUOTED_TEXT
        && in.kind(in.here() + 2) == TokenKind.CLOSE_QUOTE) {
      return parseLiteral();
    }
    var open = in.span(in.read());
    return parse(TokenKind.CLOSE_QUOTE, Template.Form.QUOTED, open, false);
  }

  /** A text with nothing to evaluate in it, as almost all are: the same as from its pieces. */
  private Template parseLiteral() {
    var open = in.start(in.read());
    var token = in.read();
    var text = Utf8.normalized(StringText.of(in, token));
    in.read();
    var parts = List.<TemplatePart>of(new TemplatePart.Text(text, in.span(token)));
    return new Template(parts, Template.Form.QUOTED, in.from(open));
  }

  Template parseHeredoc() {
    var token = in.read();
    var flush = in.text(token).startsWith("<<-");
    return parse(TokenKind.CLOSE_HEREDOC, Template.Form.HEREDOC, in.span(token), flush);
  }

  Template parseBare() {
    var start = in.source().span(0, 0);
    return parse(TokenKind.END, Template.Form.BARE, start, false);
  }

  private Template parse(TokenKind close, Template.Form form, Span open, boolean flush) {
    var pieces = new ArrayList<TemplatePiece>();
    var whole = parsePieces(pieces, close, open);
    if (flush) {
      HeredocIndent.remove(pieces);
    }
    TemplatePiece.joinTexts(pieces);
    var parts = new TemplateTree(in, pieces, whole).build();
    return new Template(parts, form, in.from(open.start()));
  }

  /** False when there were errors, so that directives may be missing. */
  private boolean parsePieces(List<TemplatePiece> pieces, TokenKind close, Span open) {
    var whole = true;
    var trimNext = false;
    while (!in.at(close)) {
      switch (in.peek()) {
        case QUOTED_TEXT, TEXT -> {
          pieces.add(parseText(trimNext));
          trimNext = false;
        }
        case OPEN_INTERPOLATION, OPEN_DIRECTIVE -> {
          trimNext = parseSequence(pieces);
          whole &= !in.panicking();
          if (in.panicking()) {
            Recovery.pastClose(in, TokenKind.CLOSE_SEQUENCE);
          }
        }
        default -> failUnclosed(close, open);
      }
      if (in.panicking()) {
        return false;
      }
    }
    in.read();
    return whole;
  }

  private TemplatePiece parseText(boolean trimmed) {
    var token = in.read();
    var text = StringText.of(in, token);
    return new TemplatePiece.Text(Lexemes.trim(text, trimmed, false), in.span(token));
  }

  private void failUnclosed(TokenKind close, Span open) {
    if (close == TokenKind.CLOSE_HEREDOC) {
      var marker = open.text().replace("<<-", "").replace("<<", "").strip();
      in.fail(
          Diagnostic.error("unclosed-heredoc", "this heredoc has no end", open)
              .expecting("a line with nothing but " + marker + ", and a line end after it"));
    } else {
      in.fail(
          Diagnostic.error("unclosed-string", "this text has no closing quote on its line", open)
              .expecting("a quote on the same line, or a heredoc for text of several lines"));
    }
  }

  /** One interpolation or directive. True when spaces after it are to be trimmed. */
  private boolean parseSequence(List<TemplatePiece> pieces) {
    var open = in.read();
    if (in.text(open).endsWith("~")) {
      TemplatePiece.trimEnd(pieces);
    }
    var before = in.newlinesMatter(false);
    var piece = in.text(open).startsWith("$") ? parseInterpolation(open) : parseDirective(open);
    var trims = parseClose(open);
    in.newlinesMatter(before);
    pieces.add(piece.endingAt(in.from(in.start(open))));
    return trims;
  }

  private TemplatePiece parseInterpolation(int open) {
    var span = in.span(open);
    return new TemplatePiece.Value(expressions.parse(), span);
  }

  private TemplatePiece parseDirective(int open) {
    var span = in.span(open);
    if (!in.at(TokenKind.IDENTIFIER)) {
      in.failHere(
          "invalid-directive", "a directive needs its name", "if, else, endif, for or endfor");
      return new TemplatePiece.EndIf(span);
    }
    var name = in.here();
    var word = in.text(in.read());
    return switch (word) {
      case "if" -> new TemplatePiece.If(expressions.parse(), span);
      case "else" -> new TemplatePiece.Else(span);
      case "endif" -> new TemplatePiece.EndIf(span);
      case "for" -> new TemplatePiece.For(fors.parseHead("for directive"), span);
      case "endfor" -> new TemplatePiece.EndFor(span);
      default -> {
        in.fail(
            Diagnostic.error(
                    "invalid-directive",
                    "there is no directive \"" + Unexpected.shortened(word) + "\"",
                    in.span(name))
                .expecting("if, else, endif, for or endfor")
                .suggesting(Spelling.nearest(word, DIRECTIVES)));
        yield new TemplatePiece.EndIf(span);
      }
    };
  }

  private boolean parseClose(int open) {
    if (in.panicking()) {
      return false;
    }
    if (in.at(TokenKind.CLOSE_SEQUENCE)) {
      return in.text(in.read()).startsWith("~");
    }
    var what = in.text(open).startsWith("$") ? "an interpolation" : "a directive";
    var sign = in.text(open).substring(0, 1);
    in.failHere(
        "unclosed-sequence",
        what + " is not closed",
        "\"}\", or \"" + sign + sign + "{\" in front for a literal \"" + sign + "{\"",
        in.span(open));
    return false;
  }
}
