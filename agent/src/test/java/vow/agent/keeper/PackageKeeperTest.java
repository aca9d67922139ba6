package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.agent.run.Runner;
import vow.linux.RecordLock;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.kind.Kind;

/**
 * Packages kept by the real apt and dpkg in a small tree. There is no system in it to chroot into,
 * so the host's apt is told to work in it instead.
 */
@Tag("root")
final class PackageKeeperTest {
  @TempDir Path folder;
  private Scene scene;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/apt-get")), "there is no apt here");
    scene = new Scene(folder);
    assumeTrue(scene.site().privileged(), "dpkg wants root");
    for (var name :
        List.of(
            "etc/apt/apt.conf.d",
            "etc/apt/preferences.d",
            "etc/apt/sources.list.d",
            "etc/apt/trusted.gpg.d",
            "var/lib/apt/lists/partial",
            "var/cache/apt/archives/partial",
            "var/log/apt",
            "var/lib/dpkg/info",
            "var/lib/dpkg/updates",
            "var/lib/dpkg/triggers")) {
      Files.createDirectories(scene.root.resolve(name));
    }
    scene.write("/var/lib/dpkg/status", "");
    site = with(scene.site(), run -> scene.site().runner().run(inTree(run)));
  }

  @AfterEach
  void close() {
    if (scene != null) {
      scene.close();
    }
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
  void namesWhoHoldsTheLockWhenItIsNotGiven() throws IOException {
    var source = deb("1.0", "a\n");
    try (var place = scene.tree.place("/var/lib/dpkg/lock-frontend");
        var lock = place.directory().append(place.name(), 0640)) {
      assertThat(RecordLock.tryLock(lock.fd())).isTrue();
      var brief =
          Attempt.start(
              new PromiseId("package", "tiny"), false, Duration.ofSeconds(4), Promised.NOTHING);

      var repair = Keepers.of(tiny("source", source)).repair(Change.of(""), site.with(brief));

      assertThat(repair).isInstanceOf(Repair.Undone.class);
      assertThat(((Repair.Undone) repair).outcome()).isIn(Outcome.TIMEOUT, Outcome.FAILED);
      assertThat(((Repair.Undone) repair).why()).contains("lock-frontend");
    }
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

  private String summary(Kind kind) {
    return ((Assessment.Drifted) Keepers.of(kind).assess(site)).change().summary();
  }

  private Repair keep(Kind kind) {
    var repair = Keepers.of(kind).repair(Change.of(""), site);
    assertThat(repair).isInstanceOf(Repair.Done.class);
    assertThat(Keepers.of(kind).assess(site)).isInstanceOf(Assessment.Kept.class);
    return repair;
  }

  /** A package with nothing but one configuration file; its path in the tree. */
  private String deb(String version, String configuration) throws IOException {
    var work = Files.createDirectories(folder.resolve("deb-" + version));
    Files.createDirectories(work.resolve("DEBIAN"));
    Files.createDirectories(work.resolve("etc"));
    Files.writeString(work.resolve("etc/tiny.conf"), configuration);
    Files.writeString(work.resolve("DEBIAN/conffiles"), "/etc/tiny.conf\n");
    Files.writeString(
        work.resolve("DEBIAN/control"),
        """
        Package: tiny
        Version: %s
        Architecture: all
        Maintainer: Nobody <nobody@example.org>
        Description: nearly nothing
        """
            .formatted(version));
    var file = "/tiny-" + version + ".deb";
    var built =
        scene
            .site()
            .runner()
            .run(
                Run.of(
                    List.of("dpkg-deb", "-Znone", "-b", work.toString(), scene.at(file).toString()),
                    Duration.ofSeconds(60)));
    assertThat(built.succeeded()).as(built.text()).isTrue();
    return file;
  }

  /** What would run inside the tree, run beside it. */
  private Run inTree(Run run) {
    var root = scene.root.toString();
    assertThat(run.argv().subList(0, 2)).containsExactly("chroot", root);
    var argv = new ArrayList<String>();
    argv.add(run.argv().get(2));
    if (argv.getFirst().equals("dpkg")) {
      argv.add("--root=" + root);
    } else {
      for (var option :
          List.of(
              "Dir=" + root,
              "Dir::State::status=" + root + "/var/lib/dpkg/status",
              "Dir::Bin::dpkg=/usr/bin/dpkg",
              "DPkg::Options::=--root=" + root,
              "APT::Sandbox::User=root",
              "Debug::NoDropPrivs=true")) {
        argv.addAll(List.of("-o", option));
      }
    }
    run.argv().stream()
        .skip(3)
        .map(a -> a.endsWith(".deb") ? scene.at(a).toString() : a)
        .forEach(argv::add);
    return new Run(
        argv,
        run.environment(),
        run.folder(),
        run.user(),
        run.group(),
        run.timeout(),
        "",
        run.whole());
  }

  private static Site with(Site site, Runner runner) {
    return new Site(
        site.tree(),
        site.privileged(),
        site.accounts(),
        site.backups(),
        runner,
        site.locks(),
        site.attempt());
  }

  private static Kind tiny(Object... pairs) {
    var all = Arrays.copyOf(new Object[] {"name", "tiny"}, pairs.length + 2);
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.kind("package", all);
  }
}
