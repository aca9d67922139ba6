package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> WORDS = List.of("content", "source", "mode", "owner", "if");

  @Test
  void findsWordsWithALetterMoreLessOtherOrSwapped() {
    assertThat(Spelling.nearest("contents", WORDS)).contains("content");
    assertThat(Spelling.nearest("conten", WORDS)).contains("content");
    assertThat(Spelling.nearest("kontent", WORDS)).contains("content");
    assertThat(Spelling.nearest("moed", WORDS)).contains("mode");
    assertThat(Spelling.nearest("fi", WORDS)).contains("if");
  }

  @Test
  void findsNothingWhenNothingIsNear() {
    assertThat(Spelling.nearest("group", WORDS)).isEmpty();
    assertThat(Spelling.nearest("x", List.of())).isEmpty();
    assertThat(Spelling.nearest("x".repeat(1000), WORDS)).isEmpty();
  }

  @Test
  void prefersTheNearest() {
    assertThat(Spelling.nearest("owned", List.of("owners", "owner", "open"))).contains("owner");
  }
}
