package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Serviced.clean;
import static vow.cli.Serviced.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vow.agent.control.ControlClient;
import vow.agent.control.ControlServer.Refused;
import vow.agent.json.Json;

/** People who want several things of a service at once, or while it dies. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceRacesTest {
  private static final String ANSWERS =
      "\\w+: (\\{\"service\":.*\"state\":\"(ready|down)\".*"
          + "|service\\[a] (was (stopped|started again) meanwhile|is not running; vow start.*))";

  /** Takes its time to end: until SIGUSR1 comes. */
  private static final String SLOW = "ignore 15 await 10 exit 0";

  private static final int SIGHUP = 1;

  @TempDir Path folder;

  @Test
  void oneThatDiesWhileItReloadsIsStartedAgain() throws Exception {
    var dies = "await " + SIGHUP + " notify RELOADING=1 exit 3";
    var one = service("a", "notify READY=1 " + dies, "ready = \"notify\"", "reload = \"SIGHUP\"");
    try (var kept = Serviced.keeping(folder, one)) {
      isAnotherAfterItsReload(kept);
      clean(kept);
    }
  }

  private static void isAnotherAfterItsReload(Serviced kept) throws Exception {
    long pid = kept.pid("a");
    var reloaded = kept.agent().run("reload", "a");
    clean(reloaded);
    long next = kept.another("a", pid);
    assertThat(reloaded.exits(0).out()).contains("service[a] runs (pid " + next + ")");
  }

  @Test
  void oneThatDiesUnderItsReloadCommandIsStartedAgain() throws Exception {
    var one = service("a", "wait", "reload = \"kill -9 $MAINPID; sleep 0.2\"");
    try (var kept = Serviced.keeping(folder, one)) {
      isAnotherAfterItsReload(kept);
    }
  }

  @Test
  void oneThatDiesOfEachReloadIsGivenUpAndSaysSo() throws Exception {
    var dies = "await " + SIGHUP + " notify RELOADING=1 exit 3";
    var one =
        service(
            "a",
            "notify READY=1 " + dies,
            "ready = \"notify\"",
            "reload = \"SIGHUP\"",
            "restart {\n  burst = 1\n}");
    try (var kept = Serviced.keeping(folder, one)) {
      var reloaded = kept.agent().run("reload", "a");
      clean(reloaded);
      assertThat(reloaded.exits(1).err()).contains("service[a] is given up: exited with 3");
    }
  }

  @Test
  void aReloadThatIsNeverAnsweredEndsWithItsTime() throws Exception {
    var one =
        service(
            "a",
            "ignore " + SIGHUP + " notify READY=1 wait",
            "ready = \"notify\"",
            "reload = \"SIGHUP\"",
            "start_timeout = \"500ms\"");
    try (var kept = Serviced.keeping(folder, one)) {
      long pid = kept.pid("a");
      assertThat(kept.agent().run("reload", "a").exits(1).err())
          .contains("service[a] goes on as it was: unable to reload: it did not say within 0.5s");
      assertThat(kept.pid("a")).isEqualTo(pid);
    }
  }

  @Test
  void aReloadCommandThatNeverEndsEndsWithItsTime() throws Exception {
    var one = service("a", "wait", "reload = \"sleep 1000\"", "start_timeout = \"500ms\"");
    try (var kept = Serviced.keeping(folder, one)) {
      long pid = kept.pid("a");
      assertThat(kept.agent().run("reload", "a").exits(1).err())
          .contains("service[a] goes on as it was: unable to reload: ");
      assertThat(kept.pid("a")).isEqualTo(pid);
      assertThat(kept.state("a")).isEqualTo("ready");
    }
  }

  @Test
  void whoAsksForEverythingAtOnceIsAnsweredAndOneProcessIsLeft() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "touch " + folder + "/up wait"));
        var callers = Executors.newFixedThreadPool(4)) {
      var verbs = List.of("Stop", "Start", "Restart", "Reload", "Start", "Stop", "Restart");
      var asked = new ArrayList<Callable<String>>();
      for (int i = 0; i < 70; i++) {
        var verb = verbs.get(i % verbs.size());
        asked.add(() -> verb + ": " + answer(kept, verb + "Service"));
      }
      for (var each : callers.invokeAll(asked, 60, TimeUnit.SECONDS)) {
        assertThat(each.get()).matches(ANSWERS);
      }
      kept.agent().run("start", "a").exits(0);
      assertThat(kept.state("a")).isEqualTo("ready");
      assertThat(processes()).containsExactly(kept.pid("a"));
      clean(kept);
    }
  }

  @Test
  void whoRestartsWhatIsStoppedMeanwhileIsTold() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", SLOW));
        var callers = Executors.newFixedThreadPool(2)) {
      long pid = kept.pid("a");
      var restart = callers.submit(() -> answer(kept, "RestartService"));
      kept.becomes("a", "stopping");
      var stop = callers.submit(() -> answer(kept, "StopService"));
      Eventually.holds(() -> kept.number("a", "flags") % 2 == 0); // it is not wanted any more
      Serviced.signal("USR1", pid);
      assertThat(stop.get(30, TimeUnit.SECONDS)).contains("\"down\"");
      assertThat(restart.get(30, TimeUnit.SECONDS)).isEqualTo("service[a] was stopped meanwhile");
    }
  }

  @Test
  void whoRestartsWhatLeavesThePolicyMeanwhileIsTold() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", SLOW))) {
      forgotten(kept, "RestartService", "stopping");
    }
  }

  @Test
  void whoStartsWhatLeavesThePolicyMeanwhileIsTold() throws Exception {
    var never = service("a", "await 10 exit 0", "ready = \"notify\"", "enabled = false");
    try (var kept = Serviced.keeping(folder, never)) {
      forgotten(kept, "StartService", "starting");
    }
  }

  private static void forgotten(Serviced kept, String asked, String state) throws Exception {
    try (var callers = Executors.newFixedThreadPool(1)) {
      var answer = callers.submit(() -> answer(kept, asked));
      kept.becomes("a", state);
      Eventually.holds(() -> kept.pid("a") > 0);
      long pid = kept.pid("a");
      kept.change(service("b", "wait"));
      kept.becomes("b", "ready");
      Serviced.signal("USR1", pid);
      assertThat(answer.get(30, TimeUnit.SECONDS)).contains("service[a] was forgotten meanwhile");
      clean(kept);
    }
  }

  private static String answer(Serviced kept, String method) throws Exception {
    var socket = kept.folder().resolve("run/control.sock");
    var who = Map.of("name", "a", "who", "anna", "why", "because");
    try {
      return Json.write(ControlClient.call(socket, method, who).orElseThrow());
    } catch (Refused refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /** Those of services whose words name the folder of this test. */
  private List<Long> processes() {
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().command().filter(HolderProgram.service()::equals).isPresent())
        .filter(it -> it.info().commandLine().filter(l -> l.contains("" + folder)).isPresent())
        .map(ProcessHandle::pid)
        .toList();
  }
}
