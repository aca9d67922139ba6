package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 9. */
class Decision09BlocksTest {
  @Test
  void thereAreNoDynamicBlocks() {
    assertThat(Policies.of("file \"/a\" {\n  dynamic \"x\" {}\n}").codes())
        .containsExactly("misplaced-block");
  }

  @Test
  void retryIsANumberOrABlock() {
    var policy =
        Policies.of(
            """
            file "/a" { retry = 3 }
            file "/b" {
              retry {
                attempts = 5
                delay    = "2s"
              }
            }
            """);

    assertThat(policy.promise("file[/a]").meta().retries()).isEqualTo(3);
    assertThat(policy.promise("file[/b]").meta().retries()).isEqualTo(5);
    assertThat(policy.promise("file[/b]").meta().retryDelay()).hasSeconds(2);
  }

  @Test
  void oneThatMayNotRepeatShowsBothPlaces() {
    var policy =
        Policies.of(
            "file \"/b\" {\n  retry {\n    attempts = 1\n  }\n  retry {\n    attempts = 2\n  }\n}");

    assertThat(policy.codes()).containsExactly("repeated-block");
  }
}
