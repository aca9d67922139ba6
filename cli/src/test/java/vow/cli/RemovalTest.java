package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What becomes of things when they leave the policy, and of all of it when vow leaves. */
@Execution(ExecutionMode.CONCURRENT)
class RemovalTest {
  @TempDir Path folder;

  private Vow.Result vow(int code, String... words) {
    var all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--root", root().toString()));
    return Vow.in(folder).run(all.toArray(String[]::new)).exits(code);
  }

  private Path root() {
    return folder.resolve("root");
  }

  private Vow.Result keep(String policy) throws Exception {
    Files.writeString(folder.resolve("policy.hcl"), policy);
    return vow(0, "keep", "--once", folder.resolve("policy.hcl").toString());
  }

  private Vow.Result plan(int code, String policy) throws Exception {
    Files.writeString(folder.resolve("policy.hcl"), policy);
    return vow(code, "plan", folder.resolve("policy.hcl").toString());
  }

  private static String file(String path, String content) {
    return "file \"%s\" {\n  content   = \"%s\"\n  on_remove = \"reverse\"\n}\n"
        .formatted(path, content);
  }

  @Test
  void aFileIsAsItWasBeforeVowWhateverDriftedSince() throws Exception {
    Files.createDirectories(root().resolve("etc"));
    Files.writeString(root().resolve("etc/motd"), "before vow");
    Files.writeString(root().resolve("etc/right"), "right");
    keep(file("/etc/motd", "kept") + file("/etc/right", "right") + file("/etc/new", "new"));
    Files.writeString(root().resolve("etc/motd"), "drift");
    keep(file("/etc/motd", "kept later") + file("/etc/right", "right") + file("/etc/new", "new"));

    assertThat(plan(2, "").out())
        .contains(
            "~ file[/etc/motd]: leaves the policy, would be taken back: it had another content")
        .contains("- file[/etc/right]: leaves the policy, stays as it is: vow had changed nothing")
        .contains("~ file[/etc/new]: leaves the policy, would be taken back: it was missing");
    keep("");

    assertThat(root().resolve("etc/motd")).hasContent("before vow");
    assertThat(root().resolve("etc/right")).hasContent("right");
    assertThat(root().resolve("etc/new")).doesNotExist();
  }

  @Test
  void aLineThatWasReplacedComesBackAndTheRestStays() throws Exception {
    Files.createDirectories(root().resolve("etc"));
    Files.writeString(root().resolve("etc/conf"), "a = 1\nb = 1\n");
    var line =
        """
        line "a" {
          path      = "/etc/conf"
          match     = "^a ="
          line      = "a = 2"
          on_remove = "reverse"
        }
        """;
    keep(line);
    Files.writeString(root().resolve("etc/conf"), "a = 2\nb = 3\n");
    keep("");

    assertThat(root().resolve("etc/conf")).hasContent("a = 1\nb = 3\n");
  }

  @Test
  void aRenamedPromiseIsNotTakenBack() throws Exception {
    var line =
        """
        line "%s" {
          path      = "/etc/conf"
          line      = "x"
          create    = true
          on_remove = "reverse"
        }
        """;
    var moved =
        """
        moved {
          from = "line[old]"
          to   = "line[new]"
        }
        """;
    keep(line.formatted("old"));
    vow(0, "hold", "line[old]", "--why", "mine");

    assertThat(plan(0, line.formatted("new") + moved).out())
        .contains("- line[old]: is line[new] now");
    assertThat(keep(line.formatted("new") + moved).out()).doesNotContain("taken back");
    assertThat(vow(0, "status").out()).contains("line[new]").contains("(mine)");
    assertThat(root().resolve("etc/conf")).hasContent("x\n");
    vow(0, "hold", "line[new]", "--release");

    keep("");
    assertThat(root().resolve("etc/conf")).doesNotExist();
  }

  @Test
  void whatIsForgottenIsNotTakenBack() throws Exception {
    keep(file("/etc/a", "a") + file("/etc/b", "b"));
    vow(0, "forget", "/etc/a");
    assertThat(vow(1, "forget", "file[/etc/a]").err()).contains("there is no promise file[/etc/a]");

    assertThat(keep("").out()).contains("file[/etc/b]").doesNotContain("file[/etc/a]");

    assertThat(root().resolve("etc/a")).exists();
    assertThat(root().resolve("etc/b")).doesNotExist();
  }

  @Test
  void whatWaitsToBeTakenBackCanBeForgotten() throws Exception {
    try (var agent = RunningAgent.keeping(folder, file("/etc/a", "a"), Hearing.BEST)) {
      assertThat(agent.run("forget", "/etc/a").exits(1).err()).contains("remove it there");
      agent.run("hold", "--all").exits(0);
      agent.change("");
      agent.run("forget", "/etc/a").exits(0);
      agent.run("hold", "--all", "--release").exits(0);
      agent.settle();
      assertThat(agent.at("/etc/a")).hasContent("a");
    }
  }

  @Test
  @Tag("root")
  void aUserThatVowMadeIsLockedAndOneThatWasThereIsAsBefore() throws Exception {
    Files.createDirectories(root().resolve("etc"));
    Files.writeString(root().resolve("etc/passwd"), "ann:x:1000:1000::/home/ann:/bin/sh\n");
    Files.writeString(root().resolve("etc/group"), "ann:x:1000:\nbob:x:1001:\n");
    Files.writeString(root().resolve("etc/shadow"), "ann:*:19000:0:99999:7:::\n");
    var user =
        """
        user "%s" {
          uid       = %d
          group     = "%s"
          shell     = "/bin/bash"
          on_remove = "reverse"
        }
        """;
    keep(user.formatted("ann", 1000, "ann") + user.formatted("bob", 1001, "bob"));
    keep("");

    assertThat(Files.readString(root().resolve("etc/passwd")))
        .contains("ann:x:1000:1000::/home/ann:/bin/sh\n")
        .contains("bob:x:1001:1001:");
    assertThat(Files.readString(root().resolve("etc/shadow"))).containsPattern("bob:!.*:1:\\n");
  }

  @Test
  void vowLeavesWhatItKeptOrPutsItBackAndGoes() throws Exception {
    Files.createDirectories(root().resolve("etc"));
    Files.writeString(root().resolve("etc/motd"), "before vow");
    var policy =
        """
        file "/etc/motd" {
          content = "kept"
        }
        file "/srv/a/b" {
          content = ""
        }
        """;
    keep(policy);

    assertThat(vow(64, "uninstall").err()).contains("--yes");
    vow(0, "uninstall", "--yes");

    assertThat(root().resolve("etc/motd")).hasContent("kept");
    assertThat(root().resolve("var")).doesNotExist();
    assertThat(root().resolve("run")).doesNotExist();
    assertThat(vow(1, "uninstall", "--yes").err()).contains("nothing is kept here");

    Files.writeString(root().resolve("etc/motd"), "before vow");
    Files.delete(root().resolve("srv/a/b"));
    Files.delete(root().resolve("srv/a"));
    Files.delete(root().resolve("srv"));
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST)) {
      assertThat(agent.at("/srv/a/b")).exists();
      assertThat(vow(0, "uninstall", "--reverse", "--yes").out()).contains("stopping the agent");
      assertThat(agent.ended()).isZero();
    }
    assertThat(root().resolve("etc/motd")).hasContent("before vow");
    try (var left = Files.walk(root())) {
      assertThat(left.map(p -> root().relativize(p).toString()))
          .containsExactlyInAnyOrder("", "etc", "etc/motd");
    }
  }
}
