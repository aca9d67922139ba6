package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the holder makes of the output of services. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderServiceLogTest {
  private static final int STAMP = "2026-11-29T06:20:02.123456Z ".length();
  private static final int SIGTERM = 15;

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void makeTheFolder() throws Exception {
    log = Files.createDirectory(folder.resolve("log"));
  }

  private Services open(Rig holder, Services.Limits limits) throws IOException {
    var services = Services.of(holder);
    services.open(0, log, limits);
    assertThat(services.noted()).isEmpty(); // and it is open
    return services;
  }

  private static Services.Limits limits(int files, long bytes, int linesPerS) {
    return new Services.Limits(files, bytes, 0, linesPerS);
  }

  private List<String> stamped() throws IOException {
    return Files.readAllLines(log.resolve("current"));
  }

  private List<String> lines() throws IOException {
    return stamped().stream().map(line -> line.substring(STAMP)).toList();
  }

  private List<Path> aside() throws IOException {
    try (var files = Files.list(log)) {
      return files.filter(file -> file.getFileName().toString().startsWith("@")).sorted().toList();
    }
  }

  private List<String> awaitLine(String line) throws Exception {
    while (!lines().contains(line)) {
      Thread.sleep(5); // the holder tells nobody of lines
    }
    return lines();
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void everyLineOfAHundredRunsHasItsTime() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      var before = Instant.now();
      var expected = new ArrayList<String>();
      for (int run = 1; run <= 100; run++) {
        services.script(0, run, "echo out %1$d; echo err %1$d >&2".formatted(run));
        assertThat(services.status(0, run)).isZero();
        expected.addAll(List.of("out " + run, "err " + run));
      }
      var times = stamped().stream().map(line -> Instant.parse(line.substring(0, 27))).toList();

      assertThat(lines()).isEqualTo(expected);
      assertThat(times).isSorted();
      assertThat(times.getFirst()).isBetween(before.minusSeconds(1), Instant.now());
      assertThat(Duration.between(times.getLast(), Instant.now()))
          .isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void aBurstIsComplete() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      services.script(0, 1, "seq 10000; seq 30000 >/dev/stderr");
      services.status(0, 1);

      assertThat(lines().subList(0, 10_000)).isEqualTo(numbers(10_000));
      assertThat(lines().subList(10_000, 40_000)).isEqualTo(numbers(30_000));
    }
  }

  @Test
  void aLineInPiecesIsOneLine() throws Exception {
    var fifo = folder.resolve("fifo");
    Rig.run("mkfifo", fifo.toString());
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      services.script(0, 1, "printf one; cat %1$s; echo three; printf '\\n\\nend'".formatted(fifo));
      services.runs(0, 1);
      while (!Files.readString(log.resolve("current")).endsWith("one")) {
        Thread.sleep(5); // the holder tells nobody of lines
      }
      Files.writeString(fifo, " two ");
      services.next(Noted.ENDED);
      services.script(0, 2, "echo of another run");
      services.status(0, 2);

      assertThat(lines()).containsExactly("one two three", "", "", "end", "of another run");
    }
  }

  @Test
  void aLineWithoutEndIsCut() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      services.script(0, 1, "head -c 200000 /dev/zero | tr '\\0' x");
      services.status(0, 1);

      assertThat(lines()).hasSizeBetween(4, 6).allMatch(line -> line.length() <= 65536);
      assertThat(String.join("", lines())).isEqualTo("x".repeat(200_000));
    }
  }

  @Test
  void filesArePutAsideAndTheOldestRemoved() throws Exception {
    Files.writeString(log.resolve("@1999"), "old");
    try (var holder = Rig.start(folder)) {
      var services = open(holder, limits(3, 1000, 0));
      services.script(0, 1, "seq 1000");
      services.status(0, 1);
      var all = new ArrayList<String>();
      for (var file : aside()) {
        assertThat(Files.size(file)).isBetween(960L, 1000L);
        all.addAll(Files.readAllLines(file));
      }
      all.addAll(stamped());

      assertThat(aside()).hasSize(3);
      assertThat(all.stream().map(line -> line.substring(STAMP)))
          .isEqualTo(numbers(1000).subList(1000 - all.size(), 1000));
    }
  }

  @Test
  void anOldFileIsPutAside() throws Exception {
    Files.writeString(log.resolve("current"), "2020-02-29T23:59:59.000000Z old\n");
    try (var holder = Rig.start(folder)) {
      var services = open(holder, new Services.Limits(3, 0, 3600, 0));
      services.script(0, 1, "echo new; echo newer");
      services.status(0, 1);

      assertThat(lines()).containsExactly("new", "newer");
      assertThat(Files.readString(aside().getFirst())).endsWith("Z old\n");
    }
  }

  @Test
  void tooManyLinesAreDroppedAndTold() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, limits(3, 0, 100));
      services.script(0, 1, "seq 1000; sleep 1000");
      services.runs(0, 1);

      var lines = awaitLine("vow: 900 lines dropped: more than 100 in a second");
      services.kill(0, 1, SIGTERM, 1);
      services.next(Noted.ENDED);
      assertThat(lines.subList(0, 100)).isEqualTo(numbers(100));
      assertThat(lines).hasSize(101);
    }
  }

  @Test
  void whatCannotBeWrittenIsDroppedAndTold() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      Files.delete(log.resolve("current"));
      Files.createDirectory(log.resolve("current"));
      services.script(0, 1, "echo a; echo b; printf c");
      assertThat(services.status(0, 1)).isZero();
      Files.delete(log.resolve("current"));
      services.script(0, 2, "echo d");
      services.status(0, 2);

      assertThat(lines()).containsExactly("vow: 3 lines dropped: Is a directory", "d");
    }
  }

  @Test
  void goesOnInAnotherFolder() throws Exception {
    var other = Files.createDirectory(folder.resolve("other"));
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      services.script(0, 1, "trap 'echo there; exit' TERM; sleep 1000 & echo here; wait");
      services.runs(0, 1);
      awaitLine("here");
      services.open(0, other, Services.Limits.NONE);
      services.kill(0, 1, SIGTERM, 1);
      services.next(Noted.ENDED);

      assertThat(lines()).containsExactly("here");
      assertThat(Files.readString(other.resolve("current"))).endsWith(" there\n");
    }
  }

  @Test
  void linesBetweenTwoHoldersAreKept() throws Exception {
    int pid;
    var next = Files.createDirectory(folder.resolve("next"));
    try (var first = Rig.start(folder)) {
      var services = open(first, Services.Limits.NONE);
      pid = startWriter(services, "printf 'one '", "echo two", "echo three");
      while (!Files.readString(log.resolve("current")).endsWith("one ")) {
        Thread.sleep(5); // the holder tells nobody of lines
      }
      first.signal("KILL");
      first.ended();
    }
    letItWrite();
    try (var second = Rig.start(next)) {
      var services = open(second, Services.Limits.NONE);
      services.adopt(0, pid, 6);
      services.kill(0, 6, SIGTERM, 1);
      var ended = services.next(Noted.ENDED).ended();

      assertThat(ended).isEqualTo(new Noted.Ended(new Noted.Run(0, -1, 6), pid, 0, 0));
      assertThat(lines()).containsExactly("one two", "three");
    }
  }

  /** One that does the second when it is let, and the third when it is told to end. */
  private int startWriter(Services services, String first, String second, String last)
      throws IOException {
    var go = folder.resolve("go");
    var gone = folder.resolve("gone");
    Rig.run("mkfifo", go.toString(), gone.toString());
    services.script(
        0,
        6,
        "%s; trap '%s; exit' TERM; read a <%s; %s; sleep 1000 & echo up >%s; wait"
            .formatted(first, last, go, second, gone));
    return services.runs(0, 6);
  }

  private void letItWrite() throws IOException {
    Files.writeString(folder.resolve("go"), "go\n");
    assertThat(Files.readString(folder.resolve("gone"))).isEqualTo("up\n");
  }

  @Test
  void aHolderThatIsToldToEndWritesWhatIsThere() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, Services.Limits.NONE);
      int pid = startWriter(services, "echo 1", "seq 2 100", "true");
      services.brain().goToSleep(services.brain().sync(), 0, 0);
      holder.signal("STOP");
      letItWrite();
      holder.signal("TERM");
      holder.signal("CONT");

      assertThat(holder.ended()).isZero();
      var service = ProcessHandle.of(pid).orElseThrow();
      assertThat(service.isAlive()).isTrue();
      Rig.run("kill", "-KILL", "--", "-" + pid);
      assertThat(lines()).isEqualTo(numbers(100));
    }
  }
}
