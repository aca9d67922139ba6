package vow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Any bytes where vow keeps its own: a clear word, and what can go on goes on. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content = "hello\\n"
      }
      file "/etc/rack" {
        content = node.fact.rack == null ? "none" : node.fact.rack
      }
      file "/etc/tags" {
        content = join(",", node.tags)
      }
      """;

  private static final String ID = "file[/etc/motd]";
  private static final List<String> METHODS =
      List.of(
          "Status", "Hold", "Release", "Undo", "Explain", "Assess", "Reload", "Metrics", "Nothing");

  @TempDir Path folder;

  @Test
  void stateOfAnyBytesIsSetAsideAndWhatIsKeptStaysKept() throws Exception {
    liveOnce();
    damage(folder.resolve("root/var/lib/vow"));
    var facts = Files.createDirectories(folder.resolve("root/var/lib/vow/facts.d"));
    Files.write(facts.resolve("rack"), garbage(1));
    Files.write(facts.resolve("tags"), garbage(2));

    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      agent.rest(ID);

      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
      assertThat(agent.at("/etc/rack")).hasContent("none");
      assertThat(agent.printed())
          .contains("engine.json is damaged: set aside as engine.json.damaged")
          .contains("manifest.json is damaged: set aside as manifest.json.damaged")
          .contains("unable to read the fact");
      assertNoDefect(agent.printed());
      assertThat(agent.run("journal").exits(0).err()).contains("damaged lines");
      assertNoDefect(agent.run("status", "--all", "--json").exits(0).err());
      assertNoDefect(agent.run("why", ID).exits(0).err());
    }
  }

  @Test
  void aDamagedManifestAndABrokenPolicyAreBothNamed() throws Exception {
    liveOnce();
    damage(folder.resolve("root/var/lib/vow"));
    Files.write(folder.resolve("policy.hcl"), garbage(3));

    var result = keepOnce("--once");
    var stays = keepOnce();

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("error[");
    assertThat(stays.exit()).isEqualTo(1);
    assertThat(stays.err()).contains("manifest.json, is damaged");
    assertNoDefect(result.err() + stays.err());
  }

  @Test
  void whatVerbsFindDamagedIsNotKnown() throws Exception {
    liveOnce();
    damage(folder.resolve("root/var/lib/vow"));
    damage(folder.resolve("root/run/vow"));

    for (var words :
        List.of(
            List.of("status"),
            List.of("status", "--all", "--json"),
            List.of("journal"),
            List.of("why", ID),
            List.of("hold", ID),
            List.of("undo", ID),
            List.of("explain", ID))) {
      var all = new java.util.ArrayList<>(words);
      all.addAll(List.of("--root", folder.resolve("root").toString()));
      var result = Vow.in(folder).run(all.toArray(String[]::new));

      assertThat(result.exit()).as(words + ": " + result.err()).isIn(0, 1, 64);
      assertNoDefect(result.err());
    }
  }

  @Test
  void aBackupOfOtherBytesIsNotPutBack() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      agent.rest(ID);
      Files.writeString(agent.at("/etc/motd"), "mine\n");
      agent.take(ID);
      try (var backups = Files.list(agent.at("/var/lib/vow/backup"))) {
        for (var backup : backups.toList()) {
          Files.write(backup, garbage(4));
        }
      }

      var undo = agent.run("undo", ID).exits(1);

      assertThat(undo.err()).contains("unable to undo").contains("damaged");
      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
    }
  }

  @Test
  void anyMessageOnTheControlSocketIsAnsweredOrEndsItsConnection() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      var random = new Random(7);
      for (int i = 0; i < 300; i++) {
        say(agent, message(random));
      }
      for (int i = 0; i < 40; i++) { // more than are served at once, none of them complete
        say(agent, "{\"method\":\"vow.Agent.Status\"".getBytes(UTF_8));
      }

      assertThat(agent.process().isAlive()).isTrue();
      agent.run("hold", ID, "--release");
      agent.run("status").exits(0);
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      agent.rest(ID);
      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
      assertNoDefect(agent.printed());
    }
  }

  private void liveOnce() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      agent.rest(ID);
      agent.stop();
    }
  }

  private Vow.Result keepOnce(String... more) {
    var words =
        new java.util.ArrayList<>(
            List.of("keep", "policy.hcl", "--root", folder.resolve("root").toString()));
    words.addAll(List.of(more));
    return Vow.in(folder).run(words.toArray(String[]::new));
  }

  /** Every file below gets other bytes; the lock is the kernel's and not read. */
  private static void damage(Path below) throws IOException {
    try (var all = Files.walk(below)) {
      int seed = 0;
      for (var file : all.filter(Files::isRegularFile).toList()) {
        Files.write(file, garbage(seed++));
      }
    }
  }

  private static byte[] garbage(int seed) {
    var bytes = new byte[3_000];
    new Random(seed).nextBytes(bytes);
    bytes[100] = '\n';
    return bytes;
  }

  /** A call of some method, of which some bytes or values are others. */
  private static byte[] message(Random random) {
    var value = List.of("1e999999999", "null", "{}", "[1]", "\"x\"", "-1", "\"file[/etc/motd]\"");
    var method = METHODS.get(random.nextInt(METHODS.size()));
    var text =
        "{\"method\":\"vow.Agent.%s\",\"parameters\":{\"id\":%s,\"who\":%s,\"until\":%s}}"
            .formatted(
                method,
                value.get(random.nextInt(value.size())),
                value.get(random.nextInt(value.size())),
                value.get(random.nextInt(value.size())));
    var bytes = (text + "\0").getBytes(UTF_8);
    if (random.nextInt(3) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static void say(RunningAgent agent, byte[] message) throws IOException {
    try (var connection = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      connection.connect(UnixDomainSocketAddress.of(agent.at("/run/vow/control.sock")));
      connection.write(ByteBuffer.wrap(message));
      if (message[message.length - 1] == 0) {
        connection.shutdownOutput();
        connection.read(ByteBuffer.allocate(100));
      }
    }
  }

  private static void assertNoDefect(String text) {
    assertThat(text).doesNotContain("Exception", "\tat ", "defect in vow", "vow.agent.");
  }
}
