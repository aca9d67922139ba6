package vow.language.syntax;

import java.util.List;

/**
 * The indentation rule of {@code <<-}: the smallest number of spaces that a line starts with is
 * taken off every line. Lines of nothing but spaces don't count and are left alone; a line that
 * starts with an interpolation or directive has no spaces.
 */
final class HeredocIndent {
  private HeredocIndent() {}

  /** Changes the texts in place. */
  static void remove(List<TemplatePiece> pieces) {
    var smallest = smallest(pieces);
    var lineStart = true;
    for (var i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      if (lineStart && piece instanceof TemplatePiece.Text line && !isBlank(line.text())) {
        pieces.set(i, new TemplatePiece.Text(line.text().substring(smallest), line.span()));
      }
      lineStart = endsLine(piece);
    }
  }

  private static int smallest(List<TemplatePiece> pieces) {
    var smallest = Integer.MAX_VALUE;
    var lineStart = true;
    for (var piece : pieces) {
      if (lineStart) {
        var isBlank = piece instanceof TemplatePiece.Text line && isBlank(line.text());
        smallest = isBlank ? smallest : Math.min(smallest, spaces(piece));
      }
      lineStart = endsLine(piece);
    }
    return smallest;
  }

  private static int spaces(TemplatePiece piece) {
    return piece instanceof TemplatePiece.Text line
        ? line.text().length() - Lexemes.trim(line.text(), true, false).length()
        : 0;
  }

  private static boolean isBlank(String line) {
    return line.endsWith("\n") && Lexemes.trim(line, true, false).isEmpty();
  }

  private static boolean endsLine(TemplatePiece piece) {
    return piece instanceof TemplatePiece.Text text && text.text().endsWith("\n");
  }
}
