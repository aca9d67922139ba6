package vow.agent.secret;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * Files and X25519 keys of age, version 1 (age-encryption.org/v1), as age(1) and age-keygen(1) read
 * and write them. The one class that knows the library, which is loaded with it.
 */
final class Age {
  private static final String ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String ALGORITHM = "X25519";

  private Age() {}

  /** A new key pair. */
  record Pair(String identity, String recipient) {
    @Override
    public String toString() {
      return recipient;
    }
  }

  /** What became of decrypting. */
  sealed interface Decrypted {}

  /** It was for one of the keys. Compares by identity. */
  static final class Plain implements Decrypted {
    private final byte[] bytes;

    Plain(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** It was encrypted to other keys. */
  record NotOurs() implements Decrypted {}

  /** It is not as it was written. */
  record Damaged() implements Decrypted {}

  static Pair newPair() {
    try {
      var pair = new X25519KeyPairGenerator().generateKeyPair();
      return new Pair(ascii(pair.getPrivate().getEncoded()), ascii(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  /** The public key that belongs to an identity; empty when that is none. */
  static Optional<String> recipient(String identity) {
    try {
      var key = new SecretKeySpec(identity.getBytes(StandardCharsets.US_ASCII), ALGORITHM);
      return Optional.of(ascii(new X25519KeyFactory().translateKey(key).getEncoded()));
    } catch (GeneralSecurityException | RuntimeException _) {
      return Optional.empty(); // the library answers text that is no key with what it broke
    }
  }

  static boolean isRecipient(String text) {
    return writer(text).isPresent();
  }

  /**
   * Encrypts to these recipients, each of which {@link #isRecipient}; as text, so that it can be
   * looked at and merged like the policy.
   */
  static String encrypt(byte[] plain, List<String> recipients) {
    var writers = new ArrayList<RecipientStanzaWriter>();
    recipients.forEach(recipient -> writers.add(writer(recipient).orElseThrow()));
    var out = new ByteArrayOutputStream();
    try (var channel =
        new ArmoredEncryptingChannelFactory()
            .newEncryptingChannel(Channels.newChannel(out), writers)) {
      var bytes = ByteBuffer.wrap(plain);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw lacking(e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /** Tries one identity after the other: given all at once, the library reads on after a match. */
  static Decrypted decrypt(byte[] file, List<String> identities) {
    for (var identity : identities) {
      try {
        return new Plain(decrypt(file, reader(identity)));
      } catch (UnsupportedRecipientStanzaException _) {
        // encrypted to another key
      } catch (GeneralSecurityException | IOException | RuntimeException _) {
        return new Damaged(); // the library answers a broken file with whatever it broke
      }
    }
    return new NotOurs();
  }

  private static byte[] decrypt(byte[] file, RecipientStanzaReader reader)
      throws GeneralSecurityException, IOException {
    var start =
        new String(file, 0, Math.min(file.length, ARMOR.length()), StandardCharsets.US_ASCII);
    var factory =
        start.equals(ARMOR)
            ? new ArmoredDecryptingChannelFactory()
            : new StandardDecryptingChannelFactory();
    var plain = ByteBuffer.allocate(file.length);
    try (var channel =
        factory.newDecryptingChannel(
            Channels.newChannel(new ByteArrayInputStream(file)), List.of(reader))) {
      // The last read may give both bytes and the end: only the buffer's position counts.
      while (plain.hasRemaining() && channel.read(plain) >= 0) {
        // all of it
      }
    }
    var bytes = new byte[plain.flip().remaining()];
    plain.get(bytes);
    return bytes;
  }

  private static RecipientStanzaReader reader(String identity) throws GeneralSecurityException {
    return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity);
  }

  private static Optional<RecipientStanzaWriter> writer(String recipient) {
    try {
      return Optional.of(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
    } catch (GeneralSecurityException | RuntimeException _) {
      return Optional.empty(); // the library answers text that is no key with what it broke
    }
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static IllegalStateException lacking(Exception e) {
    return new IllegalStateException("unable to encrypt with this Java", e);
  }
}
