package vow.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import vow.model.Edge;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

/** What one brain leaves for the next comes back as it was, or, damaged, as nothing. */
class RestedProperties {
  private static final PromiseId MOTD = new PromiseId("file", "/etc/motd");
  private static final PromiseId WEB = new PromiseId("exec", "reload web");
  private static final Writer VIM = new Writer(4711, "/usr/bin/vim", null, 0, 10, null, null, null);

  private static final Manifest MANIFEST = manifest("");
  private static final EngineState STATE =
      new EngineState(
          MANIFEST.hash(),
          Map.of(MOTD, saved()),
          new Totals(Map.of(Counter.ASSESSMENTS, 3L), Map.of(Outcome.REPAIRED, 1L << 40)));

  @Test
  void aManifestComesBackInItsOrderWithItsHash() throws Exception {
    var read = table(MANIFEST).manifest();

    assertThat(read).isEqualTo(MANIFEST);
    assertThat(read.promises().keySet()).containsExactlyElementsOf(MANIFEST.promises().keySet());
    assertThat(read.edges()).containsExactlyElementsOf(MANIFEST.edges());
    assertThat(read.hash()).isEqualTo(MANIFEST.hash());
    assertThat(read.promise(MOTD).map(p -> p.definition()))
        .isEqualTo(MANIFEST.promise(MOTD).map(p -> p.definition()));
    assertThat(read.promise(new PromiseId("file", "/etc"))).isEmpty();
  }

  @Test
  void onlyWhatIsAskedForIsDecoded() throws Exception {
    var table = table(MANIFEST);
    var rested = new Rested(table, StateTable.read(written(STATE)));

    assertThat(rested.manifest().promises()).hasSize(2);
    assertThat(rested.needs(WEB)).containsExactly(MOTD);
    assertThat(rested.dependents(MOTD)).containsExactly(WEB);
    assertThat(rested.listeners(MOTD)).containsExactly(WEB);
    assertThat(rested.listeners(WEB)).isEmpty();
    assertThat(rested.manifest().edges())
        .hasSize(1)
        .contains(new Edge(WEB, MOTD, Edge.Reason.ON_CHANGE))
        .doesNotContain(new Edge(WEB, MOTD, Edge.Reason.AFTER));
    assertThat(table.decoded()).isZero();
    assertThat(rested.at("/etc/motd")).containsExactly(MOTD);
    assertThat(rested.owned("/etc/motd")).isTrue();
    assertThat(rested.at("/etc")).isEmpty();
    assertThat(rested.entries("/etc/motd")).isEmpty();
    assertThat(rested.tree("/")).isEmpty();
    assertThat(table.decoded()).isEqualTo(1);
  }

  @Test
  void aSecretIsNotWritten() throws Exception {
    assertThat(ManifestTable.write(manifest(",\"sensitive\":true"))).isEmpty();
  }

  @Test
  void anEngineComesBackAsItWas() throws Exception {
    assertThat(StateTable.read(written(STATE)).state()).isEqualTo(STATE);
    assertThat(StateTable.read(written(STATE)).astir()).containsExactly(MOTD);
    assertThat(StateTable.read(written(EngineState.EMPTY)).state()).isEqualTo(EngineState.EMPTY);
  }

  @Test
  void whatChangedIsWrittenBesideWhatDidNot() throws Exception {
    var plain = kept(MOTD);
    var web = kept(WEB);
    var both = new EngineState(MANIFEST.hash(), ordered(plain, web), STATE.totals());
    var before = new Rested(table(MANIFEST), StateTable.read(written(both)));
    assertThat(before.astir()).isEmpty();

    var engine = Engine.resume(Mode.KEEP, before, 1);
    engine.step(2, new Event.Held(MOTD, new Hold("ann", "", 9_000, Hold.Sort.HOLD)));
    var state = engine.state();
    var bytes = StateTable.write(state, MANIFEST, Optional.of(before.standing()));
    var after = StateTable.read(bytes.buffer());

    assertThat(state.changes().orElseThrow().keySet()).contains(MOTD);
    assertThat(after.state()).isEqualTo(state);
    assertThat(after.state().promises().get(WEB)).isEqualTo(web);
    assertThat(after.astir()).containsExactly(MOTD);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void readsAnything(long seed) throws Exception {
    var random = new Random(seed);
    var manifest = ManifestTable.write(MANIFEST).orElseThrow().buffer();
    var engine = written(STATE);
    for (int i = 0; i < 200; i++) {
      readsOrRefuses(() -> {
        var read = ManifestTable.read(mutated(manifest, random));
        return List.copyOf(read.manifest().promises().values())
            + List.copyOf(read.manifest().edges()).toString();
      });
      readsOrRefuses(() -> Map.copyOf(StateTable.read(mutated(engine, random)).state().promises()));
    }
  }

  private static void readsOrRefuses(Callable<Object> read) throws Exception {
    try {
      read.call();
    } catch (IOException | UncheckedIOException _) {
      // refused
    }
  }

  private static ManifestTable table(Manifest manifest) throws IOException {
    return ManifestTable.read(ManifestTable.write(manifest).orElseThrow().buffer());
  }

  private static ByteBuffer written(EngineState state) throws IOException {
    return StateTable.write(state, MANIFEST, Optional.empty()).buffer();
  }

  private static Map<PromiseId, Saved> ordered(Saved motd, Saved web) {
    var map = new LinkedHashMap<PromiseId, Saved>();
    map.put(MOTD, motd);
    map.put(WEB, web);
    return map;
  }

  private static ByteBuffer mutated(ByteBuffer bytes, Random random) {
    byte[] changed = new byte[bytes.limit()];
    bytes.get(0, changed);
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) (random.nextInt(7) - 3);
    }
    int length = changed.length - random.nextInt(2) * random.nextInt(9);
    return ByteBuffer.wrap(Arrays.copyOf(changed, length));
  }

  private static Manifest manifest(String more) {
    return ManifestJson.read(
            "{\"version\":1,\"hash\":\"\",\"promises\":[{\"id\":\"exec[reload web]\",\"at\":"
                + "\"a.hcl:7:1\",\"attributes\":{\"name\":\"reload web\",\"run\":[\"/bin/true\"],"
                + "\"env\":{\"A\":\"1\"}}},"
                + "{\"id\":\"file[/etc/motd]\",\"at\":\"a.hcl:1:1\",\"attributes\":"
                + "{\"path\":\"/etc/motd\",\"content\":\"\u00e9\",\"mode\":\"0644\",\"retries\":2"
                + more
                + "}}],\"edges\":[{\"from\":\"exec[reload web]\",\"to\":\"file[/etc/motd]\","
                + "\"reason\":\"ON_CHANGE\"}]}")
        .orElseThrow()
        .manifest();
  }

  private static Saved kept(PromiseId id) {
    var last =
        new Happened(id, 5, Outcome.KEPT, Cause.BOOT, Optional.empty(), 7, Optional.empty(), "");
    return new Saved(
        MANIFEST.promise(id).orElseThrow().definition(),
        Optional.of(last),
        9,
        Map.of(),
        false,
        true,
        0,
        Optional.empty(),
        Contest.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Saved saved() {
    var last =
        new Happened(
            MOTD, 5, Outcome.FAILED, Cause.DRIFT, Optional.empty(), 7, Optional.empty(), "no");
    return new Saved(
        new Hash("aa".repeat(32)),
        Optional.of(last),
        9,
        Map.of("/etc/motd", new Stamp(1, 2, 3, 4, 5)),
        true,
        false,
        2,
        Optional.of(new Hold("ann", "why", Hold.FOREVER, Hold.Sort.UNDO)),
        new Contest(List.of(1L, 2L), 3),
        Optional.of(VIM),
        Optional.of(new Saved.Owed(Set.of(WEB), Cause.POLICY, true)),
        Optional.of(new Saved.Due(Cause.DRIFT, Optional.of(VIM), true, 11)));
  }
}
