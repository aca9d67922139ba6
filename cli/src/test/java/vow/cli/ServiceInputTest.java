package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vow.cli.Serviced.clean;
import static vow.cli.Serviced.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Policies of services that cannot be, and files about them that are damaged. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceInputTest {
  private static final String EACH = "name = \"w-${each.key}\"";

  @TempDir Path folder;

  private Vow.Result vow(String verb, String policy) throws IOException {
    var file = Files.writeString(folder.resolve("p.hcl"), policy);
    var result =
        Vow.in(folder)
            .run(verb, file.toString(), "--state", folder + "/s", "--runtime", folder + "/r");
    assertThat(result.out() + result.err()).doesNotContain("at vow.").doesNotContain("Exception");
    return result;
  }

  /** The log is of no service any more, and large: what the default of logs_max would remove. */
  @Test
  void ofAnInvalidPolicyNoLogIsRemoved() throws Exception {
    var old = Files.createDirectories(folder.resolve("state/log/old")).resolve("@1");
    try (var sparse = new RandomAccessFile(old.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    var large = "agent {\n  logs_max = \"100GiB\"\n}\n";
    try (var kept = Serviced.keeping(folder, large + service("a", "wait"))) {
      assertThat(kept.agent().stop()).isZero();
      kept.change("no policy\n");
      kept.start();
      assertThat(kept.agent().printed()).contains("keeping the last good one");
      kept.agent().run("stop", "a").exits(0);
      assertThat(old).exists();
      kept.change("agent {\n  logs_max = \"1MiB\"\n}\n" + service("a", "wait"));
      Eventually.holds(() -> !Files.exists(old));
    }
  }

  @Test
  void aLoopOfNeedsIsNamed() throws Exception {
    var loop =
        service("a", "wait", "needs = [service.b]") + service("b", "wait", "needs = [service.a]");
    for (var verb : List.of("check", "plan")) {
      assertThat(vow(verb, loop).exits(1).err())
          .contains("promises wait for each other: service[a] after service[b] after service[a]");
    }
  }

  @Test
  void whatCannotBeStartedIsNamedByThePlan() throws Exception {
    var script = Files.writeString(folder.resolve("script"), "echo\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    var policy =
        service("user", "wait", "user = \"no-such-user\"")
            + service("group", "wait", "group = \"no-such-group\"")
            + service("groups", "wait", "groups = [\"no-such-groups\"]")
            + service("cwd", "wait", "cwd = \"/no/such/folder\"")
            + service("file", "wait", "cwd = \"" + script + "\"")
            + service("env", "wait", "env_file = \"/no/such/file\"")
            + "service \"none\" { run = \"/no/such/program\" }\n"
            + "service \"script\" { run = [\""
            + script
            + "\"] }\n";
    var plan = vow("plan", policy).out();
    assertThat(plan)
        .contains("there is no user no-such-user")
        .contains("there is no group no-such-group")
        .contains("there is no group no-such-groups")
        .contains("there is no folder /no/such/folder")
        .contains(script + " is no folder")
        .contains("there is no env_file /no/such/file")
        .contains("there is no program /no/such/program")
        .contains(script + " is neither a program nor a script");
  }

  @Test
  void whatOnlyTheProcessSeesIsSaidByIt() throws Exception {
    var locked = Files.createDirectory(folder.resolve("locked"));
    assertThat(locked.toFile().setExecutable(false, false)).isTrue();
    assertThat(locked.toFile().setReadable(false, false)).isTrue();
    var policy =
        service("a", "wait", "cwd = \"" + locked + "\"", "user = \"nobody\"")
            + service("b", "wait", "env_file = \"/no/such/file\"")
            + service("c", "wait");
    try (var kept = Serviced.keeping(folder, policy)) {
      kept.becomes("a", "given_up");
      assertThat(kept.told("a").get("trouble"))
          .isEqualTo("unable to enter its folder: permission denied");
      assertThat(kept.state("c")).isEqualTo("ready");
      clean(kept);
    }
  }

  @Test
  void oneOfMany() throws Exception {
    var many = service("w", "say up wait", EACH, "for_each = toset([\"a\", \"b\"])");
    try (var kept = Serviced.keeping(folder, many)) {
      assertThat(names(kept)).containsExactlyInAnyOrder("w-a", "w-b");
      long a = kept.pid("w-a");
      long b = kept.pid("w-b");
      kept.agent().run("stop", "w-a").exits(0);
      assertThat(Serviced.lives(a)).isFalse();
      assertThat(kept.pid("w-b")).isEqualTo(b);
      assertThat(kept.state("w-b")).isEqualTo("ready");
    }
  }

  private static List<String> names(Serviced kept) throws IOException {
    var file = kept.folder().resolve("run/services.json");
    var names = new ArrayList<String>();
    if (RunningAgent.object(Files.readString(file)).get("services") instanceof List<?> all) {
      all.forEach(each -> names.add(String.valueOf(((Map<?, ?>) each).get("name"))));
    }
    return names;
  }

  @Test
  void oddNamesAreNames() throws Exception {
    var odd = List.of("a.b", "a@1:x", "A-b_c", "x".repeat(63), "0");
    var policy = new StringBuilder();
    odd.forEach(name -> policy.append(service(name, "say up wait")));
    try (var kept = Serviced.keeping(folder, policy.toString())) {
      for (var name : odd) {
        assertThat(kept.state(name)).isEqualTo("ready");
        Eventually.holds(() -> kept.log(name).equals(List.of("up")));
      }
      assertThat(kept.agent().run("restart", "a@1:x").exits(0).out()).contains("service[a@1:x]");
    }
  }

  @Test
  void otherNamesAreRefused() throws Exception {
    for (var name : List.of("", "..", "a/b", "a b", "-a", "x".repeat(64), "ä", "a\\u0000b")) {
      assertThat(vow("check", service(name, "wait")).exits(1).err())
          .contains("is no name of a service");
    }
  }

  @Test
  void aDamagedFileStartsNothingTwice() throws Exception {
    assumeTrue(Serviced.hasGroups(), "no control groups");
    for (var damage : List.of("", "{\"boot\":1,\"services\":[{}]}", "cut")) {
      var one = Files.createDirectories(folder.resolve("d" + damage.length()));
      try (var kept = Serviced.keeping(one, service("a", "touch " + one + "/up wait"))) {
        kept.kill();
        damage(one, damage);
        kept.start();
        kept.becomes("a", "ready");
        assertThat(ours(one)).as(damage).containsExactly(kept.pid("a"));
        clean(kept);
      }
    }
  }

  @Test
  void norOneThatIsDamagedWhileTheAgentSleeps() throws Exception {
    try (var kept =
        Serviced.keeping(
            folder,
            "agent {\n  linger = \"300ms\"\n}\n"
                + service("a", "touch " + folder + "/up wait", "restart {\n  burst = 0\n}"))) {
      for (int i = 0; i < 3; i++) { // so that the holder has run others before
        long pid = kept.pid("a");
        Serviced.signal("KILL", pid);
        kept.another("a", pid);
      }
      long pid = kept.pid("a");
      Eventually.holds(() -> kept.brain().isEmpty());
      damage(folder, "{\"services\":[]}");
      Serviced.signal("KILL", pid); // of which the next brain is told
      kept.another("a", pid);
      Eventually.holds(() -> kept.brain().isEmpty());
      damage(folder, "{\"services\":[]}");
      kept.agent().run("restart", "a").exits(0);
      kept.becomes("a", "ready");
      assertThat(ours(folder)).containsExactly(kept.pid("a"));
      clean(kept);
    }
  }

  private static void damage(Path folder, String text) throws IOException {
    var file = folder.resolve("run/services.json");
    var whole = Files.readString(file);
    Files.writeString(file, text.equals("cut") ? whole.substring(0, whole.length() / 2) : text);
  }

  private static List<Long> ours(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().filter(l -> l.contains(folder + "/up")).isPresent())
        .map(ProcessHandle::pid)
        .toList();
  }

  @Test
  void manyThatDieAtOnceAllComeAgain() throws Exception {
    var policy =
        service("w", "wait", EACH, "for_each = toset([for i in range(200) : tostring(i)])");
    try (var kept = Serviced.keeping(folder, policy)) {
      var pids = new ArrayList<String>(List.of("kill", "-9"));
      for (int i = 0; i < 200; i++) {
        pids.add(String.valueOf(kept.pid("w-" + i)));
      }
      assertThat(new ProcessBuilder(pids).start().waitFor()).isZero();
      for (int i = 0; i < 200; i++) {
        kept.another("w-" + i, Long.parseLong(pids.get(i + 2)));
        assertThat(kept.number("w-" + i, "run")).isEqualTo(2);
      }
    }
  }
}
