package vow.agent.tree;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import vow.linux.OpenFile;
import vow.linux.Root;
import vow.model.Hash;

/** What shall be in a file: any bytes, in memory or to be copied from another file. */
public final class Content {
  private static final int CHUNK_BYTES = 32 * 1024;

  private final Supplier<Hash> hash;
  private final long sizeBytes;
  private final Supplier<OpenFile> open;
  private final byte[] bytes;
  private final Optional<Function<OpenFile, Hash>> stream;

  private Content(Supplier<Hash> hash, long sizeBytes, Supplier<OpenFile> open, byte[] bytes) {
    this(hash, sizeBytes, open, bytes, Optional.empty());
  }

  private Content(
      Supplier<Hash> hash,
      long sizeBytes,
      Supplier<OpenFile> open,
      byte[] bytes,
      Optional<Function<OpenFile, Hash>> stream) {
    this.stream = stream;
    this.hash = hash;
    this.sizeBytes = sizeBytes;
    this.open = open;
    this.bytes = bytes;
  }

  /** These bytes, of which a hash is only taken when somebody asks for it. */
  public static Content of(byte[] bytes) {
    var copy = bytes.clone();
    return new Content(() -> Hash.of(copy), copy.length, Content::nothing, copy);
  }

  /** What a file holds that can be opened again and again. */
  public static Content of(Hash hash, Supplier<OpenFile> open) {
    try (var file = open.get()) {
      return new Content(() -> hash, file.stat().sizeBytes(), open, new byte[0]);
    }
  }

  /**
   * What somebody writes into the file when it is made, and then says the hash of. How much it is
   * is not known before.
   */
  public static Content streamed(Hash hash, Function<OpenFile, Hash> stream) {
    return new Content(() -> hash, -1, Content::nothing, new byte[0], Optional.of(stream));
  }

  /** What a file of this machine, outside the kept tree, holds. */
  public static Content ofHost(String path, Hash hash) {
    return of(hash, () -> openOnHost(path));
  }

  public Hash hash() {
    return hash.get();
  }

  public long sizeBytes() {
    return sizeBytes;
  }

  /** Writes all of it; false when what was written is no longer what was promised. */
  boolean writeTo(OpenFile to) {
    if (stream.isPresent()) {
      return stream.get().apply(to).equals(hash());
    }
    if (inMemory()) {
      to.write(bytes);
      return true;
    }
    try (var from = open.get()) {
      return copy(from, to).equals(hash());
    }
  }

  /** Whether a file that is said to have the same size holds this. */
  public boolean isIn(OpenFile file) {
    if (!inMemory() || sizeBytes >= CHUNK_BYTES) {
      return hash(file, sizeBytes).equals(hash());
    }
    var found = new byte[bytes.length + 1]; // one more, so that one read tells the end too
    return file.read(found) == bytes.length && Arrays.mismatch(found, bytes) == bytes.length;
  }

  /** All of it, unless it is more than this. */
  public Optional<byte[]> bytes(int limitBytes) {
    if (sizeBytes > limitBytes || stream.isPresent()) {
      return Optional.empty();
    }
    if (inMemory()) {
      return Optional.of(bytes.clone());
    }
    try (var from = open.get()) {
      return Optional.of(from.readAll(limitBytes));
    }
  }

  /** Copies everything from the start of one file to another and returns its hash. */
  static Hash copy(OpenFile from, OpenFile to) {
    var digest = Hash.sha256();
    var chunk = new byte[CHUNK_BYTES];
    for (int got; (got = from.read(chunk)) > 0; ) {
      digest.update(chunk, 0, got);
      to.write(got == chunk.length ? chunk : Arrays.copyOf(chunk, got));
    }
    return new Hash(HexFormat.of().formatHex(digest.digest()));
  }

  /** The hash of a file that is said to have this size, with no more reads than needed. */
  public static Hash hash(OpenFile file, long sizeBytes) {
    var digest = Hash.sha256();
    var chunk = new byte[(int) Math.min(CHUNK_BYTES, sizeBytes + 1)];
    int got;
    do {
      got = file.read(chunk);
      digest.update(chunk, 0, got);
    } while (got == chunk.length);
    return new Hash(HexFormat.of().formatHex(digest.digest()));
  }

  private boolean inMemory() {
    return bytes.length == sizeBytes;
  }

  private static OpenFile openOnHost(String path) {
    try (var host = Root.open("/")) {
      return host.read(path);
    }
  }

  private static OpenFile nothing() {
    throw new AssertionError("content in memory is not opened");
  }
}
