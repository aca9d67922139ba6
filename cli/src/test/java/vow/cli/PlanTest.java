package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a plan says is what keep then does. */
@Execution(ExecutionMode.CONCURRENT)
class PlanTest {
  @TempDir Path folder;

  @Test
  void countsOnWhatOtherPromisesWillMake() throws IOException {
    policy(
        """
        group "web" { gid = 4711 }
        user "web" {
          uid   = 4712
          group = "web"
        }
        directory "/srv/app" {
          owner = "web"
          mode  = "0750"
        }
        directory "below" {
          path    = "/srv/app/below"
          parents = false
        }
        file "/srv/app/below/file" {
          content = "a\\n"
          owner   = "web"
          group   = "web"
          parents = false
        }
        link "/srv/app/link" {
          target  = "below"
          parents = false
        }
        file "/srv/app/list" { mode = "0600" }
        line "entry" {
          path = "/srv/app/list"
          line = "one"
        }
        block "entries" {
          path    = "/srv/app/list"
          content = "two\\n"
        }
        exec "unpack" {
          run     = "mkdir -p $VOW_ROOT/srv/unpacked; echo x > $VOW_ROOT/srv/unpacked/conf"
          creates = "/srv/unpacked"
        }
        line "in what a command makes" {
          path  = "/srv/unpacked/conf"
          line  = "y"
          after = [exec.unpack]
        }
        archive "/srv/tool" {
          source = "/srv/app/tool.zip"
          after  = [exec.zip]
        }
        exec "zip" {
          run     = "mkdir -p $VOW_ROOT/srv/app; cp ZIP $VOW_ROOT/srv/app/tool.zip"
          creates = "/srv/app/tool.zip"
        }
        """
            .replace("ZIP", zip().toString()));

    var plan = vow("plan", "p.hcl", "--root", "root").exits(2);
    assertThat(plan.out()).contains("would repair 13, kept 0, would fail 0\n");
    assertThat(folder.resolve("root")).as("nothing is touched").doesNotExist();

    var root = Files.createDirectories(folder.resolve("root/etc"));
    Files.writeString(root.resolve("passwd"), "");
    Files.writeString(root.resolve("group"), "");
    assertThat(vow("keep", "p.hcl", "--once", "--root", "root").exits(0).out())
        .contains("repaired 13, failed 0");
    assertThat(vow("plan", "p.hcl", "--root", "root").exits(0).out())
        .contains("would repair 0, kept 13, would fail 0");
  }

  @Test
  void whatNobodyWillMakeWouldFail() throws IOException {
    policy(
        """
        file "/srv/app/file" {
          content = "a"
          parents = false
        }
        line "entry" {
          path = "/srv/list"
          line = "one"
        }
        file "/srv/of" {
          content = "a"
          owner   = "nobody-knows"
        }
        """);

    var plan = vow("plan", "p.hcl", "--root", "root").exits(1);

    assertThat(plan.out())
        .contains("there is no folder /srv/app and parents = false")
        .contains("there is no such file and create = false");
  }

  @Test
  void saysWhatBecomesOfWhatLeavesThePolicy() throws IOException {
    policy(
        """
        file "/srv/left" { content = "a" }
        file "/srv/reversed" {
          content   = "b"
          on_remove = "reverse"
        }
        file "/srv/secret" {
          content   = "c"
          sensitive = true
          on_remove = "reverse"
        }
        """);
    vow("keep", "p.hcl", "--once", "--root", "root").exits(0);
    policy("file \"/srv/new\" { content = \"d\" }\n");

    var plan = vow("plan", "p.hcl", "--root", "root").exits(2);
    assertThat(plan.out())
        .contains("- file[/srv/left]: leaves the policy, stays as it is\n")
        .contains("~ file[/srv/reversed]: leaves the policy, would be taken back: it was missing")
        .contains("- file[/srv/secret]: leaves the policy, stays as it is: it is sensitive");
    assertThat(vow("plan", "p.hcl", "--root", "root", "--json").out())
        .contains(
            "\"leaving\":[{\"id\":\"file[/srv/left]\",\"kind\":\"file\",\"name\":\"/srv/left\","
                + "\"outcome\":\"left\",\"message\":\"leaves the policy, stays as it is\"},"
                + "{\"id\":\"file[/srv/reversed]\"")
        .contains("\"outcome\":\"would-reverse\"");

    assertThat(vow("keep", "p.hcl", "--once", "--root", "root").exits(0).out())
        .contains("repaired file[/srv/reversed]", "taken back, it left the policy");
    assertThat(folder.resolve("root/srv/reversed")).doesNotExist();
    assertThat(folder.resolve("root/srv/left")).hasContent("a");
    assertThat(folder.resolve("root/srv/secret")).hasContent("c");
    assertThat(vow("plan", "p.hcl", "--root", "root").exits(0).out()).doesNotContain("leaves");
  }

  @Test
  void onlyWhatIsTakenBackIsAChange() throws IOException {
    policy("file \"/srv/left\" { content = \"a\" }\n");
    vow("keep", "p.hcl", "--once", "--root", "root").exits(0);
    policy("locals { nothing = 1 }\n");

    assertThat(vow("plan", "p.hcl", "--root", "root").exits(0).out())
        .contains("- file[/srv/left]: leaves the policy, stays as it is\n");
  }

  private Path zip() throws IOException {
    var file = folder.resolve("tool.zip");
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("tool"));
      zip.write('x');
    }
    return file;
  }

  private void policy(String text) throws IOException {
    Files.writeString(folder.resolve("p.hcl"), text);
  }

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }
}
