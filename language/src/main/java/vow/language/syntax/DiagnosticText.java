package vow.language.syntax;

import java.util.StringJoiner;

/**
 * Diagnostics as text for people: where, what, the source line with the place marked, what was
 * expected, and other places that belong to it.
 *
 * <pre>
 * site.hcl:2:3: error[unknown-field]: file has no field "contents"
 *   2 |   contents = "x"
 *     |   ^^^^^^^^
 *   did you mean "content"?
 * </pre>
 */
public final class DiagnosticText {
  /** Longer source lines are shown in part, around the place. */
  private static final int MAX_LINE_CHARS = 160;

  private static final int LEAD_CHARS = 60;

  private DiagnosticText() {}

  /** All of them, by place, one empty line between two. Ends with a line end unless empty. */
  public static String of(Diagnostics diagnostics) {
    var text = new StringJoiner("\n");
    for (var diagnostic : diagnostics.sorted()) {
      text.add(of(diagnostic));
    }
    if (diagnostics.omitted() > 0) {
      text.add("and " + diagnostics.omitted() + " more\n");
    }
    return text.toString();
  }

  /** One of them, with a line end. */
  public static String of(Diagnostic diagnostic) {
    var text = new StringBuilder();
    text.append(diagnostic.span()).append(": ");
    text.append(diagnostic.severity().word()).append('[').append(diagnostic.code()).append("]: ");
    text.append(diagnostic.message()).append('\n');
    drawPlace(text, diagnostic.span());
    diagnostic.expected().ifPresent(what -> text.append("  expected: ").append(what).append('\n'));
    diagnostic
        .suggestion()
        .ifPresent(word -> text.append("  did you mean \"").append(word).append("\"?\n"));
    for (var related : diagnostic.related()) {
      text.append("  ").append(related.span()).append(": ").append(related.message()).append('\n');
      drawPlace(text, related.span());
    }
    return text.toString();
  }

  private static void drawPlace(StringBuilder text, Span span) {
    var source = span.source();
    var start = span.startPosition();
    var line = source.line(start.line());
    var lineByte = start.byteOffset();
    while (lineByte > 0 && source.bytes()[lineByte - 1] != '\n') {
      lineByte--;
    }
    var before = Math.min(source.text(lineByte, span.start()).length(), line.length());
    var firstLineEnd = Math.min(span.end(), lineEnd(source, span.start()));
    var marked = source.text(span.start(), Math.max(firstLineEnd, span.start())).length();
    var after = Math.min(before + marked, line.length());
    var from = before > MAX_LINE_CHARS - LEAD_CHARS ? boundary(line, before - LEAD_CHARS) : 0;
    var to = boundary(line, Math.min(line.length(), from + MAX_LINE_CHARS));
    after = Math.min(after, to);

    var number = Integer.toString(start.line());
    text.append("  ").append(number).append(" | ").append(from > 0 ? "…" : "");
    text.append(printable(line.substring(from, to))).append(to < line.length() ? "…" : "");
    text.append("\n  ").append(" ".repeat(number.length())).append(" | ");
    text.append(from > 0 ? " " : "").append(blanks(line.substring(from, before)));
    text.append("^".repeat(Math.max(1, Source.graphemes(line.substring(before, after)))));
    text.append('\n');
  }

  private static int lineEnd(Source source, int offset) {
    var bytes = source.bytes();
    var end = offset;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return end;
  }

  /** Never between the two halves of a surrogate pair. */
  private static int boundary(String line, int index) {
    return index > 0 && index < line.length() && Character.isLowSurrogate(line.charAt(index))
        ? index - 1
        : index;
  }

  /** Tabs stay, so that the caret stands under its place whatever their width. */
  private static String blanks(String text) {
    var blanks = new StringBuilder();
    var width = 0;
    for (var part : text.split("\t", -1)) {
      blanks.append(width++ > 0 ? "\t" : "").append(" ".repeat(Source.graphemes(part)));
    }
    return blanks.toString();
  }

  /** Control characters in a source must not reach the terminal. */
  private static String printable(String text) {
    var shown = new StringBuilder(text);
    for (var i = 0; i < shown.length(); i++) {
      var c = shown.charAt(i);
      if (c != '\t' && Character.isISOControl(c)) {
        shown.setCharAt(i, '\uFFFD');
      }
    }
    return shown.toString();
  }
}
