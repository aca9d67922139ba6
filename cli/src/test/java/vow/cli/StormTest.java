package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vow.agent.json.Json;

/**
 * An agent whose brain goes to sleep as soon as it can, under writes, removals, calls and kills of
 * the brain: nothing that happened is lost, and nothing is done twice.
 */
class StormTest {
  private static final int FILES = 12;
  private static final long LIMIT_MS = TimeUnit.SECONDS.toMillis(60);

  /** How long to wait before each step: while it is awake, falling asleep, asleep. */
  private static final int[] PAUSES_MS = {0, 20, 150, 300, 450, 900};

  private static final int STEPS = Boolean.getBoolean("vow.long") ? 400 : 25;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"HELD", "HELD_INOTIFY"})
  void everyDriftIsRepairedWhateverTheBrainDoes(Hearing hearing) throws Exception {
    var random = new Random(Long.getLong("seed", 1));
    try (var agent = keeping(hearing)) {
      for (int step = 0; step < STEPS; step++) {
        Thread.sleep(PAUSES_MS[random.nextInt(PAUSES_MS.length)]); // the subject is time itself
        step(agent, random, step);
      }
      for (int i = 0; i < FILES; i++) {
        becomes(agent.at(path(i)), "right " + i + "\n");
      }
    }
    assertThat(folder.resolve("root/srv")).isDirectoryNotContaining("glob:**/.*vow~");
  }

  @Test
  @Tag("root") // only fanotify tells who wrote
  void aDriftWhileItSleepsIsRepairedOnceAndKnowsWho() throws Exception {
    try (var agent = keeping(Hearing.HELD)) {
      asleep(agent);
      agent.told(id(3));

      Files.writeString(agent.at(path(3)), "wrong\n");

      var first = agent.take(id(3));
      assertThat(first.outcome()).isEqualTo("repaired");
      assertThat(first.cause()).isEqualTo("drift");
      assertThat(Json.write(first.json().get("by"))).contains("\"pid\":" + own());
      asleep(agent);
      assertThat(agent.told(id(3))).isEmpty();
      var status = status(agent);
      assertThat(Json.write(status)).contains("{\"by\":\"" + id(3) + "\",\"count\":1}");
    }
  }

  @Test
  void unrelatedNamesInKeptFoldersStartNoBrain() throws Exception {
    try (var agent = keeping(Hearing.HELD)) {
      asleep(agent);

      for (int i = 0; i < 100; i++) {
        Files.writeString(agent.at("/srv/other-" + i), "nobody's\n");
      }
      agent.told(id(1)); // what follows is not the first converge
      Files.writeString(agent.at(path(1)), "wrong\n");
      agent.take(id(1));
      asleep(agent);

      assertThat(woken(agent)).isEqualTo(1);
    }
  }

  @Test
  void lookingWakesNobody() throws Exception {
    try (var agent = keeping(Hearing.HELD)) {
      asleep(agent);

      assertThat(agent.run("status", "--all").exits(0).out()).contains("asleep").contains(id(7));
      agent.run("why", path(7)).exits(0);
      agent.run("journal").exits(0);

      assertThat(agent.process().children()).isEmpty();
      assertThat(woken(agent)).isZero();
    }
  }

  @Test
  void aCallWakesItAndAChangedPolicyToo() throws Exception {
    try (var agent = keeping(Hearing.HELD)) {
      asleep(agent);

      agent.run("hold", path(2), "--for", "1h").exits(0);
      asleep(agent);
      Files.writeString(agent.at(path(2)), "held\n");

      agent.change(policy().replace("right ", "better "));
      becomes(agent.at(path(5)), "better 5\n");
      asleep(agent);
      assertThat(agent.run("status").exits(0).out()).contains("asleep");
    }
  }

  @Test
  void aKilledBrainLosesNothing() throws Exception {
    try (var agent = keeping(Hearing.HELD)) {
      for (int i = 0; i < 3; i++) {
        killBrain(agent);
        Files.writeString(agent.at(path(i)), "wrong\n");
        becomes(agent.at(path(i)), "right " + i + "\n");
      }
    }
  }

  private void step(RunningAgent agent, Random random, int step) throws Exception {
    int i = random.nextInt(FILES);
    var file = agent.at(path(i));
    switch (random.nextInt(6)) {
      case 0, 1 -> write(file, "wrong " + step + "\n");
      case 2 -> Files.deleteIfExists(file);
      case 3 -> Files.writeString(agent.at("/srv/other-" + i), "nobody's\n");
      case 4 -> killBrain(agent);
      case 5 -> agent.run("explain", path(i)).exits(0);
      default -> throw new IllegalStateException("no such step");
    }
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text);
    } catch (java.nio.file.NoSuchFileException _) {
      // its folder is being made again
    }
  }

  private RunningAgent keeping(Hearing hearing) throws Exception {
    return RunningAgent.keeping(folder, policy(), hearing);
  }

  private static String policy() {
    return """
    agent {
      linger = "300ms"
    }
    file "f" {
      for_each = toset([for i in range(%d) : tostring(i)])
      path     = "/srv/${each.key}"
      content  = "right ${each.key}\\n"
    }
    """
        .formatted(FILES);
  }

  private static String path(int i) {
    return "/srv/" + i;
  }

  private static String id(int i) {
    return "file[" + path(i) + "]";
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  private static void killBrain(RunningAgent agent) {
    agent.process().children().forEach(ProcessHandle::destroyForcibly);
  }

  private static void asleep(RunningAgent agent) throws Exception {
    await(() -> agent.process().children().findAny().isEmpty() && "asleep".equals(state(agent)));
  }

  private static void becomes(Path file, String text) throws Exception {
    await(() -> Files.exists(file) && Files.readString(file).equals(text));
  }

  private static Map<String, ?> status(RunningAgent agent) throws IOException {
    return RunningAgent.object(Files.readString(agent.root().resolve("run/vow/status.json")));
  }

  private static String state(RunningAgent agent) throws IOException {
    var part = (Map<?, ?>) Objects.requireNonNull(status(agent).get("agent"));
    return String.valueOf(part.get("state"));
  }

  private static int woken(RunningAgent agent) throws IOException {
    var part = (Map<?, ?>) Objects.requireNonNull(status(agent).get("agent"));
    return Integer.parseInt(String.valueOf(part.get("woken")));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.currentTimeMillis() + LIMIT_MS;
    while (!condition.holds()) {
      assertThat(System.currentTimeMillis()).as("it never came").isLessThan(end);
      Thread.sleep(10); // nothing tells from outside that a process sleeps
    }
  }
}
