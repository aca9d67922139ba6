package vow.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest as 64 lower-case hex digits: the name of content in backups and manifests. */
public record Hash(String hex) implements Comparable<Hash> {
  /** Length of {@link #hex} in characters. */
  public static final int LENGTH = 64;

  /**
   * Made when it is first needed: looking for a provider loads much, and many starts hash nothing.
   */
  private static final class Digest {
    /** Never fed: to copy it is far cheaper than to look for a provider each time. */
    static final MessageDigest FRESH = fresh();
  }

  public Hash {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException("not a SHA-256 digest in hex: " + hex);
    }
  }

  /** The digest of these bytes. */
  public static Hash of(byte[] bytes) {
    return new Hash(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  /** The digest of this text in UTF-8. */
  public static Hash of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A fresh digest, for content that is hashed while it streams. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) Digest.FRESH.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 of every Java platform can be copied", e);
    }
  }

  /** The first twelve digits, enough for people. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Hash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static boolean isDigest(String hex) {
    if (hex.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!isLowerHex(hex.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
