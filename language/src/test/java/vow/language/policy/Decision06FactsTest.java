package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 6. */
class Decision06FactsTest {
  private static final String POLICY =
      """
      file "/a" {
        content = "${node.hostname} ${node.os.family} ${node.sysctl["vm.swappiness"]}"
      }
      """;

  @Test
  void haveRealValues() {
    assertThat(Policies.of(POLICY).value("file[/a]", "content")).isEqualTo("web1 debian 60");
  }

  @Test
  void anUnknownFactIsAnErrorWithASuggestion() {
    var policy = Policies.of("file \"/a\" { content = node.os.famly }");

    assertThat(policy.codes()).containsExactly("unknown-fact");
    assertThat(policy.errors()).contains("did you mean \"family\"?");
  }

  @Test
  void areTypedUnknownsInCheck() {
    assertThat(Policies.of(POLICY).checked().codes()).isEmpty();
    assertThat(Policies.of(POLICY).checked().compile().manifest()).isEmpty();
    assertThat(Policies.of("file \"/a\" { absent = node.cpu.count }").checked().codes())
        .containsExactly("wrong-type");
  }

  @Test
  void areReadOnlyWhenUsed() {
    var facts = FakeFacts.standard();

    Policies.of("file \"/a\" { content = node.os.family }").facts(facts).compile();

    assertThat(facts.asked()).containsExactly("os.family");
  }

  @Test
  void areNotedPerPromise() {
    var compiled =
        Policies.of(
                """
                locals {
                  name = node.hostname
                }
                file "/a" { content = local.name }
                file "/b" { content = node.os.family }
                file "/c" { when = node.cpu.count > 100 }
                """)
            .compile();

    assertThat(compiled.facts())
        .hasToString("{file[/a]=[hostname], file[/b]=[os.family], file[/c]=[cpu.count]}");
    assertThat(compiled.usedFacts()).containsExactly("cpu.count", "hostname", "os.family");
  }

  @Test
  void keyedFactsTakeAKeyThatIsEvaluated() {
    var policy =
        Policies.of(
            """
            file "f" {
              for_each = toset(["vm.swappiness"])
              path     = "/${each.key}"
              content  = node.sysctl[each.key]
            }
            """);

    assertThat(policy.value("file[/vm.swappiness]", "content")).isEqualTo("60");
    assertThat(policy.compile().usedFacts()).containsExactly("sysctl.vm.swappiness");
  }

  @Test
  void aGroupOfFactsIsAnObject() {
    assertThat(
            Policies.of("file \"/a\" { content = join(\",\", keys(node.os)) }")
                .value("file[/a]", "content"))
        .isEqualTo("family,name");
  }
}
