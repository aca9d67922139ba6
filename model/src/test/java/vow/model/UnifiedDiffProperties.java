package vow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any two texts. */
class UnifiedDiffProperties {
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void bothSidesCanBeReadFromTheEdits(long seed) {
    var random = new Random(seed);
    var before = lines(random);
    var after = lines(random);

    var edits = new LineEdits(before, after).edits();

    assertThat(side(edits, '+')).containsExactly(before);
    assertThat(side(edits, '-')).containsExactly(after);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void noShorterWayExists(long seed) {
    var random = new Random(seed);
    var before = lines(random);
    var after = lines(random);

    var changes = new LineEdits(before, after).edits().stream().filter(e -> e.kind() != ' ');

    assertThat(changes.count())
        .isEqualTo(before.length + after.length - 2L * common(before, after));
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void theNumbersOfEveryHunkAreRight(long seed) {
    var random = new Random(seed);
    var before = String.join("", lines(random));
    var after = String.join("", lines(random));

    var patched = patch(before, UnifiedDiff.of("old", before, "new", after));

    assertThat(patched).isEqualTo(after);
  }

  private static String[] lines(Random random) {
    var lines = new String[random.nextInt(30)];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "abc".charAt(random.nextInt(3)) + "\n";
    }
    return lines;
  }

  private static List<String> side(List<LineEdits.Edit> edits, char without) {
    return edits.stream().filter(e -> e.kind() != without).map(LineEdits.Edit::line).toList();
  }

  /** The length of the longest common subsequence, by the table that everybody knows. */
  private static int common(String[] before, String[] after) {
    var table = new int[before.length + 1][after.length + 1];
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; j < after.length; j++) {
        table[i + 1][j + 1] =
            before[i].equals(after[j])
                ? table[i][j] + 1
                : Math.max(table[i][j + 1], table[i + 1][j]);
      }
    }
    return table[before.length][after.length];
  }

  /** Applies a diff by its line numbers alone, as patch does. */
  private static String patch(String text, String diff) {
    var old = text.isEmpty() ? new String[0] : text.split("(?<=\n)", 0);
    var out = new ArrayList<String>();
    int at = 0;
    for (var line : diff.lines().skip(2).toList()) {
      if (line.startsWith("@@")) {
        var range = line.substring(4, line.indexOf(" +")).split(",", -1);
        boolean empty = range.length == 2 && range[1].equals("0");
        int start = Integer.parseInt(range[0]) - (empty ? 0 : 1);
        while (at < start) {
          out.add(old[at++]);
        }
      } else if (line.startsWith("+")) {
        out.add(line.substring(1) + "\n");
      } else {
        assertThat(old[at]).isEqualTo(line.substring(1) + "\n");
        if (line.startsWith(" ")) {
          out.add(old[at]);
        }
        at++;
      }
    }
    while (at < old.length) {
      out.add(old[at++]);
    }
    return String.join("", out);
  }
}
