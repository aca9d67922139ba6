package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vow.agent.json.Json;

/** {@code vow absorb}: a policy is made to say what somebody did to the machine. */
@Execution(ExecutionMode.CONCURRENT)
class AbsorbVerbTest {
  private static final String POLICY =
      """
      # what we say at the door
      file "/etc/motd" {
        content = "hello\\n"
        mode    = "0644" # for all
      }

      directory "/srv" {
        mode = "0755"
      }

      sysctl "vm.swappiness" {
        value = 10
      }

      file "/etc/copy" {
        content = "${file["/etc/motd"].content}again\\n"
      }

      file "/etc/secret" {
        content   = "hush\\n"
        sensitive = true
      }

      file "each" {
        for_each = toset(["/etc/one"])
        path     = each.key
        content  = "each\\n"
      }
      """;

  @TempDir Path folder;

  @Test
  void saysWhatIsThereAndChangesNothingElse() throws IOException {
    keep(POLICY);
    Files.writeString(at("/etc/motd"), "hello\n  you: ${name}\n\n\"all\"\n");
    Files.setPosixFilePermissions(at("/etc/motd"), PosixFilePermissions.fromString("rw-r-----"));

    var shown = absorb("/etc/motd").exits(0);

    assertThat(shown.out()).contains("-  content = \"hello\\n\"\n");
    assertThat(shown.err()).contains("this also changes file[/etc/copy]");
    assertThat(policy()).isEqualTo(POLICY);

    absorb("/etc/motd", "--write").exits(0);

    assertThat(policy())
        .isEqualTo(
            POLICY.replace(
                """
                  content = "hello\\n"
                  mode    = "0644" # for all
                """,
                """
                  content = <<-EOT
                    hello
                      you: $${name}

                    "all"
                  EOT
                  mode    = "0640" # for all
                """));
    assertKept("file[/etc/motd]");
  }

  @Test
  void takesADirectorysModeAndASettingsValue() throws IOException {
    keep(POLICY);
    Files.setPosixFilePermissions(at("/srv"), PosixFilePermissions.fromString("rwx------"));
    var setting = at("/etc/sysctl.d/60-vow-vm.swappiness.conf");
    Files.writeString(setting, Files.readString(setting).replace("10", "60"));

    absorb("/srv", "--write").exits(0);
    absorb("vm.swappiness", "--write").exits(0);

    assertThat(policy()).contains("  mode = \"0700\"\n").contains("  value = 60\n");
    assertKept("directory[/srv]");
    assertKept("sysctl[vm.swappiness]");
  }

  @Test
  void staysOnTheLineWhereSomethingFollows() throws IOException {
    keep(POLICY.replace("hello\\n\"", "hello\\n\" # short"));
    Files.writeString(at("/etc/motd"), "a\nb\n");

    absorb("/etc/motd", "--write").exits(0);

    assertThat(policy()).contains("  content = \"a\\nb\\n\" # short\n");
    assertKept("file[/etc/motd]");
  }

  @Test
  void tellsProgramsWhatWouldChange() throws IOException {
    keep(POLICY);
    Files.writeString(at("/etc/motd"), "bye\n");

    var object = Json.parseObject(absorb("/etc/motd", "--json").exits(0).out()).orElseThrow();

    assertThat(object).containsEntry("id", "file[/etc/motd]").containsEntry("written", false);
    assertThat(String.valueOf(object.get("diff"))).contains("+  content = \"bye\\n\"\n");
  }

  @Test
  void hasNothingToDoWhereThePolicyIsRight() throws IOException {
    keep(POLICY);

    var result = absorb("/etc/motd", "--write").exits(0);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("nothing to absorb");
    assertThat(policy()).isEqualTo(POLICY);
  }

  @Test
  void leavesToPeopleWhatIsNotPlainlyWritten() throws IOException {
    keep(POLICY);
    for (var path : new String[] {"/etc/copy", "/etc/secret", "/etc/one"}) {
      Files.writeString(at(path), "other\n");
    }

    assertThat(absorb("/etc/copy", "--write").exits(1).err()).contains("\"content\" is computed");
    assertThat(absorb("/etc/secret", "--write").exits(1).err()).contains("it is sensitive");
    assertThat(absorb("/etc/one", "--write").exits(1).err()).contains("for_each");
    Files.delete(at("/etc/motd"));
    assertThat(absorb("/etc/motd", "--write").exits(1).err()).contains("it is not there");
    Files.write(at("/etc/motd"), new byte[] {(byte) 0xff});
    assertThat(absorb("/etc/motd", "--write").exits(1).err()).contains("not UTF-8");
    assertThat(policy()).isEqualTo(POLICY);
  }

  private void keep(String text) throws IOException {
    Files.writeString(folder.resolve("site.hcl"), text);
    Files.createDirectories(folder.resolve("root"));
    vow("keep", "site.hcl", "--once").exits(0);
  }

  private void assertKept(String id) {
    var plan = vow("plan", "site.hcl", "--json").out();
    assertThat(plan).contains("{\"id\":\"" + id + "\"");
    assertThat(plan.substring(plan.indexOf("{\"id\":\"" + id)).split("\"outcome\":\"", 3)[1])
        .startsWith("kept\"");
  }

  private Vow.Result absorb(String promise, String... more) {
    var words = new String[more.length + 2];
    words[0] = "absorb";
    words[1] = promise;
    System.arraycopy(more, 0, words, 2, more.length);
    return vow(words);
  }

  private Vow.Result vow(String... words) {
    var all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--root";
    all[words.length + 1] = "root";
    return Vow.in(folder).run(all);
  }

  private Path at(String path) {
    return folder.resolve("root" + path);
  }

  private String policy() throws IOException {
    return Files.readString(folder.resolve("site.hcl"));
  }
}
