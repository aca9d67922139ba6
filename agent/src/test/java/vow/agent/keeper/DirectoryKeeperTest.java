package vow.agent.keeper;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Assessment;
import vow.model.Manifest;
import vow.model.Meta;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.Kind;

final class DirectoryKeeperTest {
  private static final Kind APP = Scene.kind("directory", "path", "/srv/app");

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void makesWhatIsMissingWithItsParents() throws IOException {
    assertThat(scene.drift(APP).summary()).isEqualTo("is missing");

    var done = scene.keep(APP);

    assertThat(scene.mode("/srv/app")).isEqualTo("rwxr-xr-x");
    assertThat(done.note()).isEqualTo("made /srv");
    scene.undo(APP, done);
    assertThat(scene.exists("/srv")).isFalse();
  }

  @Test
  void changesTheModeAndUndoesThat() throws IOException {
    Files.createDirectories(scene.at("/srv/app"));
    scene.chmod("/srv/app", "rwxr-xr-x");
    var kind = Scene.kind("directory", "path", "/srv/app", "mode", "2770");

    assertThat(scene.drift(kind).summary()).isEqualTo("mode 0755 instead of 2770");
    var done = scene.keep(kind);
    scene.undo(kind, done);

    assertThat(scene.mode("/srv/app")).isEqualTo("rwxr-xr-x");
  }

  @Test
  void followsNoLinkInItsWay() throws IOException {
    Files.createDirectories(scene.at("/elsewhere"));
    Files.createDirectories(scene.at("/srv"));
    Files.createSymbolicLink(scene.at("/srv/app"), Path.of("/elsewhere"));

    assertThat(scene.refusal(APP))
        .isEqualTo("unable to make the directory /srv/app: a symbolic link is in the way");
  }

  @Test
  void listsThenPurgesWhatNobodyPromises() throws IOException {
    scene.write("/srv/app/ours.conf", "o");
    scene.write("/srv/app/stray.conf", "s");
    scene.write("/srv/app/mine.local", "m");
    scene.write("/srv/app/old/deep/x", "x");
    scene.write("/srv/app/half/keep.local", "k");
    scene.write("/srv/app/half/lose", "l");
    scene.promised(promised(Scene.file("path", "/srv/app/ours.conf", "content", "o")));
    var kind =
        Scene.kind("directory", "path", "/srv/app", "purge", true, "keep", List.of("*.local"));

    var change = scene.drift(kind);
    var done = scene.keep(kind);

    assertThat(change.summary()).isEqualTo("5 unmanaged entries");
    assertThat(change.diff().orElseThrow())
        .isEqualTo(
            """
            --- /srv/app
            +++ /srv/app
            -/srv/app/half/lose
            -/srv/app/old
            -/srv/app/old/deep
            -/srv/app/old/deep/x
            -/srv/app/stray.conf
            """);
    assertThat(scene.at("/srv/app").toFile().list())
        .containsExactlyInAnyOrder("ours.conf", "mine.local", "half");
    scene.undo(kind, done);
    assertThat(scene.read("/srv/app/old/deep/x")).isEqualTo("x");
    assertThat(scene.read("/srv/app/stray.conf")).isEqualTo("s");
  }

  @Test
  void refusesToPurgeTooMuchAtOnce() throws IOException {
    for (int i = 0; i < 4; i++) {
      scene.write("/srv/app/" + i, "");
    }
    var kind =
        Scene.kind(
            "directory",
            Map.of("path", "/srv/app", "purge", true, "max_delete", new java.math.BigDecimal(3)));

    assertThat(scene.refusal(kind))
        .isEqualTo(
            "unable to purge /srv/app: 4 entries are unmanaged and max_delete is 3:"
                + " /srv/app/0, /srv/app/1, /srv/app/2, /srv/app/3");
    assertThat(scene.failure(kind)).contains("max_delete");
    assertThat(scene.at("/srv/app").toFile().list()).hasSize(4);
  }

  @Test
  @Tag("root")
  void givesALinkBackToWhoseItWas() throws IOException {
    scene.write("/srv/app/x", "x");
    var link = Files.createSymbolicLink(scene.at("/srv/app/link"), Path.of("nowhere"));
    Files.setAttribute(link, "unix:uid", 2, NOFOLLOW_LINKS);
    Files.setAttribute(link, "unix:gid", 3, NOFOLLOW_LINKS);
    var kind = Scene.kind("directory", "path", "/srv/app", "purge", true);

    scene.undo(kind, scene.keep(kind));

    assertThat(Files.readSymbolicLink(link)).hasToString("nowhere");
    assertThat(Files.getAttribute(link, "unix:uid", NOFOLLOW_LINKS)).isEqualTo(2);
    assertThat(Files.getAttribute(link, "unix:gid", NOFOLLOW_LINKS)).isEqualTo(3);
  }

  @Test
  void removesAnEmptyDirectoryOnly() throws IOException {
    scene.write("/srv/app/x", "x");
    var kind = Scene.kind("directory", "path", "/srv/app", "absent", true);

    assertThat(scene.failure(kind)).contains("directory not empty");
    Files.delete(scene.at("/srv/app/x"));
    var done = scene.keep(kind);

    scene.undo(kind, done);
    assertThat(scene.exists("/srv/app")).isTrue();
  }

  @Test
  void removesEverythingInAnAbsentDirectoryThatPurges() throws IOException {
    scene.write("/srv/app/a/b", "x");
    var kind = Scene.kind("directory", "path", "/srv/app", "absent", true, "purge", true);

    var done = scene.keep(kind);
    assertThat(scene.exists("/srv/app")).isFalse();
    scene.undo(kind, done);

    assertThat(scene.read("/srv/app/a/b")).isEqualTo("x");
  }

  @Test
  void isNotTheRootItself() {
    assertThat(scene.refusal(Scene.kind("directory", "path", "/")))
        .isEqualTo("unable to keep /: the root of the tree is not to be promised");
  }

  @Test
  void leavesTemporaryFilesOfOtherRepairsAlone() throws IOException {
    scene.write("/srv/app/.x.vow~", "");

    assertThat(scene.assess(Scene.kind("directory", "path", "/srv/app", "purge", true)))
        .isEqualTo(Assessment.kept());
  }

  private static Promised promised(Kind kind) {
    var path = kind.watches().iterator().next().path();
    var promise =
        Promise.of(
            new PromiseId("file", path), kind, Map.of(), Meta.NONE, new Origin("p.hcl", 1, 1));
    return Promised.of(Manifest.of(List.of(promise), List.of()));
  }
}
