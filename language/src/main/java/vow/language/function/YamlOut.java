package vow.language.function;

/** Text in lines, with the column where the next character goes. */
final class YamlOut {
  private final StringBuilder text = new StringBuilder();
  private int column;

  void write(String part) {
    var lineEnd = part.lastIndexOf('\n');
    var after = lineEnd < 0 ? part : part.substring(lineEnd + 1);
    column = (lineEnd < 0 ? column : 0) + after.codePointCount(0, after.length());
    text.append(part);
    Bounds.checkText(text.length());
  }

  /** Goes to a column of a new line, or of this one when nothing is in it yet. */
  void startLine(int indent) {
    if (column > 0) {
      write("\n");
    }
    write(" ".repeat(indent));
  }

  int column() {
    return column;
  }

  String text() {
    return text.toString();
  }
}
