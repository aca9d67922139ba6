package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Hash;
import vow.model.PromiseId;
import vow.model.Undo;

class UndosTest {
  private static final PromiseId MOTD = new PromiseId("file", "/etc/motd");
  private static final PromiseId ISSUE = new PromiseId("file", "/etc/\"issue\",\"before\":[");

  @TempDir Path state;

  @Test
  void theLastRepairOfAPromiseCountsAlsoForTheNextAgent() {
    try (var undos = new Undos(state)) {
      undos.remember(MOTD, link("first"));
      undos.remember(ISSUE, link("other"));
      undos.remember(MOTD, link("second"));
      undos.remember(MOTD, Undo.NOTHING); // a repair that replaced nothing
    }

    assertThat(new Undos(state).last(MOTD)).contains(link("second"));
    assertThat(new Undos(state).last(ISSUE)).contains(link("other"));
  }

  @Test
  void tellsWhatItNeedsWhenItMakesItsFileAnew() {
    var told = new ArrayList<Set<String>>();
    try (var undos = new Undos(state, told::add)) {
      undos.remember(ISSUE, content("kept"));
      for (int i = 0; told.isEmpty(); i++) {
        undos.remember(MOTD, content("content " + i));
        assertThat(i).isLessThan(100_000);
      }

      var last = ((Undo.Content) undos.last(MOTD).orElseThrow().before().getFirst()).content();

      assertThat(told)
          .containsExactly(
              Set.of(
                  Hash.of("kept").hex(),
                  Hash.of("content 0").hex(),
                  Objects.requireNonNull(last).hex()));
      assertThat(undos.first(MOTD)).contains(content("content 0"));
    }
  }

  @Test
  void theFirstRepairSaysHowItWasBeforeUntilThatIsEnded() {
    try (var undos = new Undos(state)) {
      undos.remember(MOTD, link("before vow"));
      undos.remember(MOTD, link("drift"));
      undos.forget(MOTD);
      undos.remember(MOTD, link("more drift"));

      assertThat(undos.first(MOTD)).contains(link("before vow"));
      assertThat(undos.firsts()).containsOnlyKeys(MOTD);
      undos.move(MOTD, ISSUE);
      assertThat(undos.first(MOTD)).isEmpty();
      assertThat(undos.first(ISSUE)).contains(link("before vow"));
      assertThat(undos.last(ISSUE)).contains(link("more drift"));

      undos.end(ISSUE);
      assertThat(undos.first(ISSUE)).isEmpty();
      assertThat(undos.last(ISSUE)).isEmpty();
      undos.remember(ISSUE, link("later"));
      assertThat(undos.first(ISSUE)).contains(link("later"));
    }
  }

  @Test
  void whatWasPutBackIsForgotten() {
    try (var undos = new Undos(state)) {
      undos.remember(MOTD, link("first"));
      undos.forget(MOTD);

      assertThat(undos.last(MOTD)).isEmpty();
    }
  }

  @Test
  void aLineThatACrashCutShortSpoilsNoOther() throws IOException {
    try (var undos = new Undos(state)) {
      undos.remember(ISSUE, link("whole"));
    }
    var cut = "{\"id\":\"file[/etc/motd]\",\"before\":[{\"na";
    Files.writeString(state.resolve("undo.jsonl"), cut, StandardOpenOption.APPEND);

    try (var undos = new Undos(state)) {
      assertThat(undos.last(MOTD)).isEmpty();
      undos.remember(MOTD, link("later"));

      assertThat(undos.last(MOTD)).contains(link("later"));
      assertThat(undos.last(ISSUE)).contains(link("whole"));
    }
  }

  @Test
  void manyRepairsOfOnePromiseDoNotFillTheDisk() throws IOException {
    var text = "x".repeat(4000);
    try (var undos = new Undos(state)) {
      undos.remember(ISSUE, link("kept"));
      for (int i = 0; i < 3 * Undos.COMPACTED_BYTES_MIN / text.length(); i++) {
        undos.remember(MOTD, link(i + text));
      }

      assertThat(Files.size(state.resolve("undo.jsonl"))).isLessThan(2 * Undos.COMPACTED_BYTES_MIN);
      assertThat(undos.last(ISSUE)).contains(link("kept"));
      assertThat(undos.last(MOTD)).isPresent();
    }
  }

  private static Undo content(String text) {
    var metadata = new Undo.Metadata(0644, 0, 0, new TreeMap<>());
    return new Undo(List.of(new Undo.Content("/etc/motd", Hash.of(text), true, metadata)));
  }

  private static Undo link(String target) {
    return new Undo(List.of(new Undo.Link("/etc/motd", target, new Undo.Owner(2, 3))));
  }
}
