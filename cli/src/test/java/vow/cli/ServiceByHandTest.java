package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vow.cli.Serviced.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What people and programs do to services of a real agent. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceByHandTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";

  private static final String NOTIFY = "ready = \"notify\"";

  @TempDir Path folder;

  @Test
  void aStopHoldsUntilAStart() throws Exception {
    try (var kept = Serviced.keeping(folder, SLEEPS + service("a", "wait"))) {
      long pid = kept.pid("a");
      var stopped = kept.agent().run("stop", "a", "--why", "moving").exits(0);
      assertThat(stopped.out()).contains("service[a] is stopped");
      assertThat(Serviced.lives(pid)).isFalse();
      assertThat(kept.state("a")).isEqualTo("down");
      Eventually.holds(() -> kept.brain().isEmpty());
      assertThat(kept.agent().run("status").out()).contains("service[a]").contains("moving");
      var started = kept.agent().run("start", "a").exits(0);
      assertThat(started.out()).contains("service[a] runs (pid " + kept.pid("a"));
      assertThat(kept.agent().run("status").exits(0).out()).doesNotContain("moving");
    }
  }

  @Test
  void aStopForSomeTimeEndsByItself() throws Exception {
    try (var kept = Serviced.keeping(folder, SLEEPS + service("a", "wait"))) {
      long pid = kept.pid("a");
      kept.agent().run("stop", "a", "--for", "2s").exits(0);
      assertThat(Serviced.lives(pid)).isFalse();
      kept.another("a", pid);
    }
  }

  @Test
  void aStopWhoseTimeIsOverBeforeItHasStoppedIsARestart() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "wait"))) {
      long pid = kept.pid("a");
      kept.agent().run("stop", "a", "--for", "1ms").exits(0);
      kept.another("a", pid);
    }
  }

  @Test
  void aStopStopsThoseThatNeedItFirst() throws Exception {
    var policy = service("db", "wait") + service("web", "wait", "needs = [service.db]");
    try (var kept = Serviced.keeping(folder, policy)) {
      kept.agent().run("stop", "db").exits(0);
      assertThat(kept.state("web")).isEqualTo("waiting");
      assertThat(kept.agent().run("start", "web").exits(1).err())
          .contains("service[web] needs service[db], which is stopped; vow start db starts it");
      kept.agent().run("start", "db").exits(0);
      kept.becomes("web", "ready");
    }
  }

  @Test
  void aStartEndsThatItIsGivenUp() throws Exception {
    var well = folder.resolve("well");
    var one =
        service(
            "a", "once " + well + " 2 exit 3 wait", "restart {\n  burst = 2\n  delay = \"1ms\"\n}");
    try (var kept = Serviced.keeping(folder, one)) {
      kept.becomes("a", "given_up");
      Files.createFile(well);
      // The file makes it leave out the exit.
      kept.agent().run("start", "a").exits(0);
      kept.becomes("a", "ready");
    }
  }

  @Test
  void aRestartIsAnotherProcessAndAReloadIsNot() throws Exception {
    var told = folder.resolve("told");
    var one = service("a", "hup " + told + " say up wait", "reload = \"SIGHUP\"");
    try (var kept = Serviced.keeping(folder, one)) {
      Eventually.holds(() -> kept.log("a").size() == 1);
      long pid = kept.pid("a");
      kept.agent().run("reload", "a").exits(0);
      Eventually.holds(() -> Files.readString(told).equals("hup\n"));
      assertThat(kept.pid("a")).isEqualTo(pid);
      kept.agent().run("restart", "a").exits(0);
      assertThat(kept.pid("a")).isNotEqualTo(pid);
      assertThat(Serviced.lives(pid)).isFalse();
    }
  }

  @Test
  void whatItListensToMakesItReload() throws Exception {
    var told = folder.resolve("told");
    var conf = folder.resolve("conf");
    var policy =
        """
        file "conf" {
          path    = "%s"
          content = "%s\\n"
        }
        """;
    var one =
        service(
            "a", "hup " + told + " say up wait", "reload = \"SIGHUP\"", "on_change = [file.conf]");
    try (var kept = Serviced.keeping(folder, policy.formatted(conf, "1") + one)) {
      Eventually.holds(() -> kept.log("a").size() == 1);
      long pid = kept.pid("a");
      kept.change(policy.formatted(conf, "2") + one);
      Eventually.holds(() -> Files.exists(told) && Files.readString(told).equals("hup\n"));
      assertThat(kept.pid("a")).isEqualTo(pid);
    }
  }

  @Test
  void whatIsHeldIsLeftAlone() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "wait"))) {
      kept.agent().run("hold", "service[a]").exits(0);
      long pid = kept.pid("a");
      Serviced.signal("KILL", pid);
      kept.becomes("a", "ended");
      kept.agent().run("hold", "service[a]", "--release").exits(0);
      kept.agent().run("start", "a").exits(0);
      kept.becomes("a", "ready");
    }
  }

  @Test
  void nobodyWhoConnectsIsTurnedAwayWhileItIsRestarted() throws Exception {
    int port = freePort();
    var one =
        service(
            "a",
            "accept",
            "listen = {\n  web = \"tcp:127.0.0.1:" + port + "\"\n}",
            "restart {\n  burst = 0\n}");
    try (var kept = Serviced.keeping(folder, one)) {
      var pids = new ArrayList<String>();
      pids.add(ask(port));
      for (int i = 0; i < 5; i++) {
        Serviced.signal("KILL", Long.parseLong(pids.getLast()));
        pids.add(ask(port)); // connects at once, and is answered by the next process
      }
      assertThat(pids).doesNotHaveDuplicates();
      kept.killAndStart();
      assertThat(ask(port)).isEqualTo(pids.getLast());
      Serviced.signal("KILL", Long.parseLong(pids.getLast()));
      assertThat(ask(port)).isNotEqualTo(pids.getLast());
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String ask(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 60_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  @Test
  void whoIsHeardChangesWithThePolicy() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "notify READY=1 wait", NOTIFY))) {
      long pid = kept.pid("a");
      var child = HolderProgram.service() + " notify READY=1 wait & wait";
      kept.change(
          "service \"a\" {\n  run = [\"sh\", \"-c\", \"%s\"]\n  ready = \"notify-all\"\n}\n"
              .formatted(child));
      kept.another("a", pid);
      kept.agent().run("stop", "a").exits(0);
    }
  }

  @Test
  void itsLogIsShownAndFollowsItOverRestarts() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "say one err two wait"))) {
      Eventually.holds(() -> kept.log("a").size() == 2);
      var shown = kept.agent().run("logs", "a").exits(0).out();
      assertThat(shown.lines().map(l -> l.substring(l.indexOf(' ') + 1)))
          .containsExactly("one", "two");
      assertThat(kept.agent().run("logs", "a", "--grep", "tw", "-n", "5").out().lines()).hasSize(1);
    }
  }

  @Test
  void aSmallerLogAppliesToOneThatRuns() throws Exception {
    var one = service("a", "hup /dev/stdout burst 3000 wait");
    try (var kept = Serviced.keeping(folder, one)) {
      long pid = kept.pid("a");
      Eventually.holds(() -> kept.log("a").size() == 3_000);
      kept.change("agent {\n  logs_max = \"8KiB\"\n}\n" + one);
      var logs = folder.resolve("state/log/a");
      Eventually.holds(() -> {
        Serviced.signal("HUP", pid); // it says a line about that
        return logs.resolve("current").toFile().length() < 8_192; // 0 while there is none
      });
      assertThat(kept.pid("a")).isEqualTo(pid);
    }
  }

  @Test
  void oneThatClosesItsOutputRunsOn() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "say one mute wait"))) {
      Eventually.holds(() -> kept.log("a").equals(List.of("one")));
      assertThat(kept.state("a")).isEqualTo("ready");
      assertThat(kept.number("a", "run")).isEqualTo(1);
    }
  }

  @Test
  void aProgramThatGoesIntoTheBackgroundIsRefusedWithAHint() throws Exception {
    assumeTrue(Serviced.hasGroups(), "no control groups");
    var orphan = folder.resolve("orphan");
    var one =
        service(
            "a",
            "child " + orphan + " sleep 50 exit 0",
            "ready = \"notify\"",
            "restart {\n  when = \"never\"\n}");
    try (var kept = Serviced.keeping(folder, one)) {
      kept.becomes("a", "ended");
      assertThat(String.valueOf(kept.told("a").get("trouble")))
          .contains("run it in the foreground");
      assertThat(Serviced.lives(Long.parseLong(Files.readString(orphan).strip()))).isFalse();
    }
  }

  @Test
  void manyStartInTheTimeOfTheirLongestPath() throws Exception {
    var policy = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      var needs = i % 20 == 0 ? "" : "needs = [service.s" + (i - 1) + "]";
      policy.append(service("s" + i, "notify READY=1 wait", "ready = \"notify\"", needs));
    }
    try (var kept = Serviced.keeping(folder, policy.toString())) {
      for (int i = 0; i < 60; i++) {
        assertThat(kept.state("s" + i)).isEqualTo("ready");
        assertThat(kept.number("s" + i, "run")).isEqualTo(1);
      }
    }
  }

  @Test
  void anUnchangedPolicyRestartsNobodyAndPlanSaysSo() throws Exception {
    var policy = service("a", "wait") + service("b", "wait", "needs = [service.a]");
    try (var kept = Serviced.keeping(folder, policy)) {
      long pid = kept.pid("a");
      var file = kept.agent().policy().toString();
      kept.agent().run("plan", file).exits(0);
      kept.change(policy + "\n# nothing\n");
      kept.agent().run("plan", file).exits(0);
      var other = folder.resolve("other.hcl");
      Files.writeString(
          other,
          service("a", "wait", "umask = \"0077\"") + service("b", "wait", "needs = [service.a]"));
      assertThat(kept.agent().run("plan", other.toString()).exits(2).out())
          .contains("service[a]")
          .contains("runs as it was described before")
          .contains("services: stop b, stop a, start a, start b\n")
          .doesNotContain("~ service[b]");
      assertThat(kept.pid("a")).isEqualTo(pid);
    }
  }
}
