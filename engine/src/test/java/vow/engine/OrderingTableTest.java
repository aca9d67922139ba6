package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.Cause;
import vow.model.Meta;
import vow.model.Outcome;
import vow.model.Writer;

/** The tables of docs/ordering.md are true, and complete. */
class OrderingTableTest {
  private static final String FIRST = "/first";
  private static final String SECOND = "/second";

  /** One combination of the words in a row. */
  record Case(String edge, String first, String second, Ends ends) {
    @Override
    public String toString() {
      return edge + " a " + first + " one, " + second;
    }
  }

  /** What the row says. */
  record Ends(boolean assessed, boolean refreshed, String outcome) {}

  @ParameterizedTest
  @MethodSource
  void whenBothAreAssessed(Case row) {
    var meta = row.second.startsWith("noop") ? Policy.noop() : Meta.NONE;
    var rig = new Rig();
    var policy = both(row, row.first.equals("noop") ? Policy.noop() : Meta.NONE, meta);
    if (row.first.equals("skipped")) {
      policy.file("/zero").after(FIRST, "/zero");
      rig.mood("/zero", Machine.Mood.BROKEN);
    }
    prepareFirst(rig, row.first);
    prepareSecond(rig, row.second);

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcome(FIRST).word()).isEqualTo(row.first);
    assertThat(ends(rig)).isEqualTo(row.ends);
  }

  static Stream<Case> whenBothAreAssessed() {
    return rows("## When both").stream();
  }

  @ParameterizedTest
  @MethodSource
  void whenTheFirstIsChanged(Case row) {
    var rig = new Rig();
    switch (row.second) {
      case "failed" -> rig.mood(SECOND, Machine.Mood.BROKEN);
      case "skipped" -> rig.mood(FIRST, Machine.Mood.BROKEN);
      default -> {}
    }
    rig.send(new Event.Swapped(both(row, Meta.NONE, Meta.NONE).manifest(), Cause.BOOT));
    rig.run();
    if (row.second.equals("held")) {
      var hold = new Hold("ken", "", Hold.FOREVER, Hold.Sort.HOLD);
      rig.send(new Event.Held(Policy.id(SECOND), hold));
      rig.run();
    }
    rig.machine.moods.clear();
    rig.effects.clear();
    prepareFirst(rig, row.first);

    rig.machine.change(FIRST, true, Optional.of(Writer.gone(7)));
    rig.run();
    rig.pass(1_000);

    assertThat(rig.outcome(FIRST).word()).isEqualTo(row.first);
    assertThat(ends(rig)).isEqualTo(row.ends);
  }

  static Stream<Case> whenTheFirstIsChanged() {
    return rows("## When the first").stream();
  }

  @Test
  void everyCombinationHasItsRow() {
    var both = rows("## When both");
    var changed = rows("## When the first");

    assertThat(both).doesNotHaveDuplicates().hasSize(2 * Outcome.values().length * 7);
    assertThat(changed).doesNotHaveDuplicates().hasSize(2 * 3 * 4);
    assertThat(both.stream().map(Case::toString).distinct()).hasSameSizeAs(both);
    assertThat(changed.stream().map(Case::toString).distinct()).hasSameSizeAs(changed);
  }

  @Test
  void theBoundsAreTheOnesInForce() {
    assertThat(doc())
        .contains("| assessments at the same time | " + Slots.ASSESSMENTS_MAX + " |")
        .contains("reversals at the same time | " + Slots.CHANGES_MAX + " |")
        .contains("waited for | " + Touches.SETTLE_MS + " ms")
        .contains("one refresh | within " + Course.REFRESH_SETTLE_MS + " ms |")
        .contains("| " + Contest.REPAIRS + " repairs of drift in " + Contest.WINDOW_MS / 1000)
        .contains(
            "| "
                + Contest.WAIT_MIN_MS / 1000
                + " s, doubled by each repair, at most "
                + Contest.WAIT_MAX_MS / 60_000
                + " min |");
  }

  private static Policy both(Case row, Meta first, Meta second) {
    var policy = new Policy().file(FIRST, first).file(SECOND, second);
    return row.edge.equals("after") ? policy.after(SECOND, FIRST) : policy.listens(SECOND, FIRST);
  }

  private static void prepareFirst(Rig rig, String outcome) {
    switch (outcome) {
      case "repaired", "noop" -> rig.wrong(FIRST);
      case "failed" -> rig.mood(FIRST, Machine.Mood.BROKEN);
      case "denied" -> rig.mood(FIRST, Machine.Mood.FORBIDDEN);
      case "suspended" -> rig.mood(FIRST, Machine.Mood.SUSPENDED);
      case "timeout" -> {
        rig.wrong(FIRST);
        rig.mood(FIRST, Machine.Mood.SLOW);
      }
      case "kept", "skipped" -> {}
      default -> throw new IllegalArgumentException("no such outcome: " + outcome);
    }
  }

  private static void prepareSecond(Rig rig, String state) {
    switch (state) {
      case "kept", "noop and kept" -> {}
      case "drifted", "noop and drifted" -> rig.wrong(SECOND);
      case "unable to repair" -> {
        rig.wrong(SECOND);
        rig.mood(SECOND, Machine.Mood.STUBBORN);
      }
      case "unable to assess" -> rig.mood(SECOND, Machine.Mood.BROKEN);
      case "unable to refresh" -> rig.mood(SECOND, Machine.Mood.DEAF);
      default -> throw new IllegalArgumentException("no such state: " + state);
    }
  }

  private static Ends ends(Rig rig) {
    return new Ends(
        rig.names(Effect.Assess.class).contains(SECOND),
        rig.names(Effect.Refresh.class).contains(SECOND),
        rig.outcome(SECOND).word());
  }

  private static List<Case> rows(String heading) {
    var section = doc().lines().dropWhile(line -> !line.startsWith(heading)).skip(1);
    var cases = new ArrayList<Case>();
    for (var line : section.takeWhile(line -> !line.startsWith("## ")).toList()) {
      var cells = Stream.of(line.split("\\|")).skip(1).map(String::strip).toList();
      if (line.startsWith("| ") && !cells.getFirst().equals("edge")) {
        cases.addAll(cases(cells));
      }
    }
    return cases;
  }

  private static List<Case> cases(List<String> cells) {
    var ends = new Ends(cells.get(3).equals("yes"), cells.get(4).equals("yes"), cells.get(5));
    var cases = new ArrayList<Case>();
    for (var edge : cells.get(0).split(", ", -1)) {
      for (var first : cells.get(1).split(", ", -1)) {
        for (var second : cells.get(2).split(", ", -1)) {
          cases.add(new Case(edge, first, second, ends));
        }
      }
    }
    return cases;
  }

  private static String doc() {
    try {
      return Files.readString(Path.of("../docs/ordering.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
