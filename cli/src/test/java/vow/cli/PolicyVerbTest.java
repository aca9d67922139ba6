package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The versions of a policy that were accepted, and the way back. */
@Execution(ExecutionMode.CONCURRENT)
class PolicyVerbTest {
  @TempDir Path folder;

  private Vow.Result vow(int code, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--root", "root"));
    return Vow.in(folder).run(all.toArray(String[]::new)).exits(code);
  }

  private void write(String path, String text) throws Exception {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void keep(String content) throws Exception {
    write("site/text", content);
    vow(0, "keep", folder.resolve("site").toString(), "--once");
  }

  @Test
  void everyAcceptedVersionIsKeptWithAllItsFiles() throws Exception {
    assertThat(vow(1, "policy", "log").err()).contains("no policy was accepted here");
    write("site/main.hcl", "file \"/etc/a\" {\n  content = file(\"text\")\n}\n");
    keep("one\n");
    keep("two\n");
    keep("two\n");
    write("site/more.hcl", "file \"/etc/b\" {\n  content = \"b\"\n}\n");
    keep("two\n");
    write("site/more.hcl", "broken {\n");
    vow(1, "keep", folder.resolve("site").toString(), "--once");

    assertThat(vow(0, "policy", "log").out().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("3  ")
        .endsWith("  2 promises, 3 files");
    assertThat(vow(0, "policy", "show", "2").out()).contains("-one\n+two\n").doesNotContain("more");
    assertThat(vow(0, "policy", "show").out()).contains("+++ more.hcl\n");
    assertThat(vow(64, "policy", "show", "9").err()).contains("there is no version 9");
    assertThat(vow(64, "policy", "log2").err()).contains("log, show, rollback");
    assertThat(RunningAgent.object(vow(0, "policy", "log", "--json").out()))
        .containsOnlyKeys("versions");

    vow(0, "policy", "rollback", "1");

    assertThat(folder.resolve("site/text")).hasContent("one\n");
    assertThat(folder.resolve("site/more.hcl")).doesNotExist();
    assertThat(folder.resolve("site/more.hcl.before-rollback")).hasContent("broken {\n");
    assertThat(folder.resolve("site/text.before-rollback")).hasContent("two\n");
    vow(0, "keep", folder.resolve("site").toString(), "--once");
    assertThat(folder.resolve("root/etc/a")).hasContent("one\n");
    assertThat(vow(0, "policy", "log").out()).startsWith("4  ");
  }

  @Test
  void whatMayHoldSecretsIsNotKept() throws Exception {
    write("site/key", "hush-hush-key\n");
    write("site/main.hcl", "file \"/etc/k\" {\n  content = sensitive(file(\"key\"))\n}\n");
    write("site/more.hcl", "file \"/etc/b\" {\n  content = file(\"text\")\n}\n");
    keep("one\n");
    keep("two\n");
    vow(0, "policy", "rollback");
    assertThat(folder.resolve("site/text")).hasContent("one\n");

    write("site/key", "another-key\n");
    keep("three\n");
    assertThat(vow(1, "policy", "rollback", "1").err())
        .contains("key is too large to be kept, or may hold secrets");
    assertThat(folder.resolve("site/text")).hasContent("three\n");
    try (var kept = Files.walk(folder.resolve("root/var/lib/vow/policy"))) {
      assertThat(kept.map(Path::getFileName).map(Path::toString))
          .contains("more.hcl", "text")
          .doesNotContain("main.hcl", "key");
    }
  }

  @Test
  void aRunningAgentTakesTheOldOneUpAgain() throws Exception {
    var one = "file \"/etc/a\" {\n  content = \"one\"\n}\n";
    try (var agent = RunningAgent.keeping(folder, one, Hearing.BEST)) {
      agent.change(one.replace("one", "two"));
      assertThat(agent.at("/etc/a")).hasContent("two");
      agent.take("file[/etc/a]");
      agent.take("file[/etc/a]");

      agent.run("policy", "rollback").exits(0);

      agent.take("file[/etc/a]");
      assertThat(agent.at("/etc/a")).hasContent("one");
    }
  }
}
