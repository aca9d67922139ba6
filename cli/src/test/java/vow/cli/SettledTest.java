package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keep --once} again and again: it looks closer when, and only when, something moved. */
class SettledTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content = "${node.fact.greeting}\\n"
        mode    = "0644"
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void policy() throws IOException {
    Files.writeString(folder.resolve("p.hcl"), POLICY);
    var facts = Files.createDirectories(at("/var/lib/vow/facts.d"));
    Files.writeString(facts.resolve("greeting"), "hello\n");
  }

  @Test
  void nothingIsWrittenWhenNothingMoved() throws IOException {
    settle();
    var before = written();

    assertThat(keep()).contains("kept 1, repaired 0, failed 0");
    assertThat(written()).isEqualTo(before);
  }

  @Test
  void driftIsRepaired() throws IOException {
    settle();
    Files.writeString(at("/etc/motd"), "HELLO\n");

    assertThat(keep()).contains("repaired file[/etc/motd]");
    assertThat(at("/etc/motd")).hasContent("hello\n");
  }

  @Test
  void aChangedPolicyIsCompiled() throws IOException {
    settle();
    Files.writeString(folder.resolve("p.hcl"), POLICY.replace("0644", "0600"));

    assertThat(keep()).contains("mode 0644 instead of 0600");
  }

  @Test
  void aChangedFactIsUsed() throws IOException {
    settle();
    Files.writeString(at("/var/lib/vow/facts.d/greeting"), "good morning\n");

    keep();
    assertThat(at("/etc/motd")).hasContent("good morning\n");
  }

  @Test
  void aHoldIsSeen() throws IOException {
    settle();
    vow("hold", "/etc/motd", "--root", "tree").exits(ExitCode.KEPT);

    assertThat(keep()).contains("noop file[/etc/motd]");
  }

  @Test
  void aGuardIsAskedEachTime() throws IOException {
    Files.writeString(
        folder.resolve("p.hcl"),
        """
        file "/etc/motd" {
          content = "x"
          only_if = "test -e %s"
        }
        """
            .formatted(folder.resolve("wanted")));
    settle();
    assertThat(at("/etc/motd")).doesNotExist();
    Files.createFile(folder.resolve("wanted"));

    assertThat(keep()).contains("repaired file[/etc/motd]");
  }

  @Test
  @Tag("root")
  void whatIsBelowATreeIsLookedAtEachTime() throws IOException {
    var below = Files.createDirectories(at("/srv/a/b"));
    Files.writeString(
        folder.resolve("p.hcl"),
        """
        directory "/srv" {
          owner     = "root"
          recursive = true
        }
        """);
    settle();
    Files.setAttribute(below, "unix:uid", 1);

    assertThat(keep()).contains("repaired directory[/srv]");
    assertThat(Files.getAttribute(below, "unix:uid")).isEqualTo(0);
  }

  private void settle() throws IOException {
    keep();
    keep();
  }

  private String keep() throws IOException {
    return vow("keep", "--once", "p.hcl", "--root", "tree").exits(ExitCode.KEPT).out();
  }

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }

  /** Changes with every converge that is more than a look. */
  private Object written() throws IOException {
    return Files.getAttribute(at("/var/lib/vow/engine.json"), "unix:ino");
  }

  private Path at(String path) {
    return folder.resolve("tree" + path);
  }
}
