package vow.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import vow.agent.bell.Source;
import vow.agent.state.AtomicFile;
import vow.agent.state.StateTable;
import vow.agent.wake.Stay;
import vow.agent.wake.Wakes;

/**
 * What a brain that goes to sleep leaves for the next one, beside the saved manifest and engine:
 * RUNTIME/sleep.bin. Worth nothing to anybody but the next brain of the same holder, the same build
 * and the same boot; whatever does not fit is as if it were not there, which costs a full start.
 *
 * @param key what it is good for: {@link #key}
 * @param manifest the hash of the one in force
 * @param held the sources that the holder waits for
 * @param policy where the policy is read from
 * @param usedFacts names of the facts in use
 * @param diagnostics of the newest compilation, as JSON text
 * @param stay how long to stay when nothing happens
 * @param sinceMs when the agent started
 * @param wakes what has woken it, how often, and when
 * @param packed how promises stand once more, as bytes
 * @param watches the watcher's own
 */
@SuppressWarnings("ArrayRecordComponent") // a blob that is written or read once
record SleepFile(
    String key,
    String manifest,
    Set<Source> held,
    List<String> policy,
    List<String> usedFacts,
    String diagnostics,
    Stay stay,
    long sinceMs,
    Wakes wakes,
    Packed packed,
    byte[] watches) {
  private static final int MAGIC = 0x564f5753;
  private static final int VERSION = 5;
  private static final int COUNT_MAX = 1_000_000;
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * What a file is good for: this build of vow, this boot, this holder, and its next wake.
   *
   * @param wakes of the holder so far
   */
  static String key(long holder, long wakes) {
    return build() + " " + boot() + " " + holder + " " + wakes;
  }

  /** Writes it in place of the one before. */
  void write(Places places) throws IOException {
    var body = new ByteArrayOutputStream();
    var out = new DataOutputStream(body);
    out.writeUTF(key);
    out.writeUTF(manifest);
    out.writeInt(held.size());
    for (var source : held) {
      out.writeInt(source.number());
    }
    write(out, policy);
    write(out, usedFacts);
    write(out, diagnostics.getBytes(StandardCharsets.UTF_8));
    stay.write(out);
    out.writeLong(sinceMs);
    wakes.write(out);
    out.writeUTF(packed.stamp());
    write(out, packed.unsaved());
    write(out, packed.engine());
    write(out, watches);
    var file = new ByteArrayOutputStream();
    var head = new DataOutputStream(file);
    head.writeInt(MAGIC);
    head.writeInt(VERSION);
    head.writeLong(checksum(body.toByteArray()));
    body.writeTo(head);
    AtomicFile.writeVolatile(file(places), file.toByteArray());
  }

  /** Reads it; empty when it is missing, damaged, of another version or for another key. */
  static Optional<SleepFile> read(Places places, String key) {
    try {
      byte[] bytes = Files.readAllBytes(file(places));
      var in = new DataInputStream(new ByteArrayInputStream(bytes));
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        return Optional.empty();
      }
      long checksum = in.readLong();
      var body = in.readAllBytes();
      if (checksum(body) != checksum) {
        return Optional.empty();
      }
      var read = read(new DataInputStream(new ByteArrayInputStream(body)));
      return read.key().equals(key) ? Optional.of(read) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static SleepFile read(DataInputStream in) throws IOException {
    var key = in.readUTF();
    var manifest = in.readUTF();
    var held = EnumSet.noneOf(Source.class);
    for (int left = count(in); left > 0; left--) {
      Source.of(in.readInt()).ifPresent(held::add);
    }
    var policy = strings(in);
    var usedFacts = strings(in);
    var diagnostics = new String(blob(in), StandardCharsets.UTF_8);
    var stay = Stay.read(in);
    long sinceMs = in.readLong();
    var wakes = Wakes.read(in);
    var packed = new Packed(in.readUTF(), strings(in), blob(in));
    return new SleepFile(
        key,
        manifest,
        held,
        policy,
        usedFacts,
        diagnostics,
        stay,
        sinceMs,
        wakes,
        packed,
        blob(in));
  }

  /**
   * What {@link Memory} has in its files, in a form that costs a wake less.
   *
   * @param stamp of these files, when this was written
   * @param unsaved what is not in the greater one of them: {@link Memory#unsaved}
   * @param engine a {@link StateTable}
   */
  @SuppressWarnings("ArrayRecordComponent") // a blob that is written or read once
  record Packed(String stamp, List<String> unsaved, byte[] engine) {}

  /** How promises stand, if the files that this stands for are as they were. */
  Optional<StateTable> engineKept(Memory memory) {
    if (!memory.stamp().equals(packed.stamp())) {
      return Optional.empty();
    }
    try {
      return Optional.of(StateTable.read(packed.engine()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Paths as texts. */
  static List<String> texts(Collection<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  /** Texts as paths. */
  static Set<Path> paths(List<String> texts) {
    var paths = new LinkedHashSet<Path>();
    texts.forEach(text -> paths.add(Path.of(text)));
    return paths;
  }

  private static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (var text : texts) {
      out.writeUTF(text);
    }
  }

  private static void write(DataOutputStream out, byte[] blob) throws IOException {
    out.writeInt(blob.length);
    out.write(blob);
  }

  private static List<String> strings(DataInputStream in) throws IOException {
    var texts = new ArrayList<String>();
    for (int left = count(in); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static byte[] blob(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length is out of bounds: " + length);
    }
    return in.readNBytes(length);
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > COUNT_MAX) {
      throw new IOException("a count is out of bounds: " + count);
    }
    return count;
  }

  private static long checksum(byte[] body) {
    var crc = new CRC32();
    crc.update(body);
    return crc.getValue();
  }

  private static Path file(Places places) {
    return places.runtime().resolve("sleep.bin");
  }

  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException _) {
      return "";
    }
  }

  /** The archive that this class came from: another build is another file. */
  static String build() {
    var source = SleepFile.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "";
    }
    try {
      var path = Path.of(source.getLocation().toURI());
      return path + "@" + Files.getLastModifiedTime(path).toMillis();
    } catch (IOException | URISyntaxException _) {
      return source.getLocation().toString();
    }
  }
}
