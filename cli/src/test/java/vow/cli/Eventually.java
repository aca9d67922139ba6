package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** What an agent comes to by itself, looked at from outside. */
final class Eventually {
  private static final long WAIT_MS = TimeUnit.SECONDS.toMillis(60);

  private Eventually() {}

  /** It has no brain, and says so. */
  static void asleep(RunningAgent agent) throws IOException, InterruptedException {
    var status = agent.at("/run/vow/status.json");
    await(() ->
        agent.process().children().findAny().isEmpty()
            && Files.readString(status).contains("\"state\":\"asleep\""));
  }

  /** A file of the kept tree has this text. */
  static void becomes(RunningAgent agent, String path, String text)
      throws IOException, InterruptedException {
    var file = agent.at(path);
    try {
      await(() -> Files.exists(file) && Files.readString(file).equals(text));
    } catch (AssertionError e) {
      var why = agent.run("status").out() + agent.run("why", path).out();
      throw new AssertionError(path + " is not repaired: " + why, e);
    }
  }

  /** Something that may be so at some time. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** It is so at last. */
  static void holds(Condition condition) throws IOException, InterruptedException {
    await(condition);
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + WAIT_MS;
    while (!condition.holds()) {
      assertThat(System.currentTimeMillis()).as("it never came").isLessThan(end);
      Thread.sleep(10); // nothing tells from outside that a process sleeps
    }
  }
}
