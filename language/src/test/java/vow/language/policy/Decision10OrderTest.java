package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.PromiseId;

/** INTERFACES.md, section 4, decision 10. */
class Decision10OrderTest {
  @Test
  void neverMatters() {
    var there =
        Policies.of("locals {\n  a = local.b\n}\nfile \"/x\" { content = local.a }")
            .and("z.hcl", "locals {\n  b = \"text\"\n}");
    var back =
        Policies.of("locals {\n  b = \"text\"\n}")
            .and("a.hcl", "file \"/x\" { content = local.a }\nlocals {\n  a = local.b\n}");

    assertThat(there.manifest().hash()).isEqualTo(back.manifest().hash());
  }

  @Test
  void thereIsOneAgentBlock() {
    assertThat(Policies.of("agent {\n  linger = \"1m\"\n}\n").compile().agent().linger())
        .hasValueSatisfying(it -> assertThat(it).hasMinutes(1));
    assertThat(Policies.of("agent {}\nagent {}").codes()).containsExactly("duplicate-block");
  }

  @Test
  void aCycleOfLocalsIsNamed() {
    var policy = Policies.of("locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}");

    assertThat(policy.codes()).containsExactly("value-cycle");
    assertThat(policy.errors()).contains("local.a needs local.b needs local.c needs local.a");
  }

  @Test
  void theBreakerIsABlockOfTheAgentOrAnObject() {
    var block = Policies.of("agent {\n  breaker {\n    repairs = 3\n  }\n}\n").compile().agent();
    var object = Policies.of("agent {\n  breaker = { repairs = 3 }\n}\n").compile().agent();

    assertThat(block).isEqualTo(object);
    assertThat(block.breaker().orElseThrow())
        .isEqualTo(new AgentSettings.Breaker(3, java.time.Duration.ofMinutes(1), 50));
    assertThat(Policies.of("agent {\n  breaker {}\n  breaker {}\n}\n").codes())
        .containsExactly("repeated-block");
    assertThat(Policies.of("agent {\n  braker {}\n}\n").codes()).containsExactly("misplaced-block");
    assertThat(Policies.of("agent {\n  breaker {\n    repair = 3\n  }\n}\n").codes())
        .containsExactly("unknown-attribute");
  }

  @Test
  void whatHasMovedIsTheOldIdentityOfWhatThereIs() {
    var file = "file \"/b\" {}\n";
    var first = "moved {\n  from = \"file[/a]\"\n  to   = \"file[/c]\"\n}\n";
    var second = "moved {\n  from = \"file[/c]\"\n  to   = \"file[/b]\"\n}\n";

    assertThat(Policies.of(file + first + second).compile().moved())
        .containsEntry(new PromiseId("file", "/a"), new PromiseId("file", "/b"))
        .containsEntry(new PromiseId("file", "/c"), new PromiseId("file", "/b"));
    assertThat(Policies.of(file + first).codes()).containsExactly("unknown-promise");
    assertThat(Policies.of(file + second + second).codes()).containsExactly("moved-twice");
    assertThat(Policies.of(file + second.replace("file[/c]", "file[/b]")).codes())
        .contains("moved-still-there");
    assertThat(Policies.of(file + second.replace("file[/c]", "/c")).codes())
        .containsExactly("invalid-identity");
    assertThat(Policies.of(file + "moved {\n  from = \"file[/c]\"\n}\n").codes())
        .containsExactly("missing-attribute");
    var loop = second.replace("/b", "/d") + second.replace("/c", "/d").replace("/b", "/c");
    assertThat(Policies.of(file + loop).codes()).contains("unknown-promise");
  }
}
