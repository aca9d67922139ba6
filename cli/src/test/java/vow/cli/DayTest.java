package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Eventually.asleep;
import static vow.cli.Eventually.becomes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of an agent, compressed: what drifts, is edited, asked and logged on a machine in 24 hours,
 * as fast as it goes. Weighed after each round, with the brain awake and asleep; from the second
 * quarter to the last nothing may grow. Left out are what has a bound of its own that a day does
 * not reach: the journal (8 files of 4 MiB), undo.jsonl (made anew at 1 MiB), the contents in
 * backup (the newest 1,000 that no undo needs) and the policy's versions (the newest 50). It counts
 * and weighs, and measures no time, so it holds under load too.
 */
@Tag("long")
class DayTest {
  /** Of two hours each. */
  private static final int ROUNDS = 12;

  private static final int QUARTER = ROUNDS / 4;
  private static final int LINES_A_ROUND = 7_200;
  private static final int DRIFTS_A_ROUND = 12;

  /** So many that none is drifted so often that it is contested, and left alone for a while. */
  private static final int FILES = 40;

  private static final List<String> BOUNDED = List.of("journal", "undo.jsonl", "backup", "policy");

  /** What is weighed in kB may be that much more in the last quarter: pages that came and went. */
  private static final long HOLDER_KB = 16;

  private static final long BRAIN_KB = 16_000;
  private static final long FILES_KB = 16;
  private static final long DESCRIPTORS = 4;

  @TempDir Path folder;

  @Test
  void nothingGrowsOverADay() throws Exception {
    var random = new Random(Long.getLong("seed", 1));
    var weights = new ArrayList<Map<String, Long>>();
    try (var agent = RunningAgent.keeping(folder, policy(ROUNDS), Hearing.HELD)) {
      for (int i = 0; i < FILES + ROUNDS; i++) {
        Files.writeString(
            agent.at("/srv/" + i), "wrong once\n"); // what is saved of a drift is there
        becomes(agent, "/srv/" + i, "right\n");
      }
      asleep(agent);
      for (int round = 0; round < ROUNDS; round++) {
        var weight = new TreeMap<String, Long>();
        hours(agent, random, round);
        weighBrain(agent, weight);
        asleep(agent);
        weigh("holder", agent.process().pid(), weight);
        weigh("state", agent.at("/var/lib/vow"), weight);
        weigh("runtime", agent.at("/run/vow"), weight);
        weights.add(weight);
      }
      assertThat(agent.run("status").exits(0).out()).contains("asleep");
    }
    var names = new TreeSet<String>();
    weights.forEach(weight -> names.addAll(weight.keySet()));
    assertThat(names).hasSize(14);
    for (var name : names) {
      var second = median(weights.subList(QUARTER, 2 * QUARTER), name);
      var last = median(weights.subList(3 * QUARTER, ROUNDS), name);
      assertThat(last)
          .as("%s over the day: %s", name, weights.stream().map(w -> w.get(name)).toList())
          .isLessThanOrEqualTo(second + allowance(name));
    }
  }

  /** What happens in two hours; ends with all repaired and the brain awake. */
  private void hours(RunningAgent agent, Random random, int round) throws Exception {
    var log = agent.at("/srv/log");
    var lines = new StringBuilder();
    for (int i = 0; i < LINES_A_ROUND; i++) {
      lines.append("round ").append(round).append(" line ").append(i).append('\n');
      if (i % 60 == 0) {
        Files.writeString(log, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.setLength(0);
      }
    }
    for (int i = 0; i < DRIFTS_A_ROUND; i++) {
      drift(agent, random, "/srv/" + random.nextInt(FILES));
    }
    agent.sh("mkdir -p $ROOT/var/lib/dpkg && date > $ROOT/var/lib/dpkg/status");
    asleep(agent);
    var asleep = "/srv/" + (FILES + round);
    Files.writeString(agent.at(asleep), "wrong while it slept\n");
    becomes(agent, asleep, "right\n");
    agent.run("hold", "/srv/1", "--for", "1h").exits(0);
    agent.run("hold", "/srv/1", "--release").exits(0);
    agent.run("journal").exits(0);
    agent.change(policy(round));
    becomes(agent, "/srv/edited", "round " + round + "\n");
  }

  /** Several writers: ourselves, a shell, sed, one that renames, one that removes. */
  private static void drift(RunningAgent agent, Random random, String path) throws Exception {
    switch (random.nextInt(5)) {
      case 0 -> Files.writeString(agent.at(path), "wrong " + random.nextLong() + "\n");
      case 1 -> agent.sh("echo wrong >> $ROOT" + path);
      case 2 -> agent.sh("sed -i s/right/wrong/ $ROOT" + path);
      case 3 -> agent.sh("echo wrong > $ROOT/srv/new && mv $ROOT/srv/new $ROOT" + path);
      default -> agent.sh("rm -f $ROOT" + path);
    }
    becomes(agent, path, "right\n");
  }

  private static String policy(int round) {
    return """
    agent {
      linger = "500ms"
    }
    file "f" {
      for_each = toset([for i in range(%d) : tostring(i)])
      path     = "/srv/${each.key}"
      content  = "right\\n"
    }
    file "/srv/edited" {
      content = "round %d\\n"
    }
    file "/var/lib/dpkg/status" {
      content = "Package: x\\n"
      noop    = true
    }
    exec "tick" {
      run   = "true"
      every = "1m"
    }
    """
        .formatted(FILES + ROUNDS, round);
  }

  private static void weighBrain(RunningAgent agent, Map<String, Long> weight) throws IOException {
    var brain = agent.process().children().findAny();
    if (brain.isPresent()) {
      weigh("brain", brain.get().pid(), weight);
    }
  }

  private static void weigh(String who, long pid, Map<String, Long> weight) throws IOException {
    var proc = Path.of("/proc", Long.toString(pid));
    for (var line : Files.readAllLines(proc.resolve("smaps_rollup"))) {
      for (var name : List.of("Rss:", "Pss:", "Private_Dirty:")) {
        if (line.startsWith(name)) {
          weight.put(who + " " + name.replace(':', ' ') + "kB", number(line));
        }
      }
    }
    weight.put(who + " descriptors", entries(proc.resolve("fd")));
    weight.put(who + " threads", entries(proc.resolve("task")));
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  private static long entries(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }

  private static void weigh(String who, Path folder, Map<String, Long> weight) throws IOException {
    long bytes = 0;
    long files = 0;
    try (var all = Files.walk(folder)) {
      for (var path : all.filter(Files::isRegularFile).toList()) {
        if (!BOUNDED.contains(folder.relativize(path).getName(0).toString())) {
          bytes += Files.size(path);
          files++;
        }
      }
    }
    weight.put(who + " kB", bytes / 1_024);
    weight.put(who + " files", files);
  }

  private static long allowance(String name) {
    if (!name.endsWith("kB")) {
      return name.startsWith("brain") ? DESCRIPTORS : 0;
    }
    return switch (name.substring(0, name.indexOf(' '))) {
      case "holder" -> HOLDER_KB;
      case "brain" -> BRAIN_KB;
      default -> FILES_KB;
    };
  }

  private static long median(List<Map<String, Long>> weights, String name) {
    var sorted =
        weights.stream().filter(w -> w.containsKey(name)).map(w -> w.get(name)).sorted().toList();
    assertThat(sorted).as(name).isNotEmpty();
    return sorted.get(sorted.size() / 2);
  }
}
