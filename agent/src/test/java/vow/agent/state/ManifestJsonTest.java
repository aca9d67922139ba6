package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.File;
import vow.model.schema.Fields;
import vow.model.schema.MetaSchema;

class ManifestJsonTest {
  private static final Promise MOTD =
      file(Map.of("path", "/etc/motd", "content", "hi\n", "mode", "0600"));
  private static final Promise SECRET =
      file(Map.of("path", "/etc/key", "content", "hunter2", "sensitive", true));
  private static final Manifest MANIFEST =
      Manifest.of(
          List.of(MOTD, SECRET), Set.of(new Edge(SECRET.id(), MOTD.id(), Edge.Reason.AFTER)));

  @Test
  void readsBackWhatItWrote() {
    var saved = ManifestJson.read(ManifestJson.write(MANIFEST)).orElseThrow();

    assertThat(saved.manifest().promises()).containsOnlyKeys(MOTD.id());
    assertThat(saved.manifest().promise(MOTD.id())).contains(MOTD);
  }

  @Test
  void withholdsSecretsAndSaysSo() {
    var text = ManifestJson.write(MANIFEST);

    assertThat(text).doesNotContain("hunter2");
    assertThat(ManifestJson.read(text).orElseThrow().withheld()).containsExactly(SECRET.id());
  }

  @Test
  void refusesWhatIsNoManifest() {
    for (var text : List.of("", "null", "[]", "{}", "{\"version\":1}", "{\"version\":99}")) {
      assertThat(ManifestJson.read(text)).as(text).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void damagedTextIsRefusedOrReadNeverACrash(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(ManifestJson.write(MANIFEST));
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
        default -> text.insert(at, "[{\"}],:0null".charAt(random.nextInt(12)));
      }
    }

    var saved = ManifestJson.read(text.toString());

    saved.ifPresent(s -> assertThat(s.manifest().graph().cycle()).isEmpty());
  }

  private static Promise file(Map<String, Object> attributes) {
    var fields = new Fields(attributes);
    return Promise.of(
        new PromiseId("file", String.valueOf(attributes.get("path"))),
        File.SCHEMA.make().apply(fields),
        attributes,
        MetaSchema.read(fields),
        new Origin("site.hcl", 3, 1));
  }
}
