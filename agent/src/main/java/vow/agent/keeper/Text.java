package vow.agent.keeper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file as lines, such that bytes that are not edited come out as they went in: lines keep
 * their carriage returns, and what is not UTF-8 is taken byte by byte.
 *
 * @param lines without line feeds
 * @param complete whether the last line ends with a line feed
 */
record Text(List<String> lines, boolean complete, Charset charset) {
  static final Text EMPTY = new Text(List.of(), true, StandardCharsets.UTF_8);

  Text {
    lines = List.copyOf(lines);
  }

  static Text of(byte[] bytes) {
    var charset = isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    var text = new String(bytes, charset);
    if (text.isEmpty()) {
      return EMPTY;
    }
    boolean complete = text.endsWith("\n");
    var body = complete ? text.substring(0, text.length() - 1) : text;
    return new Text(List.of(body.split("\n", -1)), complete, charset);
  }

  byte[] bytes() {
    var text = String.join("\n", lines);
    return (complete && !lines.isEmpty() ? text + "\n" : text).getBytes(charset);
  }

  /** The same file with other lines; where the last one is new, it is a complete one. */
  Text with(List<String> changed) {
    boolean sameEnd =
        !changed.isEmpty() && !lines.isEmpty() && changed.getLast().equals(lines.getLast());
    return new Text(changed, complete || !sameEnd, charset);
  }

  /** A new line as this file would have it: its bytes, its kind of line break. */
  String line(String text) {
    var encoded =
        charset.equals(StandardCharsets.UTF_8)
            ? text
            : new String(text.getBytes(StandardCharsets.UTF_8), charset);
    return !lines.isEmpty() && lines.getFirst().endsWith("\r") ? encoded + "\r" : encoded;
  }

  /** Several new lines. */
  List<String> lines(String text) {
    var result = new ArrayList<String>();
    text.lines().forEach(l -> result.add(line(l)));
    return result;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
