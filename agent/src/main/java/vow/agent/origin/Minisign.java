package vow.agent.origin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vow.agent.report.Refused;

/**
 * Verifies signatures that minisign(1) or an agent has made: of the text ({@code Ed}) or of its
 * BLAKE2b hash ({@code ED}). Any thread.
 */
public final class Minisign {
  private static final int ID_AT = 2;
  private static final int BODY_AT = 10;
  private static final int KEY_BYTES = BODY_AT + 32;
  private static final int SIGNATURE_BYTES = BODY_AT + 64;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final String COMMENT = "trusted comment: ";
  private static final Pattern TIME = Pattern.compile("(?:^|\\s)timestamp:(\\d{1,12})(?:\\s|$)");

  private Minisign() {}

  /**
   * What a good signature says.
   *
   * @param key the number of the key, as minisign prints it
   * @param comment the line that is signed, too
   * @param timeMs when it was made, if the comment tells; 0 otherwise
   */
  public record Signed(String key, String comment, long timeMs) {}

  /** Whether a text is a public key: its last line counts. */
  public static boolean isKey(String text) {
    return decoded(lastLine(text), KEY_BYTES).filter(b -> b[0] == 'E' && b[1] == 'd').isPresent();
  }

  /**
   * Verifies.
   *
   * @param keys of which one must have signed
   * @param signature the four lines
   * @throws Refused when it is no signature, of another key, or not of this content
   */
  public static Signed verify(byte[] content, String signature, List<String> keys) throws Refused {
    var lines = signature.lines().toList();
    var made = lines.size() < 4 ? Optional.<byte[]>empty() : decoded(lines.get(1), SIGNATURE_BYTES);
    var whole = lines.size() < 4 ? Optional.<byte[]>empty() : decoded(lines.get(3), 64);
    boolean known = made.filter(b -> b[0] == 'E' && (b[1] == 'd' || b[1] == 'D')).isPresent();
    if (!known || whole.isEmpty() || !lines.get(2).startsWith(COMMENT)) {
      throw new Refused("its signature is none that minisign makes");
    }
    byte[] bytes = made.orElseThrow();
    var id = Arrays.copyOfRange(bytes, ID_AT, BODY_AT);
    var key =
        keys.stream()
            .flatMap(text -> decoded(lastLine(text), KEY_BYTES).stream())
            .filter(k -> Arrays.equals(Arrays.copyOfRange(k, ID_AT, BODY_AT), id))
            .findFirst()
            .orElseThrow(() ->
                new Refused("it is signed with the key " + number(id) + ", which is not allowed"));
    boolean hashed = bytes[1] == 'D';
    var body = Arrays.copyOfRange(bytes, BODY_AT, SIGNATURE_BYTES);
    var comment = lines.get(2).substring(COMMENT.length());
    var text = comment.getBytes(StandardCharsets.UTF_8);
    var both = Arrays.copyOf(body, body.length + text.length);
    System.arraycopy(text, 0, both, body.length, text.length);
    if (!isGood(key, hashed ? Blake2b.hash(content) : content, body)
        || !isGood(key, both, whole.get())) {
      throw new Refused("its signature is wrong: it was changed, or the signature is of another");
    }
    return new Signed(number(id), comment, timeMs(comment));
  }

  private static boolean isGood(byte[] key, byte[] content, byte[] signature) {
    try {
      var encoded = Arrays.copyOf(X509, X509.length + KEY_BYTES - BODY_AT);
      System.arraycopy(key, BODY_AT, encoded, X509.length, KEY_BYTES - BODY_AT);
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false; // a key or a signature that is none
    }
  }

  private static long timeMs(String comment) {
    var time = TIME.matcher(comment);
    return time.find() ? Long.parseLong(time.group(1)) * 1_000 : 0;
  }

  /** Little-endian, in hex and without zeros at the front: as minisign prints it. */
  private static String number(byte[] id) {
    long number = ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Long.toHexString(number).toUpperCase(Locale.ROOT);
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce((_, last) -> last).orElse("").strip();
  }

  private static Optional<byte[]> decoded(String base64, int bytes) {
    try {
      var decoded = Base64.getDecoder().decode(base64.strip());
      return decoded.length == bytes ? Optional.of(decoded) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
