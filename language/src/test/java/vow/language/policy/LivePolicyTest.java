package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.model.PromiseId;

class LivePolicyTest {
  private static final String POLICY =
      """
      locals {
        name = "I am ${node.hostname}"
      }
      file "/a" { content = local.name }
      file "/b" { content = "plain" }
      file "/c" { content = "${file["/a"].content}!" }
      file "/d" { content = node.os.family }
      file "e" {
        for_each = toset(["vm.swappiness", "vm.overcommit"])
        path     = "/e/${each.key}"
        content  = node.sysctl[each.key]
      }
      bundle "web" {
        when = contains(node.tags, "web")
        file "/f" {}
      }
      file "/g" {
        content = try(file["/f"].path, "none")
      }
      output "name" { value = local.name }
      """;

  private final FakeFacts facts = FakeFacts.standard();
  private final LivePolicy policy = LivePolicy.of(Policies.of(POLICY).facts(facts).input());

  private String evaluated(String... changed) {
    return policy.changed(Set.of(changed)).evaluated().toString();
  }

  private Object content(String path) {
    var id = PromiseId.parse("file[" + path + "]").orElseThrow();
    var manifest = policy.compiled().manifest().orElseThrow();
    return manifest.promise(id).orElseThrow().attributes().getOrDefault("content", "(unset)");
  }

  @Test
  void evaluatesOnlyWhatUsedTheFact() {
    facts.with("hostname", BasicType.STRING, Value.text("web2"));

    assertThat(evaluated("hostname")).isEqualTo("[file[/a], file[/c]]");
    assertThat(content("/c")).isEqualTo("I am web2!");
    assertThat(policy.compiled().outputs()).containsEntry("name", Value.text("I am web2"));
  }

  @Test
  void aFactWithTheSameValueEvaluatesNothing() {
    var before = policy.compiled();

    assertThat(evaluated("hostname", "os.family", "cpu.count", "unheard.of")).isEqualTo("[]");
    assertThat(policy.compiled()).isSameAs(before);
  }

  @Test
  void ofInstancesOnlyTheOneThatUsedIt() {
    facts.with("sysctl.vm.swappiness", BasicType.STRING, Value.text("10"));

    assertThat(evaluated("sysctl.vm.swappiness")).isEqualTo("[file[/e/vm.swappiness]]");
    assertThat(content("/e/vm.swappiness")).isEqualTo("10");
  }

  @Test
  void promisesComeAndGo() {
    facts.with("tags", Type.list(BasicType.STRING), Value.list(BasicType.STRING, List.of()));
    assertThat(evaluated("tags")).isEqualTo("[file[/g]]");
    assertThat(content("/g")).isEqualTo("none");

    var web = List.of(Value.text("web"));
    facts.with("tags", Type.list(BasicType.STRING), Value.list(BasicType.STRING, web));
    assertThat(evaluated("tags")).isEqualTo("[file[/f], file[/g]]");
    assertThat(content("/g")).isEqualTo("/f");
  }

  @Test
  void everyStepEqualsAFreshCompile() {
    for (var name : List.of("x", "y", "x")) {
      facts.with("hostname", BasicType.STRING, Value.text(name));
      facts.with("os.family", BasicType.STRING, Value.text(name));
      policy.changed(Set.of("hostname", "os.family"));

      var fresh = Policies.of(POLICY).facts(facts).compile();
      assertThat(policy.compiled().manifest()).isEqualTo(fresh.manifest());
      assertThat(policy.compiled().facts()).isEqualTo(fresh.facts());
    }
  }

  @Test
  void errorsPassWithTheirFact() {
    facts.with("hostname", BasicType.STRING, Value.list(BasicType.STRING, List.of()));
    var broken = policy.changed(Set.of("hostname")).compiled();
    assertThat(broken.manifest()).isEmpty();
    assertThat(broken.diagnostics().hasErrors()).isTrue();

    facts.with("hostname", BasicType.STRING, Value.text("web3"));
    assertThat(policy.changed(Set.of("hostname")).compiled().diagnostics().hasErrors()).isFalse();
    assertThat(content("/a")).isEqualTo("I am web3");
  }
}
