package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Bytes, which the language itself has no type for. */
final class Bytes {
  private Bytes() {}

  static String base64(byte[] bytes) {
    Bounds.checkText(bytes.length / 3L * 4);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Padded Base64; line ends in it do not count. Source: RFC 4648, section 4. */
  static byte[] fromBase64(String text, int argument) {
    var plain =
        text.indexOf('\n') < 0 && text.indexOf('\r') < 0
            ? text
            : text.replace("\r", "").replace("\n", "");
    if (plain.length() % 4 != 0) {
      throw new Refusal(argument, "is not Base64: its length is not a multiple of four");
    }
    try {
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException e) {
      throw new Refusal(argument, "is not Base64");
    }
  }

  /** As text; empty when they are not UTF-8. */
  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static byte[] gzip(byte[] bytes) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
