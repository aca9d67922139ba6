package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** INTERFACES.md, section 4, decision 2. */
class Decision02ForEachTest {
  @Test
  void goesThroughAMap() {
    var policy =
        Policies.of(
            """
            file "conf" {
              for_each = { a = "one", b = "two" }
              path     = "/etc/${each.key}"
              content  = each.value
            }
            """);

    assertThat(policy.value("file[/etc/a]", "content")).isEqualTo("one");
    assertThat(policy.value("file[/etc/b]", "content")).isEqualTo("two");
  }

  @Test
  void goesThroughASetOfStrings() {
    var policy =
        Policies.of(
            """
            directory "site" {
              for_each = toset(["b", "a", "a"])
              path     = "/srv/${each.value}"
            }
            """);

    assertThat(policy.ids()).containsExactly("directory[/srv/a]", "directory[/srv/b]");
  }

  @Test
  void aListIsAnErrorThatSuggestsToset() {
    var policy = Policies.of("file \"x\" {\n  for_each = [\"a\"]\n  path = \"/${each.key}\"\n}");

    assertThat(policy.codes()).containsExactly("for-each-list");
    assertThat(policy.errors()).contains("toset([\"a\"])");
  }

  @Test
  void numbersAreNoKeys() {
    assertThat(Policies.of("file \"x\" {\n  for_each = toset([1])\n  path = \"/x\"\n}").codes())
        .containsExactly("for-each-type");
    assertThat(Policies.of("file \"x\" {\n  for_each = null\n  path = \"/x\"\n}").codes())
        .containsExactly("for-each-type");
  }

  @Test
  void eachMeansSomethingOnlyThere() {
    assertThat(Policies.of("file \"/x\" {\n  content = each.key\n}").codes())
        .containsExactly("misplaced-each");
    assertThat(Policies.of("locals {\n  a = each.value\n}").codes())
        .containsExactly("misplaced-each");
  }

  @Test
  void forEachOfNothingPromisesNothingButIsChecked() {
    var nothing = "file \"x\" {\n  for_each = {}\n  path = \"/${each.key}\"\n%s}";

    assertThat(Policies.of(nothing.formatted("")).ids()).isEmpty();
    assertThat(Policies.of(nothing.formatted("  mode = 644\n")).codes())
        .containsExactly("mode-not-text");
  }

  @Test
  void whenIsDecidedForEachInstance() {
    var policy =
        Policies.of(
            """
            file "x" {
              for_each = { a = true, b = false }
              when     = each.value
              path     = "/${each.key}"
            }
            """);

    assertThat(policy.ids()).containsExactly("file[/a]");
  }
}
