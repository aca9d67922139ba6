package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import vow.agent.json.Json;
import vow.agent.policy.PolicyLocation;
import vow.agent.report.Refused;
import vow.agent.state.AtomicFile;
import vow.agent.state.EngineStateJson;
import vow.agent.state.ManifestJson;
import vow.engine.EngineState;
import vow.model.Manifest;

/**
 * What an agent remembers from one life to the next: the last good manifest, how promises stood.
 */
final class Memory {
  private final Path manifest;
  private final Path engine;
  private final Path policy;
  private final Consumer<String> notes;
  private boolean newerSaved;

  /** Counts what was to be saved of how promises stand. */
  private final AtomicLong newest = new AtomicLong();

  Memory(Path state) {
    this(state, _ -> {});
  }

  /** Says what is found damaged and set aside. */
  Memory(Path state, Consumer<String> notes) {
    this.notes = notes;
    manifest = state.resolve("manifest.json");
    engine = state.resolve("engine.json");
    policy = state.resolve("policy.json");
  }

  /** The manifest that was last accepted; empty when there is none, or it is damaged. */
  Optional<ManifestJson.Saved> manifest() {
    return AtomicFile.read(manifest).flatMap(ManifestJson::read);
  }

  /** How promises stood; nothing when that is not known. */
  EngineState engine() {
    boolean there = Files.exists(engine); // first: it may be written just now
    var text = AtomicFile.read(engine).orElse("");
    var state = EngineStateJson.read(text);
    if (there && state.equals(EngineState.EMPTY) && !text.equals(EngineStateJson.write(state))) {
      setAside(engine);
    }
    return state;
  }

  /** Whether there is a manifest that nobody can read. */
  boolean manifestIsDamaged() {
    return Files.exists(manifest) && manifest().isEmpty();
  }

  /** What its files are now, so that nobody takes what was packed for newer ones. */
  String stamp() {
    return stamp(manifest) + " " + stamp(engine);
  }

  private static String stamp(Path file) {
    try {
      var seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.fileKey()
          + "@"
          + seen.lastModifiedTime().to(TimeUnit.NANOSECONDS)
          + "+"
          + seen.size();
    } catch (IOException _) {
      return "none";
    }
  }

  /** Where the policy is, absolute; empty when that is not known. */
  String policyPath() {
    return AtomicFile.read(policy)
        .flatMap(Json::parseObject)
        .map(o -> String.valueOf(o.get("path")))
        .orElse("");
  }

  /** Remembers where the policy is. */
  void policyPath(PolicyLocation location) throws IOException {
    var path = location.single().orElse(location.folder()).toString();
    if (!path.equals(policyPath())) {
      AtomicFile.write(policy, Json.write(Map.of("path", path)));
    }
  }

  /** Of the first converge, which may end after the policy has changed: then the newer stays. */
  synchronized void saveFirst(Manifest manifest) throws IOException {
    if (!newerSaved) {
      save(manifest);
    }
  }

  /** Of a policy that changed, on another thread than the first. */
  synchronized void saveNewer(Manifest manifest) {
    newerSaved = true;
    try {
      save(manifest);
    } catch (IOException e) {
      notes.accept("unable to save the manifest: " + Refused.reason(e));
    }
  }

  /** Saves an accepted manifest, unless it is the saved one. */
  void save(Manifest accepted) throws IOException {
    if (!AtomicFile.isLike(manifest, ManifestJson.START, ManifestJson.END)) {
      setAside(manifest);
    }
    AtomicFile.writeNews(manifest, out -> ManifestJson.write(accepted, out));
  }

  /** Saves how promises stand, unless that is as it was. */
  void save(EngineState state) throws IOException {
    save(state, newest.incrementAndGet());
  }

  /** The same on a thread of its own, unless something newer is saved meanwhile. */
  void saveSoon(EngineState state) {
    long number = newest.incrementAndGet();
    Thread.ofVirtual()
        .start(() -> {
          try {
            save(state, number);
          } catch (IOException e) {
            notes.accept("unable to save how promises stand: " + Refused.reason(e));
          }
        });
  }

  private synchronized void save(EngineState state, long number) throws IOException {
    if (number != newest.get()) {
      return;
    }
    AtomicFile.writeNews(engine, out -> EngineStateJson.write(state, out));
  }

  /** A file that is not what an agent wrote is kept for people to look at. */
  private void setAside(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    var aside = file.resolveSibling(file.getFileName() + ".damaged");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      notes.accept(file + " is damaged: set aside as " + aside.getFileName());
    } catch (IOException e) {
      notes.accept(file + " is damaged and cannot be set aside: " + Refused.reason(e));
    }
  }
}
