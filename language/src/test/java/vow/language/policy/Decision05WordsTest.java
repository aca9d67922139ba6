package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.kind.Kinds;

/** INTERFACES.md, section 4, decision 5. */
class Decision05WordsTest {
  @Test
  void areUnambiguous() {
    assertThat(Kinds.all().keySet())
        .doesNotContainAnyElementsOf(Words.ROOTS)
        .doesNotContainAnyElementsOf(Words.BLOCKS);
  }

  @Test
  void areTheDecidedOnes() {
    assertThat(Words.ROOTS)
        .containsExactlyInAnyOrder(
            "var", "local", "data", "each", "node", "module", "use", "self", "path");
    assertThat(Words.BLOCKS)
        .contains(
            "variable",
            "locals",
            "module",
            "output",
            "agent",
            "mesh",
            "bundle",
            "recipe",
            "offer",
            "use",
            "locals");
  }

  @Test
  void reservedOnesSayThatTheyHaveNoMeaningYet() {
    assertThat(Policies.of("mesh {}\nrecipe \"x\" {}\noffer \"db\" {}\nlab {}").codes())
        .containsOnly("reserved-word")
        .hasSize(4);
  }
}
