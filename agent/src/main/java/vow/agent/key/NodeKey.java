package vow.agent.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import vow.agent.state.AtomicFile;
import vow.agent.state.Folders;
import vow.model.Hash;

/**
 * The Ed25519 key of this node, made when it is first needed: STATE/keys/node.key, and for others
 * STATE/keys/node.pub. Public keys and signatures are written as minisign(1) writes them, so that
 * it can verify them; signatures are of the text itself (algorithm {@code Ed}). Any thread.
 */
public final class NodeKey {
  private static final String ED25519 = "Ed25519";
  private static final byte[] ALGORITHM = {'E', 'd'};

  /** How long a raw key is; in its X.509 form it stands at the end. */
  private static final int KEY_BYTES = 32;

  private static final int ID_BYTES = 8;

  private final PrivateKey secret;
  private final byte[] raw;

  private NodeKey(PrivateKey secret, byte[] raw) {
    this.secret = secret;
    this.raw = raw;
  }

  /** The key of the node with this state folder; made if there is none. */
  public static NodeKey of(Path state) throws IOException {
    var file = state.resolve("keys/node.key");
    if (!Files.exists(file)) {
      make(file);
    }
    var lines = Files.readString(file).lines().toList();
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0)));
      var raw = Base64.getDecoder().decode(lines.get(1));
      return new NodeKey(KeyFactory.getInstance(ED25519).generatePrivate(spec), raw);
    } catch (GeneralSecurityException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new IOException(file + " is damaged; move it away, and a new key is made", e);
    }
  }

  private static void make(Path file) throws IOException {
    try {
      var pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
      var encoded = pair.getPublic().getEncoded();
      var raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
      var folder = file.getParent();
      if (folder != null) {
        Folders.makePrivate(folder);
      }
      AtomicFile.write(file, text(pair.getPrivate().getEncoded()) + "\n" + text(raw) + "\n");
      AtomicFile.write(file.resolveSibling("node.pub"), publicText(raw));
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no Ed25519", e);
    }
  }

  /** The public key in two lines. */
  public String publicText() {
    return publicText(raw);
  }

  private static String publicText(byte[] raw) {
    return "untrusted comment: key of a vow node\n" + text(joined(ALGORITHM, id(raw), raw)) + "\n";
  }

  /**
   * A signature in four lines.
   *
   * @param comment one line that is signed, too
   */
  public String sign(byte[] content, String comment) {
    var signature = signed(content);
    var whole = signed(joined(signature, comment.getBytes(StandardCharsets.UTF_8)));
    return "untrusted comment: signature of a vow node\n"
        + text(joined(ALGORITHM, id(raw), signature))
        + "\ntrusted comment: "
        + comment
        + "\n"
        + text(whole)
        + "\n";
  }

  private byte[] signed(byte[] content) {
    try {
      var signature = Signature.getInstance(ED25519);
      signature.initSign(secret);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("unable to sign", e);
    }
  }

  private static byte[] id(byte[] raw) {
    return Arrays.copyOf(Hash.sha256().digest(raw), ID_BYTES);
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
