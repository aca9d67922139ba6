package vow.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.agent.bell.Source;
import vow.agent.blob.Blob;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.rest.StateTable;
import vow.agent.state.AtomicFile;
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
 * @param policy where the policy is read from: {@link vow.agent.policy.PolicyPlaces#texts}
 * @param usedFacts names of the facts in use
 * @param diagnostics of the newest compilation, as JSON text
 * @param stay how long to stay when nothing happens
 * @param sinceMs when the agent started
 * @param services what the next brain has to know of them
 * @param renews whether it sleeps only for a fresh brain to take its place at once
 * @param wakes what has woken it, how often, and when
 * @param packed how promises stand once more, as bytes
 * @param watches the watcher's own
 */
record SleepFile(
    String key,
    String manifest,
    Set<Source> held,
    List<String> policy,
    List<String> usedFacts,
    String diagnostics,
    Stay stay,
    long sinceMs,
    ServicesAsleep services,
    boolean renews,
    Wakes wakes,
    Packed packed,
    Blob watches) {
  private static final int MAGIC = 0x564f5753;
  private static final int VERSION = 11;
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
    var body = new BlobWriter();
    body.text(key);
    body.text(manifest);
    body.number(held.size());
    for (var source : held) {
      body.number(source.number());
    }
    body.each(policy, body::text);
    body.each(usedFacts, body::text);
    body.text(diagnostics);
    stay.write(body);
    body.big(sinceMs);
    services.write(body);
    body.number(renews ? 1 : 0);
    wakes.write(body);
    body.text(packed.stamp());
    body.each(packed.unsaved(), body::text);
    body.blob(packed.engine());
    body.blob(watches);
    var content = body.done();
    var out = new BlobWriter();
    out.number(MAGIC);
    out.number(VERSION);
    out.big(content.checksum());
    out.bytes(content);
    AtomicFile.writeVolatile(file(places), out.done().parts());
  }

  /** Reads it; empty when it is missing, damaged, of another version or for another key. */
  static Optional<SleepFile> read(Places places, String key) {
    try {
      var bytes = AtomicFile.mapped(file(places));
      var in = new BlobReader(bytes);
      if (in.number() != MAGIC || in.number() != VERSION) {
        return Optional.empty();
      }
      if (in.big() != Blob.of(bytes).checksum()) {
        return Optional.empty();
      }
      var read = read(in);
      return read.key().equals(key) ? Optional.of(read) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static SleepFile read(BlobReader in) throws IOException {
    var key = in.text();
    var manifest = in.text();
    var held = EnumSet.noneOf(Source.class);
    for (int left = in.count(); left > 0; left--) {
      Source.of(in.number()).ifPresent(held::add);
    }
    var policy = texts(in);
    var usedFacts = texts(in);
    var diagnostics = in.text();
    var stay = Stay.read(in);
    long sinceMs = in.big();
    var services = ServicesAsleep.read(in);
    boolean renews = in.number() != 0;
    var wakes = Wakes.read(in);
    var packed = new Packed(in.text(), texts(in), Blob.of(in.blob()));
    return new SleepFile(
        key,
        manifest,
        held,
        policy,
        usedFacts,
        diagnostics,
        stay,
        sinceMs,
        services,
        renews,
        wakes,
        packed,
        Blob.of(in.blob()));
  }

  private static List<String> texts(BlobReader in) throws IOException {
    var texts = new ArrayList<String>();
    for (int left = in.count(); left > 0; left--) {
      texts.add(in.text());
    }
    return texts;
  }

  /**
   * What {@link Memory} has in its files, in a form that costs a wake less.
   *
   * @param stamp of these files, when this was written
   * @param unsaved what is not in the greater one of them: {@link Memory#unsaved}
   * @param engine a {@link StateTable}
   */
  record Packed(String stamp, List<String> unsaved, Blob engine) {}

  /** How promises stand, if the files that this stands for are as they were. */
  Optional<StateTable> engineKept(Memory memory) {
    if (!memory.stamp().equals(packed.stamp())) {
      return Optional.empty();
    }
    try {
      return Optional.of(StateTable.read(packed.engine().buffer()));
    } catch (IOException _) {
      return Optional.empty();
    }
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
