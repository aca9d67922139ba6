package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** UUIDs that are made of names. Source: RFC 9562, sections 5.5 and 6.5. */
final class Uuids {
  private static final int DIGITS = 32;
  private static final int BYTES = 16;

  private Uuids() {}

  static String of(String namespace, String name) {
    var input = new ByteArrayOutputStream();
    input.writeBytes(HexFormat.of().parseHex(digits(namespace)));
    input.writeBytes(name.getBytes(UTF_8));
    var hash = ByteBuffer.wrap(new Digest("SHA-1", false).hash(input.toByteArray()), 0, BYTES);
    var high = (hash.getLong() & ~0xf000L) | 0x5000L;
    var low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static String digits(String namespace) {
    return switch (namespace) {
      case "dns" -> "6ba7b8109dad11d180b400c04fd430c8";
      case "url" -> "6ba7b8119dad11d180b400c04fd430c8";
      case "oid" -> "6ba7b8129dad11d180b400c04fd430c8";
      case "x500" -> "6ba7b8149dad11d180b400c04fd430c8";
      default -> parsed(namespace.toLowerCase(Locale.ROOT));
    };
  }

  /** Also as a URN, in braces, or without hyphens. */
  private static String parsed(String text) {
    var plain = text.startsWith("urn:uuid:") ? text.substring("urn:uuid:".length()) : text;
    var isBraced = plain.startsWith("{") && plain.endsWith("}");
    plain = isBraced ? plain.substring(1, plain.length() - 1) : plain;
    if (plain.length() == DIGITS + 4) {
      for (var at : new int[] {8, 13, 18, 23}) {
        if (plain.charAt(at) != '-') {
          throw refused();
        }
      }
      plain = plain.replace("-", "");
    }
    if (plain.length() != DIGITS || !plain.chars().allMatch(c -> HexFormat.isHexDigit(c))) {
      throw refused();
    }
    return plain;
  }

  private static Refusal refused() {
    return new Refusal(0, "must be a UUID, or dns, url, oid or x500");
  }
}
