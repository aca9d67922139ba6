package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 7. */
class Decision07WhenTest {
  @Test
  void falseTakesThePromiseAway() {
    assertThat(Policies.of("file \"/a\" { when = false }\nfile \"/b\" {}").ids())
        .containsExactly("file[/b]");
  }

  @Test
  void aReferenceToAnAbsentPromiseIsAnError() {
    var absent = "file \"/a\" { when = false }\n";

    assertThat(Policies.of(absent + "file \"/b\" { content = file[\"/a\"].path }").codes())
        .containsExactly("absent-promise");
    assertThat(Policies.of(absent + "file \"/b\" { after = [file[\"/a\"]] }").codes())
        .containsExactly("absent-promise");
  }

  @Test
  void unlessInTry() {
    var policy =
        Policies.of(
            """
            file "/a" { when = false }
            file "/b" { content = try(file["/a"].path, "none") }
            file "/c" { after = try([file["/a"]], [file["/b"]]) }
            """);

    assertThat(policy.value("file[/b]", "content")).isEqualTo("none");
    assertThat(policy.edges()).containsExactly("file[/c] AFTER file[/b]");
  }

  @Test
  void whatIsAwayIsStillChecked() {
    var policy =
        Policies.of(
            "file \"/a\" {\n  when = false\n  mode = 644\n  contents = \"x\"\n  owner = [1]\n}");

    assertThat(policy.codes())
        .containsExactlyInAnyOrder("mode-not-text", "unknown-attribute", "wrong-type");
  }

  @Test
  void whatIsAwayMayReferToWhatIsAway() {
    var policy =
        Policies.of(
            """
            file "/a" { when = false }
            file "/b" {
              when = false
              after = [file["/a"]]
              content = file["/a"].path
            }
            """);

    assertThat(policy.ids()).isEmpty();
  }

  @Test
  void mustBeTrueOrFalse() {
    assertThat(Policies.of("file \"/a\" { when = [] }").codes()).containsExactly("when-not-bool");
    assertThat(Policies.of("file \"/a\" { when = null }").ids()).containsExactly("file[/a]");
  }

  @Test
  void takesAWholeBundleAway() {
    var policy =
        Policies.of(
            """
            bundle "web" {
              when = contains(node.tags, "web")
              file "/a" {}
              file "/b" { when = false }
            }
            bundle "db" {
              when = contains(node.tags, "db")
              file "/c" {}
            }
            """);

    assertThat(policy.ids()).containsExactly("file[/a]");
    assertThat(policy.compile().bundles()).hasToString("{web=[file[/a]]}");
  }
}
