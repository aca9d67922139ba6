package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What scripts are told by exit codes, and on which stream. */
@Execution(ExecutionMode.CONCURRENT)
class ExitCodesTest {
  private static final String FINE = "file \"/etc/a\" { content = \"a\\n\" }\n";
  private static final String FAILS =
      """
      file "/etc/b" {
        content  = "b"
        validate = "false %s"
      }
      """;

  @TempDir Path folder;

  @Test
  void whatIsKeptRepairedOrNoopIsZero() throws Exception {
    policy(FINE + "file \"/etc/n\" {\n  content = \"n\"\n  noop = true\n}\n");

    var repaired = vow("keep", "p.hcl", "--once").exits(0);
    vow("hold", "/etc/a").exits(0);
    Files.writeString(folder.resolve("tree/etc/a"), "other\n");
    var held = vow("keep", "p.hcl", "--once").exits(0);

    assertThat(repaired.out()).startsWith("policy p.hcl\n").contains("repaired file[/etc/a] in ");
    assertThat(repaired.out()).contains("noop file[/etc/n]").doesNotContain("\u001b[");
    assertThat(held.out()).contains("noop file[/etc/a]");
    vow("status").exits(0);
  }

  @Test
  void anyOtherOutcomeIsOne() throws Exception {
    policy(
        FINE + FAILS + "file \"/etc/c\" {\n  content = \"c\"\n  after = [file[\"/etc/b\"]]\n}\n");
    var failed = vow("keep", "p.hcl", "--once").exits(1);
    assertThat(failed.out()).contains("failed file[/etc/b]", "skipped file[/etc/c]", "failed 1");
    vow("status").exits(1);

    policy("exec \"slow\" {\n  run = \"sleep 100\"\n  timeout = \"50ms\"\n}\n");
    assertThat(vow("keep", "p.hcl", "--once").exits(1).out()).contains("timeout exec[slow]");
    policy("package \"tiny\" {}\n");
    assertThat(vow("keep", "p.hcl", "--once").exits(1).out()).contains("denied package[tiny]");
  }

  @Test
  void anInvalidPolicyAndAMissingPathAreOne() throws Exception {
    policy("file \"/etc/a\" { contents = 1 }\n");

    for (var words : List.of(List.of("plan"), List.of("keep", "--once"))) {
      assertThat(vow(words, "p.hcl").exits(1).err()).contains("p.hcl:1:17: error[unknown-attr");
    }
    assertThat(vow("keep", "no.hcl").exits(1).err()).contains("unable to read no.hcl");
  }

  @Test
  void aChangeIsTwoUnlessSomethingWouldFail() throws Exception {
    policy(FINE);
    vow("plan", "p.hcl").exits(2);
    vow("keep", "p.hcl", "--once").exits(0);
    vow("plan", "p.hcl").exits(0);
    policy(FINE.replace("a\\n", "b\\n") + "file \"/x\" {\n  content = \"x\"\n}\n");
    Files.createDirectories(folder.resolve("tree/x/in-the-way"));

    var both = vow("plan", "p.hcl").exits(1);

    assertThat(both.out()).contains("would repair 1").contains("would fail 1");
    Files.writeString(folder.resolve("ugly.hcl"), "a=1\n");
    Files.writeString(folder.resolve("broken.hcl"), "a = \n");
    Vow.in(folder).run("fmt", "--check", "ugly.hcl", "broken.hcl").exits(1);
    assertThat(folder.resolve("ugly.hcl")).hasContent("a=1\n");
  }

  @Test
  void aCommandLineThatCannotBeParsedIsSixtyFour() throws Exception {
    policy("file \"/etc/a\" {}\nline \"/etc/a\" {\n  path = \"/etc/l\"\n  line = \"x\"\n}\n");
    vow("keep", "p.hcl", "--once");

    assertThat(vow("status", "/etc/a").exits(64).out()).isEmpty();
    assertThat(vow("keep", "p.hcl", "--once", "--var", "no=1").exits(64).err()).contains("no");
    assertThat(vow("why", "/etc/a").exits(64).err())
        .contains("file[/etc/a], line[/etc/a]")
        .startsWith("vow: ");
    assertThat(vow("journal", "--since", "lunch").exits(64).err()).contains("\"lunch\"");
    assertThat(vow("hold", "file[/etc/a]", "--for", "long").exits(64).err()).contains("\"long\"");
    Vow.in(folder).run().exits(64);
  }

  @Test
  void anAgentThatIsInterruptedEndsWithZero() throws Exception {
    var policy = FINE + FAILS; // how the promises stand does not matter then
    // Whoever runs the tests in the background has them ignore the signal.
    var heard = List.of("env", "--default-signal=INT");
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST, heard)) {
      agent.sh("kill -INT " + agent.process().pid());

      assertThat(agent.ended()).isZero();
    }
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("p.hcl"), text);
  }

  private Vow.Result vow(List<String> words, String last) {
    var all = new ArrayList<>(words);
    all.add(last);
    return vow(all.toArray(String[]::new));
  }

  private Vow.Result vow(String... words) {
    var all = new ArrayList<>(List.of(words));
    if (!all.getFirst().equals("fmt")) {
      all.addAll(List.of("--root", "tree"));
    }
    return Vow.in(folder).run(all.toArray(String[]::new));
  }
}
