package vow.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The difference between two contents as unified text with three lines of context, as {@code diff
 * -u} prints it and {@code patch} reads it. Contents that are not UTF-8 text, or too large, get one
 * line that says so instead.
 */
public final class UnifiedDiff {
  /** Larger contents are only said to differ: nobody reads such a diff. */
  public static final int SIZE_BYTES_MAX = 4 << 20;

  private static final int CONTEXT_LINES = 3;
  private static final String NO_NEWLINE = "\\ No newline at end of file\n";

  private UnifiedDiff() {}

  /** As {@link #of(String, byte[], String, byte[])} for text. */
  public static String of(String oldName, String oldText, String newName, String newText) {
    return of(
        oldName,
        oldText.getBytes(StandardCharsets.UTF_8),
        newName,
        newText.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Empty when the contents are equal.
   *
   * @param oldName the name in the {@code ---} line; {@code /dev/null} when there was nothing
   * @param newName the name in the {@code +++} line; {@code /dev/null} when nothing shall be
   */
  public static String of(String oldName, byte[] oldBytes, String newName, byte[] newBytes) {
    if (Arrays.equals(oldBytes, newBytes)) {
      return "";
    }
    var before = text(oldBytes);
    var after = text(newBytes);
    if (before.isEmpty() || after.isEmpty()) {
      boolean large = Math.max(oldBytes.length, newBytes.length) > SIZE_BYTES_MAX;
      return "%s %s and %s differ (%d and %d bytes)\n"
          .formatted(
              large ? "large files" : "binary files",
              oldName,
              newName,
              oldBytes.length,
              newBytes.length);
    }
    var out = new StringBuilder();
    out.append("--- ").append(oldName).append('\n').append("+++ ").append(newName).append('\n');
    var edits = new LineEdits(lines(before.get()), lines(after.get())).edits();
    int from = nextHunk(edits, 0);
    while (from < edits.size()) {
      int end = hunkEnd(edits, from);
      hunk(edits.subList(from, end), out);
      from = nextHunk(edits, end);
    }
    return out.toString();
  }

  /** Where the hunk that starts at {@code from} ends: seven equal lines part two hunks. */
  private static int hunkEnd(List<LineEdits.Edit> edits, int from) {
    int last = from;
    for (int i = from; i < edits.size() && i - last <= 2 * CONTEXT_LINES + 1; i++) {
      if (edits.get(i).kind() != ' ') {
        last = i;
      }
    }
    return Math.min(edits.size(), last + 1 + CONTEXT_LINES);
  }

  private static int nextHunk(List<LineEdits.Edit> edits, int from) {
    for (int i = from; i < edits.size(); i++) {
      if (edits.get(i).kind() != ' ') {
        return Math.max(from, i - CONTEXT_LINES);
      }
    }
    return edits.size();
  }

  private static void hunk(List<LineEdits.Edit> edits, StringBuilder out) {
    var first = edits.getFirst();
    int oldCount = 0;
    int newCount = 0;
    for (var edit : edits) {
      oldCount += edit.kind() == '+' ? 0 : 1;
      newCount += edit.kind() == '-' ? 0 : 1;
    }
    out.append("@@ -").append(range(first.oldLine(), oldCount));
    out.append(" +").append(range(first.newLine(), newCount)).append(" @@\n");
    for (var edit : edits) {
      out.append(edit.kind()).append(edit.line());
      if (!edit.line().endsWith("\n")) {
        out.append('\n').append(NO_NEWLINE);
      }
    }
  }

  /** A range of no lines names the line before it; a range of one leaves its count out. */
  private static String range(int line, int count) {
    return switch (count) {
      case 0 -> line - 1 + ",0";
      case 1 -> Integer.toString(line);
      default -> line + "," + count;
    };
  }

  private static Optional<String> text(byte[] bytes) {
    if (bytes.length > SIZE_BYTES_MAX) {
      return Optional.empty();
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** Lines with their line ends; only the last may be without. */
  private static String[] lines(String text) {
    return text.isEmpty() ? new String[0] : text.split("(?<=\n)", 0);
  }
}
