package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.policy.Policy;
import vow.language.policy.PolicyInput;
import vow.language.syntax.Source;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.File;
import vow.model.kind.Service;
import vow.model.schema.Fields;
import vow.model.schema.MetaSchema;
import vow.model.service.Readiness;

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
  void aServiceComesBackWithItsProbeItsBlocksAndItsReferences() {
    var source =
        Source.of(
            "site.hcl",
            """
            service "db" { run = "db" }
            service "log" { run = "log" }
            service "web" {
              run    = ["web", "--fast"]
              ready  = probe({ http = "http://[::1]/", status = 204 })
              needs  = [service.db]
              wants  = [service.log]
              listen = { b = "unix:/run/b", a = "tcp:0.0.0.0:80" }
              env    = { B = 1, A = 2 }
              restart {
                success = [3, "SIGHUP"]
                delay   = "1.5s"
              }
              limits { nice = -5 }
              sandbox { capabilities = [] }
            }
            """);
    var manifest = Policy.compile(PolicyInput.of(List.of(source))).manifest().orElseThrow();

    var saved = ManifestJson.read(ManifestJson.write(manifest)).orElseThrow();

    assertThat(saved.manifest()).isEqualTo(manifest);
    assertThat(saved.manifest().hash()).isEqualTo(manifest.hash());
    var web = saved.manifest().promise(new PromiseId("service", "web")).orElseThrow();
    assertThat(web.kind())
        .isInstanceOfSatisfying(
            Service.class,
            service -> {
              assertThat(service.requires()).containsExactly("db");
              assertThat(service.wants()).containsExactly("log");
              assertThat(service.ready()).isInstanceOf(Readiness.Probed.class);
            });
  }

  @Test
  void aTimerComesBackWithItsCalendarAndItsService() {
    var source =
        Source.of(
            "site.hcl",
            """
            service "job" {
              type = "oneshot"
              run  = "job"
            }
            timer "night" {
              calendar = "Mon..Fri 03:30 Europe/Berlin"
              jitter   = "5m"
              start    = service["job"]
            }
            """);
    var manifest = Policy.compile(PolicyInput.of(List.of(source))).manifest().orElseThrow();

    var saved = ManifestJson.read(ManifestJson.write(manifest)).orElseThrow();

    assertThat(saved.manifest()).isEqualTo(manifest);
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
