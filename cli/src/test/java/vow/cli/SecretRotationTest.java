package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Eventually.asleep;
import static vow.cli.Eventually.becomes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret that changes is an event: what uses it is rendered anew, and nothing else touched. */
@Execution(ExecutionMode.CONCURRENT)
class SecretRotationTest {
  private static final String POLICY =
      """
      agent {
        linger = "200ms"
      }
      secret "credential" {
        credential = "token"
      }
      secret "memory" {
        file = "MEMORY/token"
      }
      file "other" {
        for_each = toset(["a", "b", "c"])
        path     = "/etc/${each.key}"
        content  = "the same"
      }
      file "/etc/age" {
        content = "password ${secret("db")}"
      }
      file "/etc/credential" {
        content = secret("credential")
      }
      file "/etc/memory" {
        content = secret("memory")
      }
      """;

  private static final List<String> ALL =
      List.of("/etc/a", "/etc/b", "/etc/c", "/etc/age", "/etc/credential", "/etc/memory");

  @TempDir Path folder;
  private Path memory = Path.of("/dev/shm");

  @BeforeEach
  void secrets() throws IOException {
    memory = Files.createTempDirectory(Path.of("/dev/shm"), "vow-test");
    Files.writeString(memory.resolve("token"), "one\n");
    Files.writeString(Files.createDirectory(folder.resolve("credentials")).resolve("token"), "one");
    var keys = Files.createDirectories(folder.resolve("secrets/keys"));
    Files.writeString(folder.resolve("policy.hcl"), "");
    Files.writeString(keys.resolve("web1.pub"), secret("", "key").out());
    secret("one", "new", "db");
  }

  @AfterEach
  void forget() throws IOException {
    try (var all = Files.walk(memory)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Vow.Result secret(String input, String action, String... more) {
    var words = new ArrayList<>(List.of("secret", action));
    words.addAll(List.of(more));
    words.addAll(List.of("--root", folder.resolve("root").toString()));
    return Vow.in(folder).reading(input).run(words.toArray(String[]::new)).exits(0);
  }

  private RunningAgent keeping(Hearing hearing) throws Exception {
    var policy = POLICY.replace("MEMORY", memory.toString());
    var credentials = "CREDENTIALS_DIRECTORY=" + folder.resolve("credentials");
    return RunningAgent.keeping(folder, policy, hearing, List.of("env", credentials));
  }

  private static void replace(Path file, String text) throws IOException {
    var fresh = Files.writeString(file.resolveSibling(".fresh"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Only this one was repaired since all were. */
  private static void onlyRepaired(RunningAgent agent, String path, int times) {
    var journal = agent.run("journal", "--json").exits(0).out();
    for (var each : ALL) {
      var id = "\"id\":\"file[" + each + "]\"";
      assertThat(journal.lines().filter(l -> l.contains(id) && l.contains("\"repaired\"")))
          .as(each)
          .hasSize(each.equals(path) ? 1 + times : 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "INOTIFY"})
  void onlyWhatUsesItIsRenderedAnew(Hearing hearing) throws Exception {
    try (var agent = keeping(hearing)) {
      ALL.forEach(path -> agent.told("file[" + path + "]"));

      secret("two", "set", "db");
      assertThat(agent.take("file[/etc/age]").cause()).isEqualTo("policy");
      assertThat(agent.at("/etc/age")).hasContent("password two");
      secret("", "rotate", "db", "--same");
      agent.settle();
      onlyRepaired(agent, "/etc/age", 1);
      for (var path : ALL) {
        assertThat(agent.told("file[" + path + "]")).as(path).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "INOTIFY"})
  void soAreCredentialsAndFilesInMemory(Hearing hearing) throws Exception {
    try (var agent = keeping(hearing)) {
      replace(memory.resolve("token"), "two\n");
      becomes(agent, "/etc/memory", "two");
      Files.writeString(memory.resolve("token"), "three");
      becomes(agent, "/etc/memory", "three");
      onlyRepaired(agent, "/etc/memory", 2);

      replace(folder.resolve("credentials/token"), "two");
      becomes(agent, "/etc/credential", "two");
    }
  }

  /** As Kubernetes mounts them: a link to a link, and the one in the middle changes. */
  @Test
  void aLinkOnTheWayIsFollowed() throws Exception {
    for (var version : List.of("one", "two")) {
      Files.writeString(Files.createDirectory(memory.resolve(version)).resolve("token"), version);
    }
    Files.createSymbolicLink(memory.resolve("now"), Path.of("one"));
    Files.delete(memory.resolve("token"));
    Files.createSymbolicLink(memory.resolve("token"), Path.of("now/token"));
    try (var agent = keeping(Hearing.BEST)) {
      assertThat(agent.at("/etc/memory")).hasContent("one");

      var next = Files.createSymbolicLink(memory.resolve("next"), Path.of("two"));
      Files.move(next, memory.resolve("now"), StandardCopyOption.ATOMIC_MOVE);

      becomes(agent, "/etc/memory", "two");
    }
  }

  @Test
  @Tag("long")
  void aSleepingAgentIsWokenForIt() throws Exception {
    try (var agent = keeping(Hearing.HELD)) {
      asleep(agent);
      secret("two", "set", "db");
      becomes(agent, "/etc/age", "password two");
      asleep(agent);
      replace(memory.resolve("token"), "two\n");
      becomes(agent, "/etc/memory", "two");
      asleep(agent);
      Files.writeString(agent.at("/etc/age"), "drift");
      becomes(agent, "/etc/age", "password two");
      asleep(agent);
    }
  }

  @Test
  void oneThatIsRefusedIsNotReadAgainAndAgain() throws Exception {
    Files.writeString(folder.resolve("on-disk"), "one");
    var policy =
        """
        agent {
          linger = "200ms"
        }
        secret "disk" {
          file = "%s"
        }
        file "/etc/a" {
          content = try(secret("disk"), "none")
        }
        """
            .formatted(folder.resolve("on-disk"));
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.HELD)) {
      asleep(agent);
      assertThat(agent.at("/etc/a")).hasContent("none");
    }
  }

  @Test
  void whatIsBrokenLeavesTheLastGoodPolicy() throws Exception {
    try (var agent = keeping(Hearing.BEST)) {
      var age = folder.resolve("secrets/db.age");
      var good = Files.readString(age);
      replace(age, good.substring(0, good.length() / 2));
      agent.says("it was changed or cut off after it was written");
      agent.says("still keeping the last good one");
      Files.writeString(agent.at("/etc/age"), "drift");
      becomes(agent, "/etc/age", "password one");

      Files.delete(age);
      agent.says("there is no secret \"db\"");
      replace(age, good);
      secret("two", "set", "db");
      becomes(agent, "/etc/age", "password two");

      Files.delete(memory.resolve("token"));
      agent.says("token: there is no such file");
      Files.writeString(memory.resolve("token"), "two");
      becomes(agent, "/etc/memory", "two");
    }
  }
}
