package vow.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
  private String savedEngine = "";

  Memory(Path state) {
    manifest = state.resolve("manifest.json");
    engine = state.resolve("engine.json");
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
