package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Per-node data: layers of files, the first that has a key counts. */
class DataTest {
  private static final String LAYERS =
      """
      data {
        layers = ["node/${node.hostname}", "os/${node.os.name}", "common"]
        merge = {
          users    = "deep"
          packages = "unique"
        }
      }
      """;

  private static Policies policy(String text) {
    return Policies.of(text)
        .file("data/node/web1.hcl", "port = 8080\npackages = [\"nginx\"]\n")
        .file(
            "data/os/debian.yaml",
            "port: 80\nusers:\n  ann:\n    uid: 1\npackages: [curl, nginx]\n")
        .file(
            "data/common.json", "{\"users\":{\"ann\":{\"uid\":2,\"sudo\":true}},\"zone\":\"utc\"}");
  }

  private static String file(String value) {
    return "file \"/a\" {\n  content = " + value + "\n}\n";
  }

  @Test
  void theFirstLayerThatHasAKeyCounts() {
    var policy = policy(LAYERS + file("\"${data.port} ${data.zone}\""));

    assertThat(policy.value("file[/a]", "content")).isEqualTo("8080 utc");
  }

  @Test
  void rulesPutValuesTogether() {
    assertThat(policy(LAYERS + file("jsonencode(data.users)")).value("file[/a]", "content"))
        .isEqualTo("{\"ann\":{\"sudo\":true,\"uid\":1}}");
    assertThat(policy(LAYERS + file("jsonencode(data.packages)")).value("file[/a]", "content"))
        .isEqualTo("[\"nginx\",\"curl\"]");
  }

  @Test
  void everyValueSaysWhereItIsFrom() {
    var data = policy(LAYERS + file("data.zone")).compile().data();

    assertThat(data.layers())
        .extracting(Data.Layer::name)
        .containsExactly("node/web1", "os/debian", "common");
    var node = data.layers().getFirst();
    assertThat(node.file()).contains("data/node/web1.hcl");
    assertThat(Objects.requireNonNull(node.entries().get("port")).span().orElseThrow().start())
        .isZero();
    assertThat(data.values()).containsEntry("port", Value.number(8080));
    assertThat(data.rule("users")).isEqualTo(Data.Rule.DEEP);
  }

  @Test
  void whatIsReadIsWatchedAlsoWhenItIsMissing() {
    var read = policy(LAYERS.replace("common", "later") + file("\"x\"")).compile().read();

    assertThat(read).extracting(it -> it.path()).contains("/etc/vow/data/later.hcl");
  }

  @Test
  void aKeyThatNoLayerHasIsToldUnlessItIsTried() {
    assertThat(policy(LAYERS + file("data.prot")).errors()).contains("prot");
    assertThat(policy(LAYERS + file("try(data.prot, \"none\")")).value("file[/a]", "content"))
        .isEqualTo("none");
  }

  @Test
  void withoutABlockTheLayersAreTheUsualOnes() {
    var facts = FakeFacts.standard().with("fact.site", BasicType.STRING, Value.text("berlin"));
    var policy =
        Policies.of(file("\"${data.a}${data.b}${data.c}${data.d}\""))
            .facts(facts)
            .file("data/node/web1.hcl", "a = 1\n")
            .file("data/tag/web.hcl", "a = 2\nb = 2\n")
            .file("data/site/berlin.hcl", "b = 3\nc = 3\n")
            .file("data/common.hcl", "c = 4\nd = 4\n");

    assertThat(policy.value("file[/a]", "content")).isEqualTo("1234");
  }

  @Test
  void isEvaluatedAgainWhenItsFactsChange() {
    var facts = FakeFacts.standard();
    var live = LivePolicy.of(policy(LAYERS + file("\"${data.port}\"")).facts(facts).input());
    facts.with("hostname", BasicType.STRING, Value.text("other"));

    var update = live.changed(java.util.Set.of("hostname"));

    var promise = update.compiled().manifest().orElseThrow().promises().values().iterator().next();
    assertThat(promise.attributes()).containsEntry("content", "80");
  }

  @Test
  void whileCheckingNothingIsSaidOfValuesButAllFilesAreRead() {
    assertThat(policy(LAYERS + file("data.port")).checked().codes()).isEmpty();
    assertThat(
            policy(LAYERS + file("data.port"))
                .file("data/os/rhel.yaml", "a: [\n")
                .file("data/os/suse.hcl", "a {}\n")
                .file("data/os/arch.hcl", "a = local.b\n")
                .checked()
                .codes())
        .containsExactlyInAnyOrder("file-unreadable", "misplaced-block", "not-constant");
  }

  @Test
  void aSensitiveValueStaysSo() {
    var policy =
        policy(LAYERS + file("data.token")).file("data/common.hcl", "token = sensitive(\"x\")\n");

    assertThat(policy.promise("file[/a]").meta().sensitive()).isTrue();
  }

  @Test
  void badOnesAreTold() {
    assertThat(Policies.of("data {\n  layers = \"a\"\n}\n").codes()).containsExactly("wrong-type");
    assertThat(Policies.of("data {\n  layers = [1]\n}\n").codes()).containsExactly("wrong-type");
    assertThat(Policies.of("data {\n  layers = [\"../../etc\"]\n}\n").codes())
        .containsExactly("file-unreadable");
    assertThat(Policies.of("data {\n  layers = []\n  merge = { a = \"deeply\" }\n}\n").codes())
        .containsExactly("invalid-word");
    assertThat(Policies.of("data {}\ndata {}\n").codes()).contains("duplicate-block");
    assertThat(
            Policies.of("module \"m\" {\n  source = \"./m\"\n}\n")
                .file("m/main.hcl", file("data.a"))
                .codes())
        .containsExactly("misplaced-data");
  }
}
