package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 4. */
class Decision04AfterAndOnChangeTest {
  private static final String TWO = "file \"/a\" {}\nfile \"/b\" {}\n";

  @Test
  void holdReferences() {
    var policy =
        Policies.of(
            TWO + "file \"/c\" {\n  after = [file[\"/a\"]]\n  on_change = [file[\"/b\"]]\n}");

    assertThat(policy.edges())
        .containsExactly("file[/c] AFTER file[/a]", "file[/c] ON_CHANGE file[/b]");
  }

  @Test
  void holdWholeGroups() {
    var policy =
        Policies.of(
            """
            directory "d" {
              for_each = toset(["a", "b"])
              path     = "/srv/${each.key}"
            }
            file "/x" { after = [directory.d] }
            file "/y" { after = [directory.d["b"]] }
            """);

    assertThat(policy.edges())
        .containsExactly(
            "file[/x] AFTER directory[/srv/a]",
            "file[/x] AFTER directory[/srv/b]",
            "file[/y] AFTER directory[/srv/b]");
  }

  @Test
  void holdInstancesOfGroupsThatStandFurtherDown() {
    var policy =
        Policies.of(
            """
            file "/y" { after = [directory.d["b"]] }
            directory "d" {
              for_each = toset(["a", "b"])
              path     = "/srv/${each.key}"
            }
            """);

    assertThat(policy.edges()).containsExactly("file[/y] AFTER directory[/srv/b]");
  }

  @Test
  void textIsAnErrorThatShowsTheReference() {
    var policy = Policies.of(TWO + "file \"/c\" { after = [\"file[/a]\"] }");

    assertThat(policy.codes()).containsExactly("reference-expected");
    assertThat(policy.errors()).contains("file[\"/a\"], without quotes");
  }

  @Test
  void attributesAreNoPromises() {
    assertThat(Policies.of(TWO + "file \"/c\" { after = [file[\"/a\"].path] }").codes())
        .containsExactly("reference-expected");
  }

  @Test
  void onChangeImpliesAfter() {
    var policy =
        Policies.of(
            TWO + "file \"/c\" {\n  after = [file[\"/a\"]]\n  on_change = [file[\"/a\"]]\n}");

    assertThat(policy.edges()).containsExactly("file[/c] ON_CHANGE file[/a]");
  }

  @Test
  void aLoopIsNamed() {
    var policy =
        Policies.of(
            "file \"/a\" { after = [file[\"/b\"]] }\nfile \"/b\" { on_change = [file[\"/a\"]] }");

    assertThat(policy.codes()).containsExactly("promise-cycle");
    assertThat(policy.errors()).contains("file[/a] after file[/b] after file[/a]");
  }

  @Test
  void foldersComeBeforeWhatIsInThem() {
    assertThat(Policies.of("file \"/srv/a/b\" {}\ndirectory \"/srv\" {}").edges())
        .containsExactly("file[/srv/a/b] NEED directory[/srv]");
  }
}
