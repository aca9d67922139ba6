package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.schema.SourceFile;

/** INTERFACES.md, section 4, decision 12. */
class Decision12ValuesTest {
  @Test
  void nullMeansUnset() {
    var policy = Policies.of("file \"/a\" {\n  mode = null\n  owner = null\n}");

    assertThat(policy.promise("file[/a]").attributes()).containsOnlyKeys("path");
  }

  @Test
  void durationsAreTextWithUnits() {
    var policy = Policies.of("file \"/a\" { timeout = 30 }\nfile \"/b\" { every = \"soon\" }");

    assertThat(policy.codes()).containsExactly("missing-unit", "invalid-duration");
    assertThat(policy.errors()).contains("\"30s\"");
  }

  @Test
  void aModeIsTextOfOctalDigits() {
    var policy = Policies.of("file \"/a\" { mode = 0644 }");

    assertThat(policy.codes()).containsExactly("mode-not-text");
    assertThat(policy.errors()).contains("expected: \"0644\"");
  }

  @Test
  void filesAreReadOnlyBelowThePolicyFolderAndAreNoted() {
    assertThat(Policies.of("file \"/a\" { source = \"../secret\" }").codes())
        .containsExactly("file-unreadable");
    assertThat(Policies.of("file \"/a\" { source = \"/etc/shadow\" }").codes())
        .containsExactly("file-unreadable");
    assertThat(
            Policies.of("file \"/a\" { source = \"a.txt\" }")
                .file("a.txt", "text")
                .compile()
                .read())
        .extracting(SourceFile::path)
        .containsExactly("/etc/vow/a.txt");
  }
}
