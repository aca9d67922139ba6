package vow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  @Test
  void saysNothingOfEqualTexts() {
    assertThat(diff("a\n", "a\n")).isEmpty();
  }

  @Test
  void showsAChangedLineInItsContext() {
    var before = numbers(1, 9);
    var after = before.replace("5\n", "five\n");

    assertThat(diff(before, after))
        .isEqualTo("--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  }

  @Test
  void partsChangesThatStandSevenLinesApart() {
    var before = numbers(1, 20);

    assertThat(diff(before, before.replace("\n4\n", "\nx\n").replace("\n12\n", "\ny\n")))
        .contains("@@ -1,7 +1,7 @@\n")
        .contains("@@ -9,7 +9,7 @@\n");
    assertThat(diff(before, before.replace("\n4\n", "\nx\n").replace("\n11\n", "\ny\n")))
        .contains("@@ -1,14 +1,14 @@\n");
  }

  @Test
  void countsFromTheLineBeforeWhenOneSideIsEmpty() {
    assertThat(diff("", "a\nb\n")).isEqualTo("--- old\n+++ new\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    assertThat(diff("a\n", "")).isEqualTo("--- old\n+++ new\n@@ -1 +0,0 @@\n-a\n");
  }

  @Test
  void saysWhereTheLastLineEndIsMissing() {
    assertThat(diff("a\nb", "a\nb\n"))
        .isEqualTo("--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
  }

  @Test
  void saysThatBinariesDiffer() {
    byte[] zeros = {0, 0};
    byte[] latin = {(byte) 0xe9};

    assertThat(UnifiedDiff.of("old", zeros, "new", "a".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("binary files old and new differ (2 and 1 bytes)\n");
    assertThat(UnifiedDiff.of("old", zeros, "new", latin)).startsWith("binary files");
  }

  @Test
  void saysThatLargeFilesDiffer() {
    byte[] large = new byte[UnifiedDiff.SIZE_BYTES_MAX + 1];

    assertThat(UnifiedDiff.of("old", large, "new", new byte[] {'a'}))
        .isEqualTo("large files old and new differ (4194305 and 1 bytes)\n");
  }

  @Test
  void replacesAllWhenTooLittleIsShared() {
    var before = numbers(1, 3 * LineEdits.EDITS_MAX);
    var after = numbers(10_000, 10_000 + 3 * LineEdits.EDITS_MAX);

    assertThat(diff(before, after).lines()).hasSize(3 + 6 * LineEdits.EDITS_MAX + 1);
  }

  private static String diff(String before, String after) {
    return UnifiedDiff.of("old", before, "new", after);
  }

  private static String numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }
}
