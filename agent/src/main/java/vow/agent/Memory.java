package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import vow.engine.Saved;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * What an agent remembers from one life to the next: the last good manifest, how promises stood.
 */
final class Memory {
  /** When more than that were changed since all was saved, all is saved again. */
  private static final int UNSAVED_MAX = 500;

  private final Path manifest;
  private final Path engine;
  private final Path newer;
  private final Path policy;
  private final Consumer<String> notes;
  private boolean newerSaved;

  /** Those that stand otherwise than the file of all says; the file of the newer has them. */
  private final Set<PromiseId> unsaved = new LinkedHashSet<>();

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
    newer = state.resolve("engine.newer.json");
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
    return Files.exists(newer) ? with(state, AtomicFile.read(newer).orElse("")) : state;
  }

  private static EngineState with(EngineState state, String text) {
    var more = EngineStateJson.read(text);
    if (!more.manifest().equals(state.manifest()) || more.totals().sum() < state.totals().sum()) {
      return state; // it was left when all was saved anew
    }
    var promises = new LinkedHashMap<>(state.promises());
    promises.putAll(more.promises());
    return new EngineState(more.manifest(), promises, more.totals(), more.brakes());
  }

  /** Stops knowing of a promise; whether it was known. */
  boolean forget(PromiseId id) throws IOException {
    var text = AtomicFile.read(manifest).flatMap(it -> ManifestJson.without(it, id));
    if (text.isPresent()) {
      AtomicFile.write(manifest, text.get());
    }
    var before = engine();
    var promises = new LinkedHashMap<>(before.promises());
    boolean stood = promises.remove(id) != null;
    if (stood) {
      save(new EngineState(before.manifest(), promises, before.totals(), before.brakes()));
    }
    return text.isPresent() || stood;
  }

  /** Whether there is a manifest that nobody can read. */
  boolean manifestIsDamaged() {
    return Files.exists(manifest) && manifest().isEmpty();
  }

  /** What its files are now, so that nobody takes what was packed for newer ones. */
  String stamp() {
    return stamp(manifest) + " " + stamp(engine) + " " + stamp(newer);
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
    var changes = state.changes();
    if (changes.isPresent() && unsaved.size() + changes.get().size() <= UNSAVED_MAX) {
      unsaved.addAll(changes.get().keySet());
      var few = new LinkedHashMap<PromiseId, Saved>();
      for (var id : unsaved) {
        few.put(id, Objects.requireNonNull(state.promises().get(id)));
      }
      var newest = new EngineState(state.manifest(), few, state.totals(), state.brakes());
      AtomicFile.writeNews(newer, out -> EngineStateJson.write(newest, out));
      return;
    }
    AtomicFile.writeNews(engine, out -> EngineStateJson.write(state, out));
    Files.deleteIfExists(newer);
    unsaved.clear();
  }

  /** Those of which only the file of the newer says how they stand. */
  synchronized List<PromiseId> unsaved() {
    return List.copyOf(unsaved);
  }

  /** Goes on with those of the brain before. */
  synchronized void unsaved(Collection<PromiseId> before) {
    unsaved.addAll(before);
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
