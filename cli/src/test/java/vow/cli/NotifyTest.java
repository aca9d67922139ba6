package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Eventually.asleep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vow.agent.json.Json;

/** What people are told by an agent that runs, sleeps, is killed, or converges once. */
@Execution(ExecutionMode.CONCURRENT)
class NotifyTest {
  /** Fails for as long as there is no folder for it. */
  private static final String LOST =
      """
      file "/lost/x" {
        content = "x\\n"
        parents = false
      }
      """;

  private static final String TOLD =
      """
      notify "ops" {
        exec  = "cat >> $VOW_ROOT/told; echo >> $VOW_ROOT/told"
        batch = "%s"
        limit = %d
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"BEST", "HELD"})
  void thatItFailsAndIsWellAgain(Hearing hearing) throws Exception {
    try (var agent = RunningAgent.keeping(folder, LOST + TOLD.formatted("0s", 6), hearing)) {
      var first = told(agent, 1).getFirst();
      assertThat(first).containsEntry("notify", "ops").containsEntry("id", "ops-1");
      assertThat(String.valueOf(first.get("text"))).contains("1 failed\nfailed file[/lost/x]");

      found(agent);

      assertThat(String.valueOf(told(agent, 2).get(1).get("text")))
          .contains("1 well again\nwell again file[/lost/x]");
    }
  }

  @Test
  void aStormIsFewMessagesWithAllTheNumbers() throws Exception {
    var storm =
        """
        file "storm" {
          for_each = toset([for i in range(1000) : tostring(i)])
          path     = "/lost/${each.key}"
          content  = "x"
          parents  = false
        }
        """;
    try (var agent = RunningAgent.keeping(folder, storm + TOLD.formatted("2s", 6), Hearing.BEST)) {
      Eventually.holds(() -> failed(messages(agent.at("/told"))) == 1_000);

      var messages = messages(agent.at("/told"));
      assertThat(messages).hasSizeLessThan(4);
      assertThat(messages)
          .allSatisfy(m -> assertThat((List<?>) m.get("items")).hasSizeLessThanOrEqualTo(20));
    }
  }

  /** Now it can be kept. */
  private static void found(RunningAgent agent) throws IOException {
    Files.createDirectory(agent.at("/lost"));
    Files.writeString(agent.at("/lost/x"), "wrong\n");
  }

  private static int failed(List<Map<String, @Nullable Object>> messages) {
    int failed = 0;
    for (var message : messages) {
      if (message.get("counts") instanceof Map<?, ?> counts) {
        failed += Integer.parseInt(String.valueOf(counts.get("failed")));
      }
    }
    return failed;
  }

  @Test
  void anAgentThatIsStartedAgainTellsNothingTwice() throws Exception {
    var policy = LOST + TOLD.formatted("0s", 6);
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST)) {
      told(agent, 1);
      agent.kill();
    }
    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      agent.settle();
      found(agent);

      assertThat(String.valueOf(told(agent, 2).get(1).get("text"))).contains("well again");
    }
  }

  @Test
  void oneConvergeTellsAtItsEnd() throws Exception {
    Files.writeString(folder.resolve("p.hcl"), LOST + TOLD.formatted("1h", 6));
    var root = folder.resolve("tree");
    var words = new String[] {"keep", "p.hcl", "--once", "--root", root.toString()};

    Vow.in(folder).run(words).exits(1);
    Vow.in(folder).run(words).exits(1);
    assertThat(messages(root.resolve("told"))).hasSize(1);

    Files.createDirectory(root.resolve("lost"));
    Vow.in(folder).run(words).exits(0);
    Vow.in(folder).run(words).exits(0);
    assertThat(messages(root.resolve("told"))).hasSize(2);
  }

  /** The last try, of ten that take long. */
  @Test
  void newsThatNeverArriveAreALineOfTheJournal() throws Exception {
    var state = Files.createDirectories(folder.resolve("root/var/lib/vow"));
    Files.writeString(
        state.resolve("telling.json"),
        """
        {"version":1,"contacts":[{"name":"ops","on":["failed"],"way":{"exec":["x"],"shell":true},
        "secret":false,"batch_ms":0,"limit":6,"summary_minute":480,"unsent":{"first":1,"counts":
        {"failed":3},"items":[]},"sent":[],"troubled":[],"contested":[],"number":4,"tries":9,
        "again":0,"lost":0,"day":null}]}
        """);
    var policy = "notify \"ops\" {\n  exec = \"echo hush; exit 7\"\n}\n";
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST)) {
      Eventually.holds(() -> agent.run("journal").out().contains("unable to tell"));

      assertThat(agent.run("journal").out())
          .contains(" unable to tell ops, 3 pieces of news are lost: /bin/sh exited with 7\n")
          .doesNotContain("hush");
      assertThat(agent.run("journal", "--json").out()).contains("\"notify\":\"ops\",\"lost\":3");
    }
  }

  @Test
  void whoIsToldNoMoreIsForgotten() throws Exception {
    try (var agent = RunningAgent.keeping(folder, LOST + TOLD.formatted("1h", 6), Hearing.BEST)) {
      agent.run("status").exits(1);
      assertThat(agent.at("/var/lib/vow/telling.json")).exists();

      agent.change(LOST.replace("x\\n", "y\\n"));

      assertThat(agent.at("/var/lib/vow/telling.json")).doesNotExist();
      assertThat(agent.at("/told")).doesNotExist();
    }
  }

  /** It waits for longer than it pays to stay awake. */
  @Test
  @Tag("long")
  void newsThatWaitDoNotKeepTheAgentAwakeAndWakeItWhenTheyAreDue() throws Exception {
    var policy = "agent {\n  linger = \"200ms\"\n}\n" + LOST + TOLD.formatted("25s", 6);
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.HELD)) {
      asleep(agent);
      assertThat(agent.at("/told")).doesNotExist();

      told(agent, 1);

      asleep(agent);
      assertThat(Files.readString(agent.at("/run/vow/status.json")))
          .contains("{\"by\":\"timer\",\"count\":1}");
      assertThat(agent.at("/var/lib/vow/telling.json")).content().contains("\"unsent\":{}");
    }
  }

  /** The webhook refuses at first; the pause before the second try is some 5 s. */
  @Test
  @Tag("long")
  void aWebhookWithASecretAddressIsTriedAgainAndStoredNowhere() throws Exception {
    try (var web = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var policy =
          """
          agent {
            linger = "200ms"
          }
          variable "key" {
            default   = "hush-hush"
            sensitive = true
          }
          notify "chat" {
            webhook = "http://127.0.0.1:%d/${var.key}"
            headers = { Authorization = "Bearer ${var.key}" }
            batch   = "25s"
          }
          """
              .formatted(web.getLocalPort());
      try (var agent = RunningAgent.keeping(folder, LOST + policy, Hearing.HELD)) {
        asleep(agent);
        assertNowhere(agent, "hush-hush");

        var refused = answer(web, "503 Busy");
        var taken = answer(web, "204 Taken");

        for (var request : List.of(refused, taken)) {
          assertThat(request).contains("POST /hush-hush ", "Bearer hush-hush", "\"id\":\"chat-1\"");
        }
        assertNowhere(agent, "hush-hush");
        assertThat(agent.printed())
            .contains("unable to tell chat, tried again later: the webhook answers with 503")
            .doesNotContain("hush-hush");
      }
    }
  }

  private static void assertNowhere(RunningAgent agent, String secret) throws IOException {
    for (var own : List.of("/var/lib/vow", "/run/vow")) {
      try (var files = Files.walk(agent.at(own))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as("" + file)
              .doesNotContain(secret);
        }
      }
    }
  }

  /** Takes one request, head and body, and answers it. */
  private static String answer(ServerSocket web, String status) throws IOException {
    web.setSoTimeout(60_000);
    try (var caller = web.accept()) {
      var in =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
      var request = new StringBuilder();
      int length = 0;
      for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        request.append(line).append('\n');
        if (line.startsWith("Content-Length: ")) {
          length = Integer.parseInt(line.substring("Content-Length: ".length()));
        }
      }
      for (int i = 0; i < length; i++) {
        request.append((char) in.read());
      }
      caller
          .getOutputStream()
          .write(
              ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return request.toString();
    }
  }

  private static List<Map<String, @Nullable Object>> told(RunningAgent agent, int count)
      throws IOException, InterruptedException {
    Eventually.holds(() -> messages(agent.at("/told")).size() >= count);
    return messages(agent.at("/told"));
  }

  private static List<Map<String, @Nullable Object>> messages(Path file) throws IOException {
    var messages = new ArrayList<Map<String, @Nullable Object>>();
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file)) {
        Json.parseObject(line).ifPresent(messages::add);
      }
    }
    return messages;
  }
}
