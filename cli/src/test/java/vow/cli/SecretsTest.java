package vow.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Secrets are planted wherever a policy can have them, and looked for wherever vow writes: nothing
 * but the kept files has them.
 */
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest {
  private static final String POLICY =
      """
      variable "token" {
        type      = string
        sensitive = true
      }
      variable "hash" {
        sensitive = true
      }
      locals {
        derived = upper("local-${var.token}")
        old     = "kept"
      }
      notify "chat" {
        webhook = "http://127.0.0.1:9/${var.token}"
        headers = { Authorization = "Bearer ${var.token}" }
        batch   = "0s"
      }
      file "/etc/token" {
        content = "token ${var.token}\\n"
      }
      file "/etc/derived" {
        content = base64encode(local.derived)
      }
      file "/etc/literal" {
        content   = "hush-literal\\n"
        sensitive = true
      }
      file "/etc/refused" {
        content  = "${var.token} is not valid"
        validate = "cat %s; false"
      }
      file "/etc/nowhere/refused" {
        content = var.token
        parents = false
      }
      line "token" {
        path = "/etc/lines"
        line = "token ${var.token}"
      }
      block "token" {
        path    = "/etc/block"
        content = var.token
      }
      secret "credential" {
        credential = "token"
      }
      secret "memory" {
        file = "MEMORY/token"
      }
      file "/etc/secrets" {
        content = join(" ", [for s in ["age", "credential", "memory"] : secret(s)])
      }
      file "/etc/secrets.json" {
        content  = jsonencode({ age = secret("age") })
        validate = "cat %s; false"
      }
      user "ann" {
        uid      = 4711
        password = var.hash
      }
      exec "loud" {
        run   = "cat; cat >&2; false"
        stdin = "${var.token}\\n"
      }
      exec "seen" {
        run   = "cat > /dev/null; cat /proc/self/environ /proc/[0-9]*/cmdline > $VOW_ROOT/seen"
        stdin = var.token
      }
      """;

  private static final String HASH = "$6$hushsalt$" + "hush".repeat(21) + "./";

  /** What must not be found, by what it is. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "variable", "hush-variable",
          "local", "LOCAL-HUSH-VARIABLE",
          "encoded", "TE9DQUwtSFVTSC1WQVJJQUJMRQ",
          "literal", "hush-literal",
          "from an age file", "hush-age",
          "credential", "hush-credential",
          "from memory", "hush-memory",
          "what was there before", "hush-before",
          "what somebody wrote", "hush-drift",
          "hash", HASH);

  private static final List<String> VARIABLES =
      List.of("VOW_VAR_token=hush-variable", "VOW_VAR_hash=" + HASH);

  private static final Map<String, String> PRINTED = new LinkedHashMap<>();
  private static @Nullable RunningAgent running;
  private static @Nullable Path memory;

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    var inMemory = Files.createTempDirectory(Path.of("/dev/shm"), "vow-test");
    memory = inMemory;
    Files.writeString(inMemory.resolve("token"), "hush-memory\n");
    var credentials = Files.createDirectory(folder.resolve("credentials"));
    Files.writeString(credentials.resolve("token"), "hush-credential\n");
    age(folder);
    var etc = Files.createDirectories(folder.resolve("root/etc"));
    Files.writeString(etc.resolve("token"), "token hush-before\n");
    Files.writeString(etc.resolve("lines"), "some\nlines\n");
    Files.writeString(etc.resolve("block"), "some\nlines\n");
    Files.writeString(etc.resolve("passwd"), "root:x:0:0::/root:/bin/sh\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\n");
    Files.writeString(etc.resolve("shadow"), "root:*:1::::::\n");
    var under = new ArrayList<>(List.of("env"));
    under.addAll(VARIABLES);
    under.add("CREDENTIALS_DIRECTORY=" + credentials);
    var policy = POLICY.replace("MEMORY", inMemory.toString());
    running = RunningAgent.keeping(folder, policy, Hearing.BEST, under);
    liveWithIt(agent());
  }

  private static void age(Path folder) throws IOException {
    var root = folder.resolve("root").toString();
    var vow = Vow.in(folder);
    var keys = Files.createDirectories(folder.resolve("secrets/keys"));
    var key = vow.run("secret", "key", "--root", root).exits(0);
    Files.writeString(keys.resolve("web1.pub"), key.out());
    Files.createFile(folder.resolve("policy.hcl"));
    note("new", vow.reading("hush-age\n").run("secret", "new", "age", "--root", root).exits(0));
  }

  @AfterAll
  static void end() throws IOException {
    agent().close();
    var inMemory = Objects.requireNonNull(memory);
    Files.delete(inMemory.resolve("token"));
    Files.delete(inMemory);
  }

  /** Drift, and every verb that tells something. */
  private static void liveWithIt(RunningAgent agent) throws Exception {
    Files.writeString(agent.at("/etc/token"), "token hush-drift\n");
    Files.writeString(agent.at("/etc/literal"), "hush-drift\n");
    Files.writeString(agent.at("/etc/lines"), "hush-drift\n");
    Files.delete(agent.at("/etc/derived"));
    agent.settle();
    Files.writeString(agent.at("/etc/block"), "hush-drift\n");
    agent.settle();
    note("undo", agent.run("undo", "file[/etc/token]").exits(1));
    agent.run("hold", "file[/etc/literal]", "--why", "looking").exits(0);
    Files.writeString(agent.at("/etc/literal"), "hush-drift\n");
    agent.settle();
    note("absorb", agent.run("absorb", "file[/etc/literal]"));
    for (var json : List.of(List.<String>of(), List.of("--json"))) {
      for (var verb :
          List.of(
              List.of("status", "--all"),
              List.of("journal"),
              List.of("facts"),
              List.of("policy", "log"),
              List.of("policy", "show"),
              List.of("secret", "list"),
              List.of("secret", "key"),
              List.of("why", "file[/etc/secrets.json]"),
              List.of("why", "file[/etc/token]"),
              List.of("why", "file[/etc/refused]"),
              List.of("why", "exec[loud]"),
              List.of("why", "user[ann]"),
              List.of("explain", "file[/etc/token]"))) {
        var words = new ArrayList<>(verb);
        words.addAll(json);
        note(words.toString(), agent.run(words.toArray(String[]::new)));
      }
      for (var verb : List.of("plan", "check")) {
        var words = new ArrayList<>(List.of(verb, agent.policy().toString()));
        words.addAll(json);
        if (verb.equals("plan")) {
          words.addAll(List.of("--root", agent.root().toString()));
        }
        note(words.toString(), withVariables(agent).run(words.toArray(String[]::new)));
      }
    }
    note("report --html", agent.run("report", "--html"));
    PRINTED.put("keep --json", agent.printed());
    agent.stop();
  }

  @Test
  void whatIsPrintedHasNone() {
    assertThat(PRINTED).hasSizeGreaterThan(20);
    PRINTED.forEach((what, text) -> assertThat(secretsIn(text)).as(what).isEmpty());
    assertThat(PRINTED.get("[status, --all]"))
        .contains("failed file[/etc/refused]", "failed exec[loud]", "file[/etc/literal]");
    assertThat(PRINTED.get("keep --json")).contains("\"cause\":\"drift\"", "unable to tell chat");
  }

  @Test
  void whatIsStoredHasNone() throws IOException {
    var own = List.of(agent().at("/var/lib/vow"), agent().at("/run/vow"));
    int files = 0;
    for (var folder : own) {
      try (var all = Files.walk(folder)) {
        for (var file : all.toList()) {
          assertThat(secretsIn(file.toString())).as("the name " + file).isEmpty();
          if (Files.isRegularFile(file)) {
            files++;
            assertThat(secretsIn(Files.readString(file, ISO_8859_1))).as("" + file).isEmpty();
          }
        }
      }
    }
    assertThat(files).isGreaterThan(5);
  }

  @Test
  void whatOtherProcessesCanSeeHasNone() throws IOException {
    var seen = Files.readString(agent().at("/seen"), ISO_8859_1);

    assertThat(seen).contains("VOW_ROOT=", "vow.cli.Main").doesNotContain("VOW_VAR");
    assertThat(secretsIn(seen)).isEmpty();
  }

  @Test
  void theKeptFilesHaveThem() throws IOException {
    // What a sensitive promise replaced is not backed up, so it cannot be brought back.
    assertThat(PRINTED.get("undo")).contains("was not kept");
    assertThat(agent().at("/etc/token")).hasContent("token hush-variable\n");
    assertThat(agent().at("/etc/secrets")).hasContent("hush-age hush-credential hush-memory");
    assertThat(agent().at("/etc/lines")).content().contains("token hush-variable");
    assertThat(agent().at("/etc/block")).content().contains("hush-variable");
    assertThat(agent().at("/etc/shadow")).content().contains("ann:" + HASH + ":");
    assertThat(Files.readString(agent().at("/etc/derived")))
        .startsWith("TE9DQUwtSFVTSC1WQVJJQUJMRQ");
  }

  @Test
  void aSecretInAnEnvironmentIsRefused() throws IOException {
    var policy = agent().policy().resolveSibling("refused.hcl");
    Files.writeString(
        policy,
        """
        variable "token" {
          sensitive = true
        }
        exec "a" {
          run = "true"
          env = { TOKEN = var.token }
        }
        """);

    var result = withVariables(agent()).run("check", policy.toString()).exits(1);

    assertThat(result.err()).contains("sensitive-in-command").doesNotContain("hush-variable");
  }

  private static Vow withVariables(RunningAgent agent) {
    return Vow.in(agent.root())
        .with("VOW_VAR_token", "hush-variable")
        .with("VOW_VAR_hash", HASH)
        .with("CREDENTIALS_DIRECTORY", agent.policy().resolveSibling("credentials").toString());
  }

  private static void note(String what, Vow.Result result) {
    PRINTED.put(what, result.out() + result.err());
  }

  private static List<String> secretsIn(String text) {
    return SECRETS.entrySet().stream()
        .filter(s -> text.contains(s.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(running);
  }
}
