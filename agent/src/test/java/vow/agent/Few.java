package vow.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vow.agent.rest.ManifestTable;
import vow.agent.rest.Rested;
import vow.agent.rest.StateTable;
import vow.agent.state.ManifestJson;
import vow.engine.Contest;
import vow.engine.Counter;
import vow.engine.Engine;
import vow.engine.EngineState;
import vow.engine.Event;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.Mode;
import vow.engine.Saved;
import vow.engine.Totals;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;

/** Kept promises, and an engine that goes on from how they stood and knows of some. */
record Few(Memory memory, Manifest manifest) {
  Few(Path state, int count) {
    this(new Memory(state), manifest(count));
  }

  private static Manifest manifest(int count) {
    var files = IntStream.range(0, count).mapToObj(i -> file("/f" + i));
    var all = files.collect(Collectors.joining(","));
    return ManifestJson.read(
            "{\"version\":1,\"hash\":\"\",\"edges\":[],\"promises\":[" + all + "]}")
        .orElseThrow()
        .manifest();
  }

  private static String file(String path) {
    return "{\"id\":\"file[%s]\",\"at\":\"a.hcl:1:1\",\"attributes\":{\"path\":\"%s\",\"content\":\"\"}}"
        .formatted(path, path);
  }

  /** How all stand, after so many events. */
  EngineState all(long events) {
    var promises = new LinkedHashMap<PromiseId, Saved>();
    for (var promise : manifest.promises().values()) {
      var last =
          new Happened(
              promise.id(), 5, Outcome.KEPT, Cause.BOOT, Optional.empty(), 0, Optional.empty(), "");
      promises.put(
          promise.id(),
          new Saved(
              promise.definition(),
              Optional.of(last),
              5,
              Map.of(),
              false,
              true,
              0,
              Optional.empty(),
              Contest.NONE,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    var totals = new Totals(Map.of(Counter.TOUCHES, events), Map.of());
    return new EngineState(manifest.hash(), promises, totals);
  }

  /** One that decodes what it needs; somebody holds so many promises. */
  Engine rested(int held) throws IOException {
    var table = ManifestTable.read(ManifestTable.write(manifest).orElseThrow().buffer());
    var state = StateTable.read(StateTable.write(all(1), manifest, Optional.empty()).buffer());
    var engine = Engine.resume(Mode.KEEP, new Rested(table, state), 1);
    for (int i = 0; i < held; i++) {
      var id = new PromiseId("file", "/f" + i);
      engine.step(2, new Event.Held(id, new Hold("ann", "", 9_000, Hold.Sort.HOLD)));
    }
    return engine;
  }
}
