package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.testkit.DebianTree;

/** Packages of another root, kept by its own apt, and changed there by people. */
@Tag("root")
class PackageTimelineTest {
  private static final String ID = "package[tiny]";

  @TempDir Path folder;

  @Test
  void removalAndReleaseAreRepairedAndWhatLeftIsTakenBack() throws Exception {
    var root = Files.createDirectory(folder.resolve("root"));
    var debian = DebianTree.make(root, folder);
    debian.publish("1.0", "a\n");
    var policy =
        """
        package "tiny" {
          version   = "1.*"
          held      = true
          on_remove = "reverse"
        }
        """;
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST)) {
      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(debian.chroot("dpkg-query", "-W", "-f", "${Status}", "tiny"))
          .isEqualTo("hold ok installed");
      assertThat(agent.rest(ID)).as("own work is no drift").isEmpty();

      debian.chroot("apt-mark", "unhold", "tiny");
      var released = agent.take(ID);
      assertThat(released.toString()).contains("\"repaired\"", "\"drift\"");
      assertThat(agent.rest(ID)).isEmpty();

      debian.chroot("dpkg", "--force-hold", "-r", "tiny");
      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(agent.at("/etc/tiny.conf")).hasContent("a");
      assertThat(debian.chroot("dpkg-query", "-W", "-f", "${Status}", "tiny"))
          .isEqualTo("hold ok installed");

      agent.change("");
      assertThat(agent.take(ID).toString()).contains("\"repaired\"", "it left the policy");
      assertThat(debian.chroot("dpkg-query", "-W", "-f", "${Status}", "tiny"))
          .isEqualTo("deinstall ok config-files");
    }
  }

  @Test
  void withoutADatabaseItIsDenied() throws Exception {
    var vow = Vow.in(folder);
    Files.writeString(folder.resolve("p.hcl"), "package \"tiny\" {}\n");

    var result = vow.run("keep", "p.hcl", "--once", "--root", folder.resolve("bare").toString());

    assertThat(result.exits(1).out())
        .contains("denied package[tiny]", "there is no /var/lib/dpkg/status");
  }
}
