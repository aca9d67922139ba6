package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What services say of themselves, and that they say nothing any more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderServiceWordsTest {
  private static final int FIRST_PROCESS = 0;
  private static final int WHOLE_SESSION = 1;
  private static final int SIGKILL = 9;
  private static final int EXECUTED_AND_READY = 3;
  private static final long SECOND_US = 1_000_000;

  @TempDir Path folder;

  private Services open(Rig holder, int access) throws IOException {
    var services = Services.of(holder);
    services.open(0, folder, Services.Limits.NONE);
    services.listenTo(0, access, socket());
    return services;
  }

  private Path socket() {
    return folder.resolve("notify");
  }

  private static String speak() throws IOException {
    return Rig.compiled("speak").toString();
  }

  private void speaks(Services services, long run, String... texts) throws IOException {
    var words = new String[3 + texts.length];
    words[0] = "p" + speak();
    words[1] = "aspeak";
    words[2] = "a" + socket();
    for (int i = 0; i < texts.length; i++) {
      words[3 + i] = "a" + texts[i];
    }
    services.launch(0, run, words);
  }

  @Test
  void theFirstProcessIsHeard() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, FIRST_PROCESS);
      speaks(services, 1, "READY=1\nSTATUS=up", "x".repeat(4000), "y".repeat(4001), "MAINPID=1");
      int pid = services.runs(0, 1);

      var first = services.next(Noted.NOTIFIED);
      assertThat(first.run()).isEqualTo(new Noted.Run(0, pid, 1));
      assertThat(first.notified()).isEqualTo("READY=1\nSTATUS=up");
      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("x".repeat(4000));
      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("MAINPID=1");
      assertThat(services.list().getFirst().flags()).isEqualTo(EXECUTED_AND_READY);
      services.kill(0, 1, SIGKILL, 0);
      services.next(Noted.ENDED);
    }
  }

  @Test
  void othersAreNotHeard() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, FIRST_PROCESS);
      var script = "%s %s CHILD=1 -; exec %1$s %2$s MAIN=1 -".formatted(speak(), socket());
      services.script(0, 1, script);
      services.runs(0, 1);

      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("MAIN=1");
      services.next(Noted.ENDED);
    }
  }

  @Test
  void allOfTheSessionAreHeardAndNoStranger() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, WHOLE_SESSION);
      var script = "%s %s CHILD=1 100 - ; exec %1$s %2$s MAIN=1".formatted(speak(), socket());
      Rig.run(speak(), socket().toString(), "NOBODY=1", "-");
      services.script(0, 1, script);
      services.runs(0, 1);
      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("CHILD=1");
      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("MAIN=1");
      Rig.run(speak(), socket().toString(), "STRANGER=1", "-");
      services.kill(0, 1, SIGKILL, 0);

      assertThat(services.next(Noted.ENDED).run().number()).isEqualTo(SIGKILL);
    }
  }

  @Test
  void aStatusIsNotedOnlyForABrainThatIsThere() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, FIRST_PROCESS);
      speaks(services, 1, "STATUS=a", "500", "STATUS=b", "WATCHDOG=1", "BARRIER=1", "1", "END=1");
      services.runs(0, 1);
      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("STATUS=a");
      services.brain().goToSleep(services.brain().sync(), 0, 0);
      var woken = Services.of(holder);

      assertThat(woken.next(Noted.NOTIFIED).notified()).isEqualTo("END=1");
      woken.kill(0, 1, SIGKILL, 0);
      woken.next(Noted.ENDED);
    }
  }

  @Test
  void aNewlineSaysThatItIsReady() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, FIRST_PROCESS);
      services.script(0, 1, "printf x >&7; echo >&7; echo more >&7; exec sleep 1000", "r7");
      services.runs(0, 1);

      assertThat(services.next(Noted.READY).run()).isEqualTo(new Noted.Run(0, 0, 1));
      assertThat(services.list().getFirst().flags()).isEqualTo(EXECUTED_AND_READY);
      services.kill(0, 1, SIGKILL, 0);
      services.next(Noted.ENDED);
    }
  }

  @Test
  void silenceIsToldOnceUntilItSpeaksAgain() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, FIRST_PROCESS);
      speaks(services, 1, "READY=1", "100", "WATCHDOG=1", "700", "WATCHDOG=1");
      services.runs(0, 1);
      services.next(Noted.NOTIFIED);
      services.expectPings(0, 1, SECOND_US / 5);

      long first = services.next(Noted.SILENT).timeMs();
      long second = services.next(Noted.SILENT).timeMs();
      assertThat(second - first).isGreaterThan(400);
      services.expectPings(0, 1, SECOND_US / 5);
      assertThat(services.next(Noted.SILENT).run()).isEqualTo(new Noted.Run(0, 0, 1));
      services.expectPings(0, 1, 0);
      services.kill(0, 1, SIGKILL, 0);
      services.next(Noted.ENDED);
    }
  }

  @Test
  void lastWordsComeBeforeTheEnd() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, FIRST_PROCESS);
      for (int run = 1; run <= 50; run++) {
        speaks(services, run, "WATCHDOG=trigger", "-");
        services.runs(0, run);
        assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo("WATCHDOG=trigger");
        services.next(Noted.ENDED);
      }
      assertThat(services.noted()).isEqualTo(List.of());
    }
  }
}
