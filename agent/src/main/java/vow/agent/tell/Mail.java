package vow.agent.tell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import vow.engine.tell.Message;

/** A message as mail (RFC 5322), for {@code sendmail -t}, which adds who sent it and when. */
final class Mail {
  /** The program, below the kept tree's root. */
  static final String PROGRAM = "usr/sbin/sendmail";

  /** Lines in mail have at most 998 bytes (RFC 5322, 2.1.1). */
  private static final int LINE_CHARS_MAX = 200;

  private Mail() {}

  static String of(Message message, String to, MessageText text) {
    var mail = new StringBuilder();
    mail.append("To: ").append(to).append('\n');
    mail.append("Subject: ").append(header(text.subject(message))).append('\n');
    mail.append("Auto-Submitted: auto-generated\n");
    mail.append("X-Vow-Message: ").append(header(MessageJson.id(message))).append('\n');
    mail.append("MIME-Version: 1.0\n");
    mail.append("Content-Type: text/plain; charset=utf-8\n");
    mail.append("Content-Transfer-Encoding: 8bit\n\n");
    for (var line : text.lines(message)) {
      folded(line).forEach(part -> mail.append(part).append('\n'));
    }
    return mail.toString();
  }

  /** A value of one line, in ASCII (RFC 2047). */
  private static String header(String value) {
    var line = value.replaceAll("\\p{Cntrl}+", " ");
    if (line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return line;
    }
    var parts = new ArrayList<String>();
    for (int at = 0; at < line.length(); ) {
      int end = line.offsetByCodePoints(at, Math.min(10, line.codePointCount(at, line.length())));
      var bytes = line.substring(at, end).getBytes(StandardCharsets.UTF_8);
      parts.add("=?utf-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=");
      at = end;
    }
    return String.join("\n ", parts);
  }

  private static List<String> folded(String line) {
    var parts = new ArrayList<String>();
    for (var one : line.replaceAll("[\\p{Cntrl}&&[^\n]]+", " ").split("\n", -1)) {
      for (int at = 0; at == 0 || at < one.length(); at += LINE_CHARS_MAX) {
        parts.add(one.substring(at, Math.min(one.length(), at + LINE_CHARS_MAX)));
      }
    }
    return parts;
  }
}
