package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.syntax.Expression.ForIntro;

/** Matches directives with their ends: pieces become parts. */
final class TemplateTree {
  private final TokenReader in;
  private final List<TemplatePiece> pieces;
  private final boolean whole;
  private int next;

  /**
   * @param whole false when pieces are missing because of errors: those that don't match are then
   *     echoes of them and not worth telling
   */
  TemplateTree(TokenReader in, List<TemplatePiece> pieces, boolean whole) {
    this.in = in;
    this.pieces = pieces;
    this.whole = whole;
  }

  List<TemplatePart> build() {
    var parts = new ArrayList<TemplatePart>();
    while (next < pieces.size()) {
      parts.addAll(parseUntilEnd());
      if (next < pieces.size()) {
        unexpected(pieces.get(next++), Optional.empty());
      }
    }
    return parts;
  }

  /** To the next else or end, which is not taken, or to the end of the template. */
  private List<TemplatePart> parseUntilEnd() {
    var parts = new ArrayList<TemplatePart>();
    while (next < pieces.size()) {
      switch (pieces.get(next)) {
        case TemplatePiece.Text text -> {
          parts.add(new TemplatePart.Text(text.text(), text.span()));
          next++;
        }
        case TemplatePiece.Value value -> {
          parts.add(new TemplatePart.Interpolation(value.value(), value.span()));
          next++;
        }
        case TemplatePiece.If start -> parts.add(nested(start));
        case TemplatePiece.For start -> parts.add(nested(start));
        case TemplatePiece.Else _, TemplatePiece.EndIf _, TemplatePiece.EndFor _ -> {
          return parts;
        }
      }
    }
    return parts;
  }

  private TemplatePart nested(TemplatePiece start) {
    next++;
    if (!in.enter()) {
      next = pieces.size();
    }
    var part =
        switch (start) {
          case TemplatePiece.If condition -> parseIf(condition);
          case TemplatePiece.For loop -> parseFor(loop);
          case TemplatePiece.Text _,
              TemplatePiece.Value _,
              TemplatePiece.Else _,
              TemplatePiece.EndIf _,
              TemplatePiece.EndFor _ ->
              throw new IllegalStateException("not the start of a directive");
        };
    in.leave();
    return part;
  }

  private TemplatePart parseIf(TemplatePiece.If start) {
    var then = parseUntilEnd();
    List<TemplatePart> otherwise = List.of();
    if (next < pieces.size() && pieces.get(next) instanceof TemplatePiece.Else) {
      next++;
      otherwise = parseUntilEnd();
    }
    if (next < pieces.size() && pieces.get(next) instanceof TemplatePiece.EndIf end) {
      next++;
      return new TemplatePart.If(start.condition(), then, otherwise, start.span().to(end.span()));
    }
    unclosed(start, "if");
    return new TemplatePart.If(start.condition(), then, otherwise, start.span());
  }

  private TemplatePart parseFor(TemplatePiece.For start) {
    var body = parseUntilEnd();
    var span = start.span();
    if (next < pieces.size() && pieces.get(next) instanceof TemplatePiece.EndFor end) {
      next++;
      span = span.to(end.span());
    } else {
      unclosed(start, "for");
    }
    var intro = start.intro().orElseGet(() -> invalidIntro(start.span()));
    return new TemplatePart.For(intro.key(), intro.value(), intro.collection(), body, span);
  }

  private static ForIntro invalidIntro(Span span) {
    return new ForIntro(Optional.empty(), new Name("", span), new Expression.Invalid(span));
  }

  private void unclosed(TemplatePiece start, String word) {
    if (next < pieces.size()) {
      unexpected(pieces.get(next++), Optional.of(start));
    } else if (whole) {
      in.report(
          Diagnostic.error(
                  "unclosed-directive", "this " + word + " directive has no end", start.span())
              .expecting(end(start)));
    }
  }

  private void unexpected(TemplatePiece piece, Optional<TemplatePiece> start) {
    if (!whole) {
      return;
    }
    var word =
        switch (piece) {
          case TemplatePiece.Else _ -> "else";
          case TemplatePiece.EndIf _ -> "endif";
          case TemplatePiece.EndFor _ -> "endfor";
          case TemplatePiece.Text _,
              TemplatePiece.Value _,
              TemplatePiece.If _,
              TemplatePiece.For _ ->
              throw new IllegalStateException("not the end of a directive");
        };
    var error =
        Diagnostic.error(
            "unexpected-directive", "this " + word + " belongs to nothing", piece.span());
    in.report(
        start
            .map(open -> error.expecting(end(open)).relatedTo("inside this", open.span()))
            .orElseGet(() -> error.expecting("an if or for directive before it")));
  }

  private static String end(TemplatePiece start) {
    return start instanceof TemplatePiece.If ? "%{ endif }" : "%{ endfor }";
  }
}
