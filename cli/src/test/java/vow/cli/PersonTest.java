package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes a kept file by hand while an agent runs, and means it. */
class PersonTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content = "as the policy says\\n"
      }
      file "/etc/issue" {
        content = "of the policy\\n"
      }
      """;

  private static final String ID = "file[/etc/motd]";

  @TempDir Path folder;

  @Test
  void absorbsWhatWasHeldAndNobodyFights() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      agent.run("hold", ID).exits(0);
      assertThat(agent.rest(ID)).last().matches(o -> o.outcome().equals("noop"));
      Files.writeString(agent.at("/etc/motd"), "as I say\n");
      agent.rest(ID);
      assertThat(agent.at("/etc/motd")).hasContent("as I say\n");

      assertThat(agent.run("absorb", ID).exits(0).out()).contains("+  content = \"as I say\\n\"");
      agent.run("absorb", ID, "--write").exits(0);

      assertAbsorbed(agent, "as I say\n");
    }
  }

  @Test
  void absorbsWhatWasTakenBackAndBroughtBack() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      agent.rest(ID);
      Files.writeString(agent.at("/etc/motd"), "as I said\n");
      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(agent.run("absorb", ID).exits(0).err()).contains("nothing to absorb");

      agent.run("undo", ID).exits(0);
      agent.rest(ID);
      assertThat(agent.at("/etc/motd")).hasContent("as I said\n");
      agent.run("absorb", ID, "--write").exits(0);

      assertAbsorbed(agent, "as I said\n");
    }
  }

  /** The agent takes the policy up by itself; the override has ended; what is there is kept. */
  private static void assertAbsorbed(RunningAgent agent, String content) throws Exception {
    var after = agent.take(ID);
    assertThat(after.outcome()).as(after.toString()).isEqualTo("kept");
    assertThat(after.cause()).isEqualTo("policy");
    assertThat(agent.rest(ID)).as("nobody fights").isEmpty();
    assertThat(agent.at("/etc/motd")).hasContent(content);
    var status = RunningAgent.object(agent.run("status", "--all", "--json").exits(0).out());
    assertThat(String.valueOf(status.get("promises"))).doesNotContain("kind=");

    Files.writeString(agent.at("/etc/motd"), "drift\n");
    assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
    assertThat(agent.at("/etc/motd")).hasContent(content);
  }

  /** Who wrote is known with fanotify, so as root; script(1) gives the shell a terminal. */
  @Test
  @Tag("root")
  void isToldOnTheirTerminal() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      agent.rest(ID);
      var shell =
          new ProcessBuilder("script", "--quiet", "--command", "sh", "/dev/null")
              .redirectErrorStream(true)
              .start();
      try (var in = shell.getOutputStream()) {
        var seen = new Lines(shell.getInputStream());
        in.write(
            ("echo by hand > " + agent.at("/etc/motd") + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
        agent.take(ID);

        int at = seen.await(0, l -> l.contains("vow: your change"), "the word");

        var word = seen.all().get(at);
        assertThat(word).startsWith("vow: your change to /etc/motd was taken back; to leave it: ");
        assertDoes(word, "vow hold 'file\\[/etc/motd\\]' --root (\\S+);", agent);
        assertDoes(word, "vow absorb 'file\\[/etc/motd\\]' --root (\\S+)$", agent);
        assertThat(agent.run("status").out()).contains("held by");

        in.write("exit\n".getBytes(StandardCharsets.UTF_8));
      } finally {
        shell.destroy();
        shell.waitFor();
      }
    }
  }

  /** The command that is told is one that works. */
  private static void assertDoes(String word, String pattern, RunningAgent agent)
      throws IOException {
    var command = Pattern.compile(pattern).matcher(word);
    assertThat(command.find()).as(word).isTrue();
    assertThat(Path.of(command.group(1))).isEqualTo(agent.root());
    var words = command.group().replace("'", "").replace(";", "").split(" ", -1);
    Vow.in(agent.root())
        .run(List.of(words).subList(1, words.length).toArray(String[]::new))
        .exits(0);
  }
}
