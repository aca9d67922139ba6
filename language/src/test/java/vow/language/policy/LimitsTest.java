package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.language.syntax.Diagnostics;

/** Large and deep policies: they compile, or say which limit they are beyond. */
class LimitsTest {
  private static final int MANY = 10_000;

  @Test
  void localsMayNeedEachOtherInALongChain() {
    var text = new StringBuilder("file \"/a\" { content = local.x0 }\nlocals {\n");
    for (int i = 0; i < MANY; i++) {
      text.append("  x").append(i).append(" = local.x").append(i + 1).append('\n');
    }
    text.append("  x").append(MANY).append(" = \"end\"\n}\n");

    assertThat(Policies.of(text.toString()).value("file[/a]", "content")).isEqualTo("end");
  }

  @Test
  void promisesMayReferToEachOtherInALongChain() {
    var text = new StringBuilder("file \"/f0\" { content = \"start\" }\n");
    for (int i = 1; i < MANY; i++) {
      text.append("file \"/f").append(i).append("\" { content = file[\"/f");
      text.append(i - 1).append("\"].content }\n");
    }

    assertThat(Policies.of(text.toString()).value("file[/f" + (MANY - 1) + "]", "content"))
        .isEqualTo("start");
  }

  @Test
  void aLongLoopIsFound() {
    var text = new StringBuilder("locals {\n");
    for (int i = 0; i < MANY; i++) {
      text.append("  x").append(i).append(" = local.x").append((i + 1) % MANY).append('\n');
    }

    assertThat(Policies.of(text + "}\n").codes()).containsExactly("value-cycle");
  }

  @Test
  void manyErrorsAreCounted() {
    var text = new StringBuilder("locals {\n");
    for (int i = 0; i < MANY; i++) {
      text.append("  x").append(i).append(" = local.y").append(i).append('\n');
    }

    var diagnostics = Policies.of(text + "}\n").compile().diagnostics();

    assertThat(diagnostics.errors()).isEqualTo(MANY);
    assertThat(diagnostics.sorted()).hasSize(Diagnostics.MAX_KEPT);
  }

  @Test
  void aGroupAfterAGroupIsBounded() {
    var policy =
        Policies.of(
            """
            directory "a" {
              for_each = toset([for i in range(512) : tostring(i)])
              path     = "/a/${each.key}"
            }
            directory "b" {
              for_each = toset([for i in range(512) : tostring(i)])
              path     = "/b/${each.key}"
              after    = [directory.a]
            }
            """);

    assertThat(policy.codes()).contains("too-many-edges");
  }

  @Test
  void instancesAreBounded() {
    var policy =
        Policies.of(
            """
            directory "a" {
              for_each = toset(flatten([for i in range(1000) : [for j in range(201) : "${i}-${j}"]]))
              path     = "/a/${each.key}"
            }
            """);

    assertThat(policy.codes()).containsExactly("too-many-promises");
  }

  @Test
  void modulesInModulesAreBounded() {
    var policy = Policies.of("module \"m\" {\n  source = \"m\"\n}");
    var folder = new StringBuilder("m");
    for (int i = 0; i < Modules.MAX_DEPTH + 2; i++) {
      policy.file(folder + "/main.hcl", "module \"m\" {\n  source = \"./m\"\n}");
      folder.append("/m");
    }

    assertThat(policy.codes()).containsExactly("too-many-modules");
  }
}
