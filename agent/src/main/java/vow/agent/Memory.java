package vow.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vow.agent.json.Json;
import vow.agent.policy.PolicyLocation;
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
  private String savedEngine = "";

  Memory(Path state) {
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
    savedEngine = AtomicFile.read(engine).orElse("");
    return EngineStateJson.read(savedEngine);
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

  /** Saves an accepted manifest, unless it is the saved one. */
  void save(Manifest accepted) throws IOException {
    var text = ManifestJson.write(accepted);
    if (!AtomicFile.read(manifest).map(text::equals).orElse(false)) {
      AtomicFile.write(manifest, text);
    }
  }

  /** Saves how promises stand, unless that is as it was. */
  void save(EngineState state) throws IOException {
    var text = EngineStateJson.write(state);
    if (!text.equals(savedEngine)) {
      AtomicFile.write(engine, text);
      savedEngine = text;
    }
  }
}
