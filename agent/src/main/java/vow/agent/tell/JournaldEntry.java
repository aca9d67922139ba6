package vow.agent.tell;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An entry as the journal of systemd takes it at its socket (systemd.io, "Native Journal
 * Protocol"): a line {@code NAME=value} a field, or, for a value with line ends, the name, its
 * length and the value.
 */
final class JournaldEntry {
  /** Where it listens. */
  static final String SOCKET = "run/systemd/journal/socket";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private JournaldEntry() {}

  static byte[] of(Entry entry) {
    var made = new JournaldEntry();
    made.field("MESSAGE", entry.text());
    made.field("PRIORITY", Integer.toString(entry.severity()));
    made.field("SYSLOG_IDENTIFIER", "vow");
    entry
        .fields()
        .forEach((name, value) -> made.field("VOW_" + name.toUpperCase(Locale.ROOT), value));
    return made.bytes.toByteArray();
  }

  private void field(String name, String value) {
    var text = value.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    if (value.indexOf('\n') < 0) {
      bytes.write('=');
    } else {
      bytes.write('\n');
      var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.writeBytes(length.putLong(text.length).array());
    }
    bytes.writeBytes(text);
    bytes.write('\n');
  }
}
