package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code vow audit}, its exit codes, its signature and what other programs read. */
@Execution(ExecutionMode.CONCURRENT)
class AuditTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content = "hello\\n"
      }
      file "/etc/a&b" {
        content = "<x>\\n"
      }
      exec "never" {
        run     = "true"
        creates = "/nowhere/at/all"
        only_if = "false"
      }
      """;

  @TempDir Path folder;

  private Vow.Result vow(String... words) {
    var all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--root", "root"));
    return Vow.in(folder).run(all.toArray(String[]::new));
  }

  private String sh(int code, String... command) throws Exception {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isEqualTo(code);
    return out;
  }

  @Test
  void tellsByItsExitCodeWhatItFound() throws Exception {
    Files.writeString(folder.resolve("policy.hcl"), POLICY);
    vow("keep", "--once", folder.resolve("policy.hcl").toString()).exits(0);

    assertThat(vow("audit").exits(0).out()).contains("audit: kept 3, differ 0, fail 0\n");

    vow("hold", "/etc/motd", "--why", "mine").exits(0);
    Files.writeString(folder.resolve("root/etc/motd"), "drift\n");
    assertThat(vow("plan", "policy.hcl").exits(0).out()).contains("file[/etc/motd]: noop");
    assertThat(vow("audit").exits(2).out())
        .contains("file[/etc/motd]: would-repair, content differs\n")
        .contains("-drift\n")
        .containsPattern("promised at .*policy.hcl:1:1, held by ")
        .contains("audit: kept 2, differ 1, fail 0\n");

    Files.delete(folder.resolve("root/etc/a&b"));
    Files.createDirectories(folder.resolve("root/etc/a&b/full"));
    assertThat(vow("audit", "--skip", "/etc/motd").out()).contains("file[/etc/a&b]");
    Files.writeString(folder.resolve("policy.hcl"), POLICY + "file {}\n");
    assertThat(vow("audit").exits(1).err()).contains("missing-label");
  }

  @Test
  void theReportIsSigned() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/minisign")), "minisign is not installed");
    Files.writeString(folder.resolve("policy.hcl"), POLICY);
    vow("keep", "--once", folder.resolve("policy.hcl").toString()).exits(0);

    vow("audit", "--out", "report.json").exits(0);
    var report = RunningAgent.object(Files.readString(folder.resolve("report.json")));
    var key = "root/var/lib/vow/keys/node.pub";

    assertThat(report).containsKeys("time", "host", "policy", "summary", "promises");
    assertThat(sh(0, "minisign", "-V", "-p", key, "-m", "report.json"))
        .contains("Trusted comment: vow audit of ");
    Files.writeString(
        folder.resolve("report.json"),
        Files.readString(folder.resolve("report.json")).replace("kept", "cept"));
    sh(1, "minisign", "-V", "-p", key, "-m", "report.json");
    assertThat(Files.getPosixFilePermissions(folder.resolve("root/var/lib/vow/keys/node.key")))
        .hasSize(2);

    vow("audit").exits(0);
    try (var kept = Files.list(folder.resolve("root/var/lib/vow/audit"))) {
      assertThat(kept).hasSize(2);
    }
    Files.writeString(folder.resolve("root/var/lib/vow/keys/node.key"), "x\n");
    assertThat(vow("audit").exits(1).err()).contains("node.key is damaged");
  }

  @Test
  void otherProgramsReadIt() throws Exception {
    Files.writeString(folder.resolve("policy.hcl"), POLICY);
    vow("audit", "policy.hcl", "--junit", "junit.xml", "--sarif", "audit.sarif").exits(2);

    assertThat(
            sh(
                0,
                "python3",
                "-c",
                """
                import xml.etree.ElementTree as x, json
                s = x.parse('junit.xml').getroot()
                print(s.tag, s.get('tests'), s.get('failures'), s.get('errors'))
                for c in s: print(c.get('classname'), c.get('name'), [f.tag for f in c])
                r = json.load(open('audit.sarif'))['runs'][0]
                print(r['tool']['driver']['name'], [q['id'] for q in r['tool']['driver']['rules']])
                for q in r['results']:
                  l = q['locations'][0]['physicalLocation']
                  print(q['level'], l['artifactLocation']['uri'], l['region']['startLine'])
                """))
        .contains("testsuite 3 2 0\n")
        .contains("file /etc/a&b ['failure']\n")
        .contains("exec never []\n")
        .contains("vow ['file']\n")
        .contains("warning policy.hcl 1\n");
  }
}
