package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Serviced.clean;
import static vow.cli.Serviced.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services that behave badly. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceHostileTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";
  private static final String AT_ONCE =
      "restart {\n  burst = 0\n  delay = \"1ms\"\n  delay_max = \"1ms\"\n}";
  private static final int SIGTERM = 15;

  @TempDir Path folder;

  @Test
  void whatCannotBeExecutedIsSaidWithWhy() throws Exception {
    var script = Files.writeString(folder.resolve("script"), "echo no first line\n");
    var orphan = Files.writeString(folder.resolve("orphan"), "#!/no/such/interpreter\n");
    var plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(orphan.toFile().setExecutable(true)).isTrue();
    var policy =
        """
        service "script" { run = ["%s"] }
        service "orphan" { run = ["%s"] }
        service "plain" { run = ["%s"] }
        service "folder" { run = ["%s"] }
        service "other" { run = %s }
        """
            .formatted(
                script, orphan, plain, folder, "[\"" + HolderProgram.service() + "\", \"wait\"]");
    try (var kept = Serviced.keeping(folder, policy)) {
      assertThat(kept.agent().take("service[script]").toString())
          .contains("is neither a program nor a script");
      assertThat(kept.agent().take("service[orphan]").toString())
          .contains("is run by /no/such/interpreter, which is missing");
      assertThat(kept.agent().take("service[plain]").toString()).contains("is not executable");
      assertThat(kept.agent().take("service[folder]").toString()).contains("is a folder");
      assertThat(kept.state("other")).isEqualTo("ready");
      var started = kept.agent().run("start", "orphan").exits(1);
      clean(started);
      assertThat(started.err())
          .contains("service[orphan] is given up: " + orphan + " is run by /no/such/interpreter");
      assertThat(kept.agent().run("start", "script").exits(1).err())
          .contains("service[script] is given up: ")
          .contains("is neither a program nor a script");
      clean(kept);
    }
  }

  @Test
  void whatEndsAtOnceIsGivenUpAndCostsLittle() throws Exception {
    try (var kept = Serviced.keeping(folder, SLEEPS + service("a", "exit 0"))) {
      kept.becomes("a", "given_up");
      assertThat(kept.number("a", "run")).isEqualTo(5);
      Eventually.holds(() -> kept.brain().isEmpty());
      assertThat(kept.agent().run("status").out()).contains("service[a]").contains("vow start a");
    }
  }

  @Test
  void everyLineOfAHundredRunsIsThere() throws Exception {
    var at = folder.resolve("at");
    var one = service("a", "past " + at + " 1000 count " + at + " 10 exit 0", AT_ONCE);
    try (var kept = Serviced.keeping(folder, one)) {
      Eventually.holds(() -> kept.log("a").size() >= 1000);
      kept.becomes("a", "ready");
      assertThat(kept.log("a"))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, 1000).mapToObj(i -> "line " + i).toList());
      assertThat(kept.number("a", "run")).isEqualTo(101);
    }
  }

  @Test
  void aThousandLinesWakeNobody() throws Exception {
    try (var kept = Serviced.keeping(folder, SLEEPS + service("a", "await 10 burst 1000 wait"))) {
      var status = folder.resolve("run/status.json");
      Eventually.holds(
          () -> kept.brain().isEmpty() && Files.readString(status).contains("\"asleep\""));
      var before = Files.readString(status);
      long woken = woken(before);
      Serviced.signal("USR1", kept.pid("a"));
      Eventually.holds(() -> kept.log("a").size() == 1000);
      assertThat(kept.brain()).isEmpty();
      assertThat(Files.readString(status)).isEqualTo(before);
      kept.agent().run("restart", "a").exits(0);
      Eventually.holds(() -> woken(Files.readString(status)) == woken + 1);
    }
  }

  private static long woken(String status) {
    return Long.parseLong(
        String.valueOf(Shape.part(RunningAgent.object(status), "agent").get("woken")));
  }

  @Test
  void whatAServiceInheritsIsClean() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "wait"))) {
      var proc = Path.of("/proc/" + kept.pid("a"));
      try (var all = Files.list(proc.resolve("fd"))) {
        assertThat(all.map(fd -> fd.getFileName().toString()))
            .containsExactlyInAnyOrder("0", "1", "2");
      }
      var status = Files.readString(proc.resolve("status"));
      for (var mask : List.of("SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt")) {
        assertThat(status).containsPattern(mask + ":\t0{16}\n");
      }
      assertThat(Files.readSymbolicLink(proc.resolve("fd/0"))).hasToString("/dev/null");
      assertThat(Files.readSymbolicLink(proc.resolve("cwd"))).hasToString("/");
      var environment = List.of(Files.readString(proc.resolve("environ")).split("\0", -1));
      assertThat(environment)
          .allMatch(it -> it.isEmpty() || it.matches("(PATH|LANG|HOME|USER|LOGNAME|SHELL)=.*"));
      assertThat(Files.readString(proc.resolve("oom_score_adj")).strip())
          .isEqualTo(Files.readString(Path.of("/proc/self/oom_score_adj")).strip());
    }
  }

  @Test
  void oneThatIsFrozenIsKilledWhenItIsToStop() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "wait", "stop_timeout = \"200ms\""))) {
      long pid = kept.pid("a");
      Serviced.signal("STOP", pid);
      kept.agent().run("stop", "a").exits(0);
      assertThat(Serviced.lives(pid)).isFalse();
    }
  }

  @Test
  void itsWholeGroupIsKilledWhenItDoesNotStop() throws Exception {
    var child = folder.resolve("child");
    var one =
        service("a", "ignore " + SIGTERM + " mate " + child + " wait", "stop_timeout = \"200ms\"");
    try (var kept = Serviced.keeping(folder, one)) {
      Eventually.holds(() -> Files.exists(child) && Files.size(child) > 1);
      long mate = Long.parseLong(Files.readString(child).strip());
      long pid = kept.pid("a");
      kept.agent().run("stop", "a").exits(0);
      assertThat(Serviced.lives(pid)).isFalse();
      Eventually.holds(() -> !Serviced.lives(mate));
    }
  }
}
