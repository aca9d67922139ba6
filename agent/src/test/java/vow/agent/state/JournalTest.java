package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path state;

  @Test
  void readsBackWhatWasAppendedOverTwoOpenings() throws IOException {
    try (var journal = Journal.open(state)) {
      journal.append(List.of("{\"a\":1}", "{\"a\":2}"));
    }
    try (var journal = Journal.open(state)) {
      journal.append(List.of("{\"a\":3}"));
    }

    assertThat(lines()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
  }

  @Test
  void endsALineThatACrashCutShort() throws IOException {
    try (var journal = Journal.open(state)) {
      journal.append(List.of("{\"a\":1}"));
    }
    Files.writeString(Journal.current(state), "{\"a\":", StandardOpenOption.APPEND);

    try (var journal = Journal.open(state)) {
      journal.append(List.of("{\"a\":2}"));
    }

    assertThat(lines()).containsExactly("{\"a\":1}", "{\"a\":", "{\"a\":2}");
  }

  @Test
  void keepsABoundedNumberOfBoundedFiles() throws IOException {
    var line = "x".repeat(100_000);
    int enough = (int) ((Journal.MAX_FILES + 3) * Journal.MAX_FILE_BYTES / line.length());

    try (var journal = Journal.open(state)) {
      for (int i = 0; i < enough; i++) {
        journal.append(List.of(line));
      }
    }

    var files = Journal.files(state.resolve("journal"));
    assertThat(files).hasSize(Journal.MAX_FILES);
    for (var file : files) {
      assertThat(Files.size(file)).isLessThan(Journal.MAX_FILE_BYTES + 2L * line.length());
    }
  }

  @Test
  void readsPastBytesThatAreNotText() throws IOException {
    try (var journal = Journal.open(state)) {
      journal.append(List.of("{\"a\":1}"));
    }
    Files.write(
        Journal.current(state),
        new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'},
        StandardOpenOption.APPEND);

    assertThat(lines()).hasSize(2).startsWith("{\"a\":1}");
  }

  @Test
  void readsOnWhereItStoppedAndNeverHalfALine() throws IOException {
    try (var journal = Journal.open(state)) {
      var tail = new JournalTail(state);
      journal.append(List.of("one", "two"));
      assertThat(more(tail)).containsExactly("one", "two");
      assertThat(more(tail)).isEmpty();

      Files.writeString(Journal.current(state), "thr", StandardOpenOption.APPEND);
      assertThat(more(tail)).isEmpty();
      Files.writeString(Journal.current(state), "ee\nfour\n", StandardOpenOption.APPEND);
      assertThat(more(tail)).containsExactly("three", "four");
    }
  }

  @Test
  void readsOnAcrossRotation() throws IOException {
    var filler = "x".repeat(100_000);
    int aFileFull = (int) (Journal.MAX_FILE_BYTES / filler.length()) + 2;
    try (var journal = Journal.open(state)) {
      var tail = new JournalTail(state);
      journal.append(List.of("first"));
      assertThat(more(tail)).containsExactly("first");

      for (int i = 0; i < aFileFull; i++) {
        journal.append(List.of(i + filler));
        assertThat(more(tail)).containsExactly(i + filler);
      }
      for (int i = 0; i < aFileFull * 2; i++) {
        journal.append(List.of(filler));
      }
      journal.append(List.of("last"));

      assertThat(more(tail)).hasSize(aFileFull * 2 + 1).endsWith("last");
    }
  }

  @Test
  void leavesOutALineThatIsNoneOfOurs() throws IOException {
    try (var journal = Journal.open(state)) {
      journal.append(List.of("x".repeat(JournalTail.MAX_LINE_BYTES + 1), "after"));
    }

    assertThat(lines()).containsExactly("after");
  }

  private static List<String> more(JournalTail tail) throws IOException {
    var lines = new ArrayList<String>();
    tail.more(lines::add);
    return lines;
  }

  private List<String> lines() throws IOException {
    var lines = Collections.synchronizedList(new ArrayList<String>());
    Journal.read(state, lines::add);
    return lines;
  }
}
