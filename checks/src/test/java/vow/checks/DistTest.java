package vow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./dist} makes, installed and run as a user would. */
@Tag("long")
@Tag("root")
class DistTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final Path MADE = TOP.resolve("target/dist");

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws Exception {
    run(TOP, "./dist");
  }

  @Test
  void isTheSameBytesWhenMadeElsewhere() throws Exception {
    run(TOP, "git ls-files -z | xargs -0 cp --parents -t '" + folder + "'");
    var epoch = run(TOP, "git log -1 --format=%ct").strip();

    run(folder, "SOURCE_DATE_EPOCH=" + epoch + " ./dist");

    assertThat(folder.resolve("target/dist/SHA256SUMS"))
        .hasSameTextualContentAs(MADE.resolve("SHA256SUMS"));
  }

  @Test
  void namesEveryPart() throws Exception {
    assertThat(Files.readString(made(".cdx.json")))
        .contains("\"CycloneDX\"", "jackson-core", "re2j", "snakeyaml", "OpenJDK");
  }

  @Test
  void worksWhereverItIsUnpacked() throws Exception {
    var vow = unpack();

    assertThat(run(vow, "env -i PATH=/usr/bin:/bin bin/vow --version")).startsWith("vow ");
    assertThat(run(vow, "./setup 2>&1")).contains("making the start-up caches");
    assertThat(run(vow, "./setup 2>&1")).contains("are sound");
    var caches = vow.resolve("lib/vow/cache");
    var id = Files.readString(vow.resolve("lib/vow/id")).strip();
    assertThat(caches.resolve(id).resolve("vow.aot")).isNotEmptyFile();
    assertThat(caches.resolve(id).resolve("wake.aot")).isNotEmptyFile();
  }

  @Test
  void noticesADamagedCache() throws Exception {
    var vow = unpack();
    run(vow, "./setup");

    run(
        vow,
        "for c in lib/vow/cache/*/vow.aot; do printf x | dd of=$c bs=1 seek=99999 conv=notrunc; done");

    assertThat(run(vow, "./setup 2>&1")).contains("damaged").contains("making");
    assertThat(run(vow, "./setup 2>&1")).contains("are sound");
  }

  @Test
  void neverUsesTheCacheOfAnotherBuild() throws Exception {
    var vow = unpack();
    run(vow, "./setup");
    var id = vow.resolve("lib/vow/id");
    var first = Files.readString(id).strip();

    Files.writeString(id, "another\n");

    assertThat(run(vow, "sh -x bin/vow --version 2>&1")).doesNotContain("AOTCache");
    run(vow, "./setup");
    assertThat(run(vow, "sh -x bin/vow --version 2>&1")).contains("cache/another/vow.aot");
    assertThat(vow.resolve("lib/vow/cache").resolve(first)).doesNotExist();
  }

  @Test
  void worksOnADebianWithoutJava() throws Exception {
    var tree = debian("debian.sh");

    var printed = run(tree, "unshare -mpf --kill-child chroot . sh /proof/test.sh 2>&1");

    assertThat(printed)
        .contains("repaired while installed\n")
        .contains("repaired after an upgrade under a sleeping agent\n")
        .contains("repaired by event: 1, by looking: 1\n")
        .endsWith("purged without a trace\n");
  }

  @Test
  void installsItselfOnAHostThatHasNone() throws Exception {
    var vow = unpack();
    resource("push.sh", vow.resolve("push.sh"));

    assertThat(run(vow, "unshare -mpf --kill-child sh push.sh 2>&1"))
        .contains("node: there is no vow: push with --install")
        .contains("node: 1 file changed\n")
        .contains("1 of 1 hosts have it\n")
        .endsWith("kept by what was pushed\n");
  }

  /** In a virtual machine: this one may have no controllers for control groups of version 2. */
  @Test
  void limitsOfServicesHold() throws Exception {
    var vow = unpack();
    for (var name : List.of("limits.sh", "limits-guest.sh", "limits.hcl")) {
      resource(name, vow.resolve(name));
    }

    var printed = run(vow, "sh limits.sh " + TOP.resolve("target/kernel"));

    assertThat(printed)
        .containsPattern("memory: eats  given up.*killed by SIGKILL")
        .contains("processes: forks  given up")
        .contains("can't fork")
        .contains("cpu: 20000 100000: ");
    var used = Pattern.compile("([0-9]+) % used").matcher(printed);
    assertThat(used.find()).as(printed).isTrue();
    assertThat(Integer.parseInt(used.group(1))).isBetween(10, 30);
  }

  @Test
  void isSupervisedBySystemdAndByS6() throws Exception {
    var tree = debian("supervised.sh");
    resource("proof.service", tree.resolve("etc/systemd/system/proof.service"));
    var wants = tree.resolve("etc/systemd/system/multi-user.target.wants");
    Files.createDirectories(wants);
    Files.createSymbolicLink(wants.resolve("proof.service"), Path.of("../proof.service"));

    var booted =
        run(
            tree,
            "SYSTEMD_NSPAWN_TMPFS_TMP=0 unshare --mount --cgroup systemd-nspawn --register=no"
                + " --keep-unit --private-network -D . --boot </dev/null 2>&1 || true");

    assertThat(Files.readString(tree.resolve("proof/out")))
        .as(booted)
        .contains("repaired asleep under systemd\n")
        .contains("repaired after an upgrade asleep\n")
        .contains("repaired after an upgrade awake\n")
        .contains("the child is still the first one\n")
        .contains("repaired after the agent was killed\n")
        .contains("repaired by the last good policy\n")
        .contains("a wrong policy is not tried again\n")
        .contains("repaired asleep under s6\n")
        .contains("repaired after a restart by s6\n")
        .contains("a wrong policy is not tried again by s6\n")
        .endsWith("purged without a trace\n");
  }

  /** A Debian with systemd and s6, the package and a script in its folder /proof. */
  private Path debian(String script) throws Exception {
    var base = TOP.resolve("target/debian-systemd-s6.tar");
    if (!Files.exists(base)) {
      var fresh = folder.resolve("debian.tar");
      run(
          folder,
          "mmdebstrap --variant=minbase --include=systemd,systemd-sysv,dbus,s6 bookworm " + fresh);
      Files.move(fresh, base, StandardCopyOption.REPLACE_EXISTING);
    }
    var tree = Files.createDirectory(folder.resolve("tree"));
    run(tree, "tar -xf " + base + " && mkdir proof");
    Files.copy(made(".deb"), tree.resolve("proof/vow.deb"));
    resource("guest.sh", tree.resolve("proof/guest.sh"));
    resource(script, tree.resolve("proof/test.sh"));
    return tree;
  }

  private static void resource(String name, Path to) throws IOException {
    try (var bytes = DistTest.class.getResourceAsStream("/dist/" + name)) {
      Files.copy(bytes, to);
    }
  }

  private Path unpack() throws Exception {
    run(folder, "tar -xf " + made(".tar.zst"));
    try (var names = Files.list(folder)) {
      return names
          .filter(name -> name.getFileName().toString().startsWith("vow-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path made(String suffix) throws IOException {
    try (var names = Files.list(MADE)) {
      return names.filter(name -> name.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static String run(Path where, String script) throws Exception {
    var out = Files.createTempFile("vow-dist", ".out");
    try {
      var builder = new ProcessBuilder(List.of("sh", "-c", script)).directory(where.toFile());
      var process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).as(script).isTrue();
      assertThat(process.exitValue()).as(() -> script + "\n" + read(out)).isZero();
      return read(out);
    } finally {
      Files.delete(out);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
