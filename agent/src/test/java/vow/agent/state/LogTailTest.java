package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path folder;
  private final List<String> read = new ArrayList<>();
  private final List<LogTail> tails = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (var tail : tails) {
      tail.close();
    }
  }

  @Test
  void readsWhatWasPutAsideBeforeWhatIsCurrent() throws IOException {
    write("@2026-01-02T00:00:00.000000Z", "b\n");
    write("@2026-01-01T00:00:00.000000Z", "a\n");
    write("current", "c\nhalf");
    write(".pipe", "not this\n");
    var tail = open(folder, _ -> true);

    tail.more(read::add);

    assertThat(read).containsExactly("a", "b", "c");
  }

  @Test
  void leavesOutFilesThatAreNotWanted() throws IOException {
    write("@2026-01-01T00:00:00.000000Z", "a\n");
    write("@2026-01-02T00:00:00.000000Z", "b\n");
    var tail = open(folder, time -> time.compareTo("2026-01-02") >= 0);

    tail.more(read::add);

    assertThat(read).containsExactly("b");
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    var tail = open(folder, _ -> true);
    tail.more(read::add);
    write("current", "a\nhal");
    tail.more(read::add);
    write("current", "f\n");
    tail.more(read::add);

    assertThat(read).containsExactly("a", "half");
  }

  @Test
  void followsOverManyRotationsAtOnce() throws IOException {
    var tail = open(folder, _ -> true);
    write("current", "a\n");
    tail.more(read::add);
    write("current", "b\n");
    aside("@1");
    write("current", "c\n");
    aside("@2");
    write("current", "d\n");
    tail.more(read::add);

    assertThat(read).containsExactly("a", "b", "c", "d");
  }

  @Test
  void knowsThatItsFileWasRemoved() throws IOException {
    var tail = open(folder, _ -> true);
    write("current", "a\n");
    tail.more(read::add);
    write("current", "b\n");
    aside("@1");
    write("current", "c\n");
    aside("@2");
    write("current", "d\n");
    Files.delete(folder.resolve("@1"));
    tail.more(read::add);

    assertThat(read).containsExactly("a", "b", "c", "d");
  }

  @Test
  void readsAFileThatSomebodyCutFromItsBeginning() throws IOException {
    var tail = open(folder, _ -> true);
    write("current", "a long line\n");
    tail.more(read::add);
    Files.writeString(folder.resolve("current"), "b\n");
    tail.more(read::add);

    assertThat(read).containsExactly("a long line", "b");
  }

  @Test
  void endsWhenTheLogIsRemoved() throws IOException {
    var tail = open(folder.resolve("gone"), _ -> true);

    tail.more(read::add);

    assertThat(read).isEmpty();
  }

  /** Whatever is read when, while another thread writes and rotates. */
  @Test
  void losesAndDoublesNothingWhileItIsWritten() throws Exception {
    var tail = open(folder, _ -> true);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 3_000; i++) {
      expected.add("line " + i);
    }
    var writer = Thread.ofPlatform().start(() -> writeAll(expected));
    while (writer.isAlive()) {
      tail.more(read::add);
    }
    writer.join();
    tail.more(read::add);

    assertThat(read).isEqualTo(expected);
  }

  private LogTail open(Path log, Predicate<String> wanted) {
    var tail = new LogTail(log, wanted);
    tails.add(tail);
    return tail;
  }

  private void writeAll(List<String> lines) {
    var random = new Random(7);
    try {
      for (int i = 0; i < lines.size(); i++) {
        write("current", lines.get(i) + "\n");
        if (random.nextInt(20) == 0) {
          aside("@%06d".formatted(i));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void aside(String name) throws IOException {
    Files.move(folder.resolve("current"), folder.resolve(name));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
