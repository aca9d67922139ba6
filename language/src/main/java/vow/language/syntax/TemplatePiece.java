package vow.language.syntax;

import java.util.List;
import java.util.Optional;
import vow.language.syntax.Expression.ForIntro;

/** What a template is made of before directives are matched with their ends. */
sealed interface TemplatePiece {
  Span span();

  /** The same with another span: the end is known only after it has been made. */
  TemplatePiece endingAt(Span whole);

  record Text(String text, Span span) implements TemplatePiece {
    @Override
    public Text endingAt(Span whole) {
      return new Text(text, whole);
    }
  }

  record Value(Expression value, Span span) implements TemplatePiece {
    @Override
    public Value endingAt(Span whole) {
      return new Value(value, whole);
    }
  }

  record If(Expression condition, Span span) implements TemplatePiece {
    @Override
    public If endingAt(Span whole) {
      return new If(condition, whole);
    }
  }

  record Else(Span span) implements TemplatePiece {
    @Override
    public Else endingAt(Span whole) {
      return new Else(whole);
    }
  }

  record EndIf(Span span) implements TemplatePiece {
    @Override
    public EndIf endingAt(Span whole) {
      return new EndIf(whole);
    }
  }

  /** The intro is empty after an error. */
  record For(Optional<ForIntro> intro, Span span) implements TemplatePiece {
    @Override
    public For endingAt(Span whole) {
      return new For(intro, whole);
    }
  }

  record EndFor(Span span) implements TemplatePiece {
    @Override
    public EndFor endingAt(Span whole) {
      return new EndFor(whole);
    }
  }

  /** Takes the spaces off the end of the last piece, if that is a text. */
  static void trimEnd(List<TemplatePiece> pieces) {
    if (!pieces.isEmpty() && pieces.getLast() instanceof Text last) {
      var trimmed = Lexemes.trim(last.text(), false, true);
      pieces.set(pieces.size() - 1, new Text(trimmed, last.span()));
    }
  }

  /** Makes one of texts that follow each other, in NFC, as values are. */
  static void joinTexts(List<TemplatePiece> pieces) {
    var kept = 0;
    for (var i = 0; i < pieces.size(); ) {
      var piece = pieces.get(i++);
      if (piece instanceof Text first) {
        var text = new StringBuilder(first.text());
        var span = first.span();
        while (i < pieces.size() && pieces.get(i) instanceof Text more) {
          text.append(more.text());
          span = span.to(more.span());
          i++;
        }
        piece = new Text(Utf8.normalized(text.toString()), span);
      }
      pieces.set(kept++, piece);
    }
    pieces.subList(kept, pieces.size()).clear();
  }
}
