package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, groups and passwords of a small tree, kept by a running agent, edited from outside. */
@Tag("root")
class AccountTimelineTest {
  private static final String POLICY =
      """
      group "web" {
        gid     = 4711
        members = ["old"]
      }
      user "web" {
        uid       = 4712
        group     = "web"
        shell     = "/bin/sh"
        home      = "/srv/web"
        home_mode = "0750"
      }
      user "gone" { absent = true }
      shadow "passwords" {}
      """;

  private static @Nullable RunningAgent agent;

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    var etc = Files.createDirectories(folder.resolve("root/etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0::/root:/bin/sh\nold:x:1:1::/:/bin/sh\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\nold:x:1:\n");
    Files.writeString(etc.resolve("shadow"), "root:*:1::::::\nold:*:1::::::\n");
    Files.setPosixFilePermissions(
        etc.resolve("shadow"), PosixFilePermissions.fromString("rw-r-----"));
    agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST);
  }

  @AfterAll
  static void end() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void aUserThatWasRemovedOrEditedComesBack() throws Exception {
    agent().rest("user[web]");
    agent().sh("sed -i /^web:/d $ROOT/etc/passwd");

    isRepaired("user[web]", "drift");
    assertThat(agent().at("/etc/passwd")).content().contains("web:x:4712:4711::/srv/web:/bin/sh\n");

    agent().sh("sed -i '/^web:/s,/bin/sh,/bin/evil,' $ROOT/etc/passwd; rmdir $ROOT/srv/web");
    isRepaired("user[web]", "drift");
    agent().rest("user[web]");
    assertThat(agent().at("/etc/passwd")).content().contains("web:x:4712:4711::/srv/web:/bin/sh\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(agent().at("/srv/web"))))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void aGroupComesBackWithItsMembersAndOthersStay() throws Exception {
    agent().rest("group[web]");
    agent().sh("sed -i -e '/^web:/s/old/ann/' -e '$a other:x:9:' $ROOT/etc/group");

    isRepaired("group[web]", "drift");
    assertThat(agent().at("/etc/group")).content().contains("web:x:4711:ann,old\n", "other:x:9:\n");

    agent().sh("sed -i /^web:/d $ROOT/etc/group");
    isRepaired("group[web]", "drift");
    assertThat(agent().at("/etc/group")).content().contains("web:x:4711:old\n", "other:x:9:\n");
  }

  @Test
  void aUserThatMustNotBeIsRemovedAgain() throws Exception {
    agent().rest("user[gone]");
    agent().sh("echo 'gone:x:77:77::/:/bin/sh' >> $ROOT/etc/passwd");

    isRepaired("user[gone]", "drift");
    assertThat(agent().at("/etc/passwd")).content().doesNotContain("gone").contains("old:x:1:1:");
  }

  @Test
  void aHashThatEverybodyCouldReadMovesAndIsNeverTold() throws Exception {
    agent().rest("shadow[passwords]");
    agent().sh("sed -i 's/^old:x:/old:$6$saltsalt$hush:/' $ROOT/etc/passwd");

    isRepaired("shadow[passwords]", "drift");
    assertThat(agent().at("/etc/passwd")).content().contains("old:x:1:1:").doesNotContain("$6$");
    assertThat(agent().at("/etc/shadow")).content().contains("old:$6$saltsalt$hush:");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(agent().at("/etc/shadow"))))
        .isEqualTo("rw-r-----");

    agent().sh("rm $ROOT/etc/shadow");
    isRepaired("shadow[passwords]", "drift");
    assertThat(agent().at("/etc/shadow")).content().contains("root:", "old:");
    agent().settle();
    assertThat(agent().printed()).doesNotContain("$6$salt");
    agent().sh("! grep -rq 'saltsalt' $ROOT/var/lib/vow");
  }

  /** Waits for the repair, and that nothing of it is left to do. */
  private static void isRepaired(String id, String cause) throws Exception {
    var first = agent().take(id);
    assertThat(first.outcome()).as(first.toString()).isEqualTo("repaired");
    assertThat(first.cause()).isEqualTo(cause);
    for (var more : agent().rest(id)) {
      assertThat(more.outcome()).as(more.toString()).isIn("repaired", "kept");
    }
    assertThat(agent().rest(id)).as("and then it is quiet").isEmpty();
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(agent);
  }
}
