package vow.linux;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * File names between bytes and strings without loss. A name is UTF-8; a byte that is not becomes
 * the lone surrogate U+DC80 to U+DCFF and comes back as the same byte, so that a directory with
 * foreign names can be listed and purged.
 */
public final class Names {
  private static final char ESCAPE = '\uDC00';

  private Names() {}

  public static String decode(byte[] name) {
    var text = new String(name, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : decodeForeign(name);
  }

  public static byte[] encode(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        return encodeForeign(name);
      }
    }
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static String decodeForeign(byte[] name) {
    var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what it cannot read
    var in = ByteBuffer.wrap(name);
    var out = CharBuffer.allocate(name.length);
    while (in.hasRemaining() && decoder.decode(in, out, true).isError()) {
      out.put((char) (ESCAPE + (in.get() & 0xff)));
      decoder.reset();
    }
    return out.flip().toString();
  }

  private static byte[] encodeForeign(String name) {
    var out = ByteBuffer.allocate(name.length() * 3);
    name.codePoints()
        .forEach(c -> {
          if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff) {
            out.put((byte) (c - ESCAPE));
          } else {
            out.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
          }
        });
    var bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }
}
