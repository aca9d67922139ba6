package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.engine.Contest;
import vow.engine.Counter;
import vow.engine.EngineState;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.Saved;
import vow.engine.Totals;
import vow.model.Cause;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

/** What one brain leaves for the next comes back as it was, or, damaged, as nothing. */
class BlobProperties {
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
  void aManifestComesBackInItsOrderWithItsHash() {
    var read = ManifestBlob.read(ManifestBlob.write(MANIFEST).orElseThrow()).orElseThrow();

    assertThat(read).isEqualTo(MANIFEST);
    assertThat(read.promises().keySet()).containsExactlyElementsOf(MANIFEST.promises().keySet());
    assertThat(read.hash()).isEqualTo(MANIFEST.hash());
    assertThat(read.promise(MOTD).map(p -> p.definition()))
        .isEqualTo(MANIFEST.promise(MOTD).map(p -> p.definition()));
  }

  @Test
  void aSecretIsNotWritten() {
    assertThat(ManifestBlob.write(manifest(",\"sensitive\":true"))).isEmpty();
  }

  @Test
  void anEngineComesBackAsItWas() {
    assertThat(EngineStateBlob.read(EngineStateBlob.write(STATE))).contains(STATE);
    assertThat(EngineStateBlob.read(EngineStateBlob.write(EngineState.EMPTY)))
        .contains(EngineState.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void readsAnything(long seed) {
    var random = new Random(seed);
    byte[] manifest = ManifestBlob.write(MANIFEST).orElseThrow();
    byte[] engine = EngineStateBlob.write(STATE);
    for (int i = 0; i < 200; i++) {
      byte[] one = mutated(manifest, random);
      assertThatCode(() -> ManifestBlob.read(one)).doesNotThrowAnyException();
      byte[] other = mutated(engine, random);
      assertThatCode(() -> EngineStateBlob.read(other)).doesNotThrowAnyException();
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) (random.nextInt(7) - 3);
    }
    return Arrays.copyOf(changed, changed.length - random.nextInt(2) * random.nextInt(9));
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
