package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 3. */
class Decision03ReferencesTest {
  @Test
  void byNameOrInBrackets() {
    var policy =
        Policies.of(
            """
            file "motd" {
              path = "/etc/motd"
            }
            file "/a" { content = file.motd.path }
            file "/b" { content = file["motd"].path }
            """);

    assertThat(policy.value("file[/a]", "content")).isEqualTo("/etc/motd");
    assertThat(policy.value("file[/b]", "content")).isEqualTo("/etc/motd");
    assertThat(policy.edges())
        .containsExactly(
            "file[/a] REFERENCE file[/etc/motd]", "file[/b] REFERENCE file[/etc/motd]");
  }

  @Test
  void functionsAreANamespaceOfTheirOwn() {
    var policy =
        Policies.of(
                "file \"/a\" { content = file(\"x.txt\") }\n"
                    + "file \"/b\" { content = file[\"/a\"].content }")
            .file("x.txt", "text");

    assertThat(policy.value("file[/b]", "content")).isEqualTo("text");
  }

  @Test
  void instancesByTheirKey() {
    var policy =
        Policies.of(
            """
            directory "/srv/sites" {
              for_each = toset(["a", "b"])
              path     = "/srv/sites/${each.key}"
            }
            file "/x" { content = directory["/srv/sites"]["a"].path }
            """);

    assertThat(policy.value("file[/x]", "content")).isEqualTo("/srv/sites/a");
    assertThat(policy.edges()).containsExactly("file[/x] REFERENCE directory[/srv/sites/a]");
  }

  @Test
  void aWholeGroupIsAnObjectOfItsInstances() {
    var policy =
        Policies.of(
            """
            directory "d" {
              for_each = toset(["a", "b"])
              path     = "/srv/${each.key}"
            }
            file "/x" { content = join(",", [for key, d in directory.d : "${key}=${d.path}"]) }
            """);

    assertThat(policy.value("file[/x]", "content")).isEqualTo("a=/srv/a,b=/srv/b");
    assertThat(policy.edges()).hasSize(2);
  }

  @Test
  void theInstanceOfTheSameKeyMakesOneEdge() {
    var policy =
        Policies.of(
            """
            locals {
              names = toset(["a", "b"])
            }
            directory "d" {
              for_each = local.names
              path     = "/srv/${each.key}"
            }
            file "f" {
              for_each = local.names
              path     = "${directory.d[each.key].path}/f"
            }
            """);

    assertThat(policy.edges())
        .containsExactly(
            "file[/srv/a/f] REFERENCE directory[/srv/a]",
            "file[/srv/b/f] REFERENCE directory[/srv/b]");
  }

  @Test
  void attributesThatAreNotGivenAreNull() {
    var policy =
        Policies.of(
            "file \"/a\" {}\n"
                + "file \"/b\" { content = file[\"/a\"].mode == null ? \"none\" : \"some\" }");

    assertThat(policy.value("file[/b]", "content")).isEqualTo("none");
  }

  @Test
  void referencesThroughLocalsMakeEdgesToo() {
    var policy =
        Policies.of(
            """
            locals {
              where = file["/a"].path
            }
            file "/a" {}
            file "/b" { content = local.where }
            """);

    assertThat(policy.edges()).containsExactly("file[/b] REFERENCE file[/a]");
  }

  @Test
  void anInstanceMustBeNamed() {
    var policy =
        Policies.of(
            """
            directory "d" {
              for_each = toset(["a"])
              path     = "/srv/${each.key}"
            }
            file "/x" { content = directory.d.path }
            file "/y" { content = directory.d["b"].path }
            """);

    assertThat(policy.codes()).containsExactly("instance-needed", "unknown-instance");
  }

  @Test
  void selfIsThePromiseItself() {
    var policy = Policies.of("file \"/a\" {\n  content = \"I am ${self.path}\"\n}");

    assertThat(policy.value("file[/a]", "content")).isEqualTo("I am /a");
  }
}
