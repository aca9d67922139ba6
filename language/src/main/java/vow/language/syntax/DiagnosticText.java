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
  private static final int MAX_BYTES_BEFORE = 100;

  private static final int MAX_BYTES_AFTER = 100;

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
    var number = Integer.toString(span.startPosition().line());
    var lineStart = lineStart(source, span.start());
    var lineEnd = lineEnd(source, span.start());
    var from = boundary(source, Math.max(lineStart, span.start() - MAX_BYTES_BEFORE));
    var to = boundary(source, Math.min(lineEnd, span.start() + MAX_BYTES_AFTER));
    var marked = source.text(span.start(), Math.max(span.start(), Math.min(span.end(), to)));

    text.append("  ").append(number).append(" | ").append(from > lineStart ? "…" : "");
    text.append(printable(source.text(from, to))).append(to < lineEnd ? "…" : "");
    text.append("\n  ").append(" ".repeat(number.length())).append(" | ");
    text.append(from > lineStart ? " " : "");
    text.append(blanks(source.text(from, span.start())));
    text.append("^".repeat(Math.max(1, Width.of(marked)))).append('\n');
  }

  private static int lineStart(Source source, int offset) {
    var start = offset;
    while (start > 0 && source.bytes()[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static int lineEnd(Source source, int offset) {
    var bytes = source.bytes();
    var end = offset;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return end;
  }

  /** Never inside a character. */
  private static int boundary(Source source, int offset) {
    var start = offset;
    while (start > 0 && start < source.length() && (source.bytes()[start] & 0xC0) == 0x80) {
      start--;
    }
    return start;
  }

  /** Tabs stay, so that the caret stands under its place whatever their width. */
  private static String blanks(String text) {
    var blanks = new StringBuilder();
    var width = 0;
    for (var part : text.split("\t", -1)) {
      blanks.append(width++ > 0 ? "\t" : "").append(" ".repeat(Width.of(part)));
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
