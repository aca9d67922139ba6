package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.run.Ended;
import vow.agent.run.Runner;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.kind.Kind;
import vow.testkit.DebianTree;

/** Packages kept by the real apt and dpkg of a small system, into which they are chrooted. */
@Tag("root")
final class PackageKeeperTest {
  @TempDir Path folder;
  private Scene scene;
  private DebianTree debian;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
    debian = DebianTree.make(scene.root, folder);
    site = scene.site();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void installsFromAFileKeepsAndRemoves() throws IOException {
    var kind = tiny("source", deb("1.0", "a\n"));
    assertThat(summary(kind)).isEqualTo("is not installed");

    var done = keep(kind);

    assertThat(scene.read("/etc/tiny.conf")).isEqualTo("a\n");
    Keepers.of(kind).undo(((Repair.Done) done).undo(), site);
    assertThat(summary(kind)).isEqualTo("is not installed");
    assertThat(summary(tiny("absent", true, "purge", true)))
        .isEqualTo("its configuration is there");
    keep(tiny("absent", true, "purge", true));
    assertThat(scene.exists("/etc/tiny.conf")).isFalse();
  }

  @Test
  void changesTheVersionAndLeavesConfigurationThatWasChangedHere() throws IOException {
    keep(tiny("source", deb("1.0", "a\n")));
    scene.write("/etc/tiny.conf", "mine\n");
    var kind = tiny("source", deb("2.0", "b\n"), "version", "2.*");
    assertThat(summary(kind)).isEqualTo("version 1.0 instead of 2.*");

    var done = keep(kind);

    assertThat(scene.read("/etc/tiny.conf")).isEqualTo("mine\n");
    assertThat(((Repair.Done) done).note())
        .isEqualTo("its own configuration is beside: /etc/tiny.conf.dpkg-dist");
    keep(tiny("source", deb("1.0", "a\n"), "version", "1.0"));
  }

  @Test
  void holdsAndReleases() throws IOException {
    var source = deb("1.0", "a\n");
    keep(tiny("source", source, "held", true));
    assertThat(scene.read("/var/lib/dpkg/status")).contains("Status: hold ok installed");

    assertThat(summary(tiny("held", false))).isEqualTo("is held");
    keep(tiny("held", false));
  }

  @Test
  void configuresWhatWasLeftHalfConfigured() throws IOException {
    keep(tiny("source", deb("1.0", "a\n")));
    var status = scene.read("/var/lib/dpkg/status");
    scene.write("/var/lib/dpkg/status", status.replace("ok installed", "ok half-configured"));
    assertThat(summary(tiny())).isEqualTo("is half-configured");

    keep(tiny());
  }

  @Test
  void fetchesTheListsWhenTheyDoNotHaveThePackage() throws IOException {
    debian.publish("1.0", "a\n");
    keep(tiny());
    debian.publish("2.0", "b\n");

    keep(tiny("version", "2.0"));

    assertThat(scene.read("/etc/tiny.conf")).isEqualTo("b\n");
    assertThat(refused(tiny("version", "3.0")))
        .isEqualTo("unable to install tiny: Version '3.0' for 'tiny' was not found");
  }

  @Test
  void tellsWhyAPackageCannotBeConfigured() throws IOException {
    var kind = tiny("source", debian.deb("1.0", "a\n", "exit 7\n"));

    assertThat(refused(kind))
        .isEqualTo(
            "unable to install tiny: installed tiny package post-installation script subprocess"
                + " returned error exit status 7");
    assertThat(summary(kind)).isEqualTo("is half-configured");
    assertThat(refused(kind)).startsWith("unable to configure tiny: installed tiny package");
  }

  @Test
  void waitsWhileAnotherTransactionRuns() throws Exception {
    var dpkg = slowly("dpkg", "-i");
    try (var go = Files.newOutputStream(scene.at("/go"))) { // opens when the script does
      var brief = site.with(attempt(Duration.ofSeconds(2)));
      assertThat(((Repair.Undone) Keepers.of(tiny()).repair(Change.of(""), brief)).why())
          .matches(
              "unable to keep the package tiny: process %d \\(dpkg\\) holds /var/lib/dpkg/lock.*"
                  .formatted(dpkg.pid()));
      var answer = CompletableFuture.supplyAsync(() -> Keepers.of(tiny()).assess(site));
      var repair =
          CompletableFuture.supplyAsync(() -> Keepers.of(tiny()).repair(Change.of(""), site));

      go.write("on\n".getBytes(StandardCharsets.UTF_8));
      go.flush();

      assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(Assessment.kept());
      assertThat(repair.get(20, TimeUnit.SECONDS)).isInstanceOf(Repair.Done.class);
    } finally {
      assertThat(dpkg.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void endsWhatAKilledTransactionLeft() throws Exception {
    var dpkg = slowly("dpkg", "-i");
    try (var _ = Files.newOutputStream(scene.at("/go"))) {
      dpkg.destroyForcibly().waitFor();
    }

    assertThat(summary(tiny())).isEqualTo("is half-configured");
    keep(tiny("source", "/tiny-1.0.deb", "held", true));
  }

  @Test
  void installsThoughAnotherPackageWasLeftHalfDone() throws Exception {
    keep(tiny("source", deb("1.0", "a\n")));
    scene.write("/var/lib/dpkg/updates/0000", scene.read("/var/lib/dpkg/status"));

    keep(tiny("absent", true));
  }

  /** The package's script, the first time, waits for a line in the fifo /go. */
  private Process slowly(String... command) throws IOException {
    try (var place = scene.tree.place("/go")) {
      place.directory().mkfifo(place.name(), 0600);
    }
    var path =
        debian.deb("1.0", "a\n", "[ -e /tmp/again ] || { : > /tmp/again; read word < /go; }\n");
    var words = new ArrayList<>(List.of("chroot", scene.root.toString()));
    words.addAll(List.of(command));
    words.add(path);
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("dpkg.out").toFile())
        .start();
  }

  @Test
  void readsTheProcessThatHoldsTheLock() {
    var said =
        """
        E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (apt)
        E: Unable to acquire the dpkg frontend lock
        """;

    var repair =
        Keepers.of(tiny()).repair(Change.of(""), with(site, _ -> new Ended.Exited(100, said)));

    assertThat(repair)
        .isEqualTo(
            Repair.timeout(
                "unable to install tiny: process 4711 (apt) holds /var/lib/dpkg/lock-frontend"));
  }

  @Test
  void isDeniedWithoutADatabaseAndWithoutRights() throws IOException {
    assertThat(Keepers.of(tiny()).assess(site.as(false)))
        .isEqualTo(Assessment.denied("unable to keep the package tiny: only root may"));
    Files.delete(scene.at("/var/lib/dpkg/status"));
    assertThat(((Assessment.Unkeepable) Keepers.of(tiny()).assess(site)).outcome())
        .isEqualTo(Outcome.DENIED);
    assertThatThrownBy(() -> Scene.kind("package", "name", "-oX=y")).hasMessageContaining("name");
  }

  private static Attempt attempt(Duration timeout) {
    return Attempt.start(new PromiseId("package", "tiny"), false, timeout, Promised.NOTHING);
  }

  private String refused(Kind kind) {
    return ((Repair.Undone) Keepers.of(kind).repair(Change.of(""), site)).why();
  }

  private String summary(Kind kind) {
    return ((Assessment.Drifted) Keepers.of(kind).assess(site)).change().summary();
  }

  private Repair keep(Kind kind) {
    var repair = Keepers.of(kind).repair(Change.of(""), site);
    assertThat(repair).isInstanceOf(Repair.Done.class);
    assertThat(Keepers.of(kind).assess(site)).isInstanceOf(Assessment.Kept.class);
    return repair;
  }

  private String deb(String version, String configuration) throws IOException {
    return debian.deb(version, configuration, "");
  }

  private static Site with(Site site, Runner runner) {
    return new Site(
        site.tree(),
        site.privileged(),
        site.accounts(),
        site.backups(),
        runner,
        site.locks(),
        site.services(),
        site.attempt());
  }

  private static Kind tiny(Object... pairs) {
    var all = Arrays.copyOf(new Object[] {"name", "tiny"}, pairs.length + 2);
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.kind("package", all);
  }
}
