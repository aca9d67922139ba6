package vow.language.function;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A way to hash bytes and to write the hash. */
record Digest(String algorithm, boolean inBase64) {

  /** By the name of its function: {@code sha256}, {@code base64sha256}. */
  static Digest named(String name) {
    var inBase64 = name.startsWith("base64");
    var algorithm =
        switch (inBase64 ? name.substring("base64".length()) : name) {
          case "md5" -> "MD5";
          case "sha1" -> "SHA-1";
          case "sha256" -> "SHA-256";
          case "sha512" -> "SHA-512";
          default -> throw Family.missing(name);
        };
    return new Digest(algorithm, inBase64);
  }

  String title() {
    return algorithm;
  }

  String form() {
    return inBase64 ? "Base64" : "hexadecimal digits";
  }

  String of(byte[] bytes) {
    var hash = hash(bytes);
    return inBase64 ? Base64.getEncoder().encodeToString(hash) : HexFormat.of().formatHex(hash);
  }

  byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
