package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 1. */
class Decision01IdentityTest {
  @Test
  void theKeyDefaultsToTheLabel() {
    assertThat(Policies.of("file \"/etc/motd\" {}").ids()).containsExactly("file[/etc/motd]");
  }

  @Test
  void theKeyThatIsGivenIsTheIdentity() {
    var policy = Policies.of("file \"motd\" {\n  path = \"/etc//motd/\"\n}");

    assertThat(policy.ids()).containsExactly("file[/etc/motd]");
  }

  @Test
  void nullIsNoKey() {
    assertThat(Policies.of("file \"/etc/motd\" {\n  path = null\n}").ids())
        .containsExactly("file[/etc/motd]");
  }

  @Test
  void aBlockWithForEachNeedsTheKey() {
    var policy = Policies.of("file \"/a\" {\n  for_each = toset([\"x\"])\n}");

    assertThat(policy.codes()).containsExactly("key-needed");
  }

  @Test
  void twoPromisesOfOneIdentityShowBothPlaces() {
    var policy = Policies.of("file \"/etc/motd\" {}\nfile \"motd\" {\n  path = \"/etc/motd\"\n}");

    assertThat(policy.codes()).containsExactly("duplicate-promise");
    assertThat(policy.errors()).contains("site.hcl:2:1").contains("site.hcl:1:1");
  }

  @Test
  void twoWritersOfOnePathShowBothPlaces() {
    var policy = Policies.of("file \"/srv\" {\n  content = \"\"\n}\ndirectory \"/srv\" {}");

    assertThat(policy.codes()).containsExactly("two-writers");
    assertThat(policy.errors()).contains("site.hcl:1:1").contains("site.hcl:4:1");
  }

  @Test
  void labelsAreUniqueWithinAKind() {
    var policy =
        Policies.of(
            "file \"a\" {\n  path = \"/a\"\n}\nfile \"a\" {\n  path = \"/b\"\n}\n"
                + "directory \"a\" {\n  path = \"/c\"\n}");

    assertThat(policy.codes()).containsExactly("duplicate-label");
  }
}
