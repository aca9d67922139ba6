package vow.agent.tell;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * An entry as daemons take it at /dev/log: the header of RFC 3164, without a host, which is what
 * they read there, and at the end of the text the structured data of RFC 5424.
 */
final class SyslogLine {
  /** Where they listen. */
  static final String SOCKET = "dev/log";

  /** Daemons take lines of 1,024 bytes by RFC 3164, and in fact of 8 KiB and more. */
  private static final int BYTES_MAX = 4_096;

  private static final int DAEMON = 3;
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private SyslogLine() {}

  static byte[] of(Entry entry, long timeMs, ZoneId zone) {
    var line = new StringBuilder();
    line.append('<').append(DAEMON * 8 + entry.severity()).append('>');
    time(line, Instant.ofEpochMilli(timeMs).atZone(zone));
    line.append(" vow[").append(ProcessHandle.current().pid()).append("]: ");
    var data = data(entry);
    int room = BYTES_MAX - data.getBytes(StandardCharsets.UTF_8).length - 80;
    line.append(cut(plain(entry.text()), room)).append(' ').append(data);
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void time(StringBuilder line, ZonedDateTime at) {
    line.append(MONTHS.get(at.getMonthValue() - 1)).append(' ');
    line.append(at.getDayOfMonth() < 10 ? " " : "").append(at.getDayOfMonth()).append(' ');
    for (int part : List.of(at.getHour(), at.getMinute(), at.getSecond())) {
      line.append(part < 10 ? "0" : "").append(part).append(':');
    }
    line.setLength(line.length() - 1);
  }

  private static String data(Entry entry) {
    var data = new StringBuilder("[vow");
    entry
        .fields()
        .forEach((name, value) ->
            data.append(' ').append(name).append("=\"").append(escaped(value)).append('"'));
    return data.append(']').toString();
  }

  private static String escaped(String value) {
    return cut(plain(value), 1_024).replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
  }

  /** On one line. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  /** At most so many bytes of UTF-8, whatever the characters. */
  private static String cut(String text, int bytes) {
    int chars = Math.max(0, bytes / 3);
    return text.length() <= chars ? text : text.substring(0, chars) + "...";
  }
}
