package vow.agent.keeper;

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
import vow.model.Hash;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.kind.Kind;

final class FileKeeperTest {
  private static final Kind MOTD = Scene.file("path", "/etc/motd", "content", "hello\n");

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
  void makesWhatIsMissing() throws IOException {
    var change = scene.drift(MOTD);
    scene.keep(MOTD);

    assertThat(change.summary()).isEqualTo("is missing");
    assertThat(change.diff().orElseThrow())
        .isEqualTo("--- /dev/null\n+++ /etc/motd\n@@ -0,0 +1 @@\n+hello\n");
    assertThat(scene.read("/etc/motd")).isEqualTo("hello\n");
    assertThat(scene.mode("/etc/motd")).isEqualTo("rw-r--r--");
  }

  @Test
  void keepsWhatIsAlreadyRight() throws IOException {
    scene.write("/etc/motd", "hello\n");

    assertThat(scene.assess(MOTD)).isEqualTo(Assessment.kept());
  }

  @Test
  void replacesOtherContentWithADiff() throws IOException {
    scene.write("/etc/motd", "bye\n");

    var change = scene.drift(MOTD);
    scene.keep(MOTD);

    assertThat(change.summary()).isEqualTo("content differs");
    assertThat(change.diff().orElseThrow()).contains("-bye\n+hello\n");
    assertThat(scene.read("/etc/motd")).isEqualTo("hello\n");
  }

  @Test
  void seesAChangeOfEqualLength() throws IOException {
    scene.write("/etc/motd", "hello\n");
    scene.assess(MOTD);
    scene.write("/etc/motd", "jello\n");

    assertThat(scene.drift(MOTD).summary()).isEqualTo("content differs");
  }

  @Test
  void leavesModeAndOwnerAloneUnlessTold() throws IOException {
    scene.write("/etc/motd", "bye\n");
    scene.chmod("/etc/motd", "rw-------");

    scene.keep(MOTD);

    assertThat(scene.mode("/etc/motd")).isEqualTo("rw-------");
  }

  @Test
  void changesOnlyMetadataInPlace() throws IOException {
    scene.write("/etc/motd", "hello\n");
    scene.chmod("/etc/motd", "rw-------");
    var inode = scene.unix("/etc/motd", "ino");
    var mtime = Files.getLastModifiedTime(scene.at("/etc/motd"));
    var kind = Scene.file("path", "/etc/motd", "content", "hello\n", "mode", "0640");

    var change = scene.drift(kind);
    scene.keep(kind);

    assertThat(change.summary()).isEqualTo("mode 0600 instead of 0640");
    assertThat(change.diff()).isEmpty();
    assertThat(scene.mode("/etc/motd")).isEqualTo("rw-r-----");
    assertThat(scene.unix("/etc/motd", "ino")).isEqualTo(inode);
    assertThat(Files.getLastModifiedTime(scene.at("/etc/motd"))).isEqualTo(mtime);
  }

  @Test
  void removesWhatShallBeAbsentAndBringsItBack() throws IOException {
    scene.write("/etc/motd", "precious\n");
    scene.chmod("/etc/motd", "rw-r-----");
    var kind = Scene.file("path", "/etc/motd", "absent", true);

    var done = scene.keep(kind);
    assertThat(scene.exists("/etc/motd")).isFalse();
    scene.undo(kind, done);

    assertThat(scene.read("/etc/motd")).isEqualTo("precious\n");
    assertThat(scene.mode("/etc/motd")).isEqualTo("rw-r-----");
  }

  @Test
  void undoesAReplacement() throws IOException {
    scene.write("/etc/motd", "before\n");
    scene.chmod("/etc/motd", "rw-------");
    var kind = Scene.file("path", "/etc/motd", "content", "after\n", "mode", "0644");

    var done = scene.keep(kind);
    var undone = scene.undo(kind, done);

    assertThat(undone).isInstanceOf(Repair.Done.class);
    assertThat(scene.read("/etc/motd")).isEqualTo("before\n");
    assertThat(scene.mode("/etc/motd")).isEqualTo("rw-------");
  }

  @Test
  void makesMissingParentsSaysSoAndUndoesThem() throws IOException {
    var kind = Scene.file("path", "/srv/a/b/c", "content", "x");

    var done = scene.keep(kind);
    assertThat(done.note()).isEqualTo("made /srv, /srv/a, /srv/a/b");
    assertThat(scene.mode("/srv/a/b")).isEqualTo("rwxr-xr-x");
    scene.undo(kind, done);

    assertThat(scene.exists("/srv")).isFalse();
  }

  @Test
  void failsWithoutParentsWhereTheyAreNotToBeMade() {
    var kind = Scene.file("path", "/srv/a/b", "content", "x", "parents", false);

    assertThat(scene.refusal(kind))
        .isEqualTo("unable to make /srv/a/b: there is no folder /srv/a and parents = false");
    assertThat(scene.failure(kind)).contains("parents = false");
    assertThat(scene.exists("/srv")).isFalse();
  }

  @Test
  void failsOnWhatIsInTheWayAndDoesNotTouchIt() throws IOException {
    scene.write("/etc/passwd.real", "secret\n");
    Files.createSymbolicLink(scene.at("/etc/motd"), Path.of("passwd.real"));

    assertThat(scene.refusal(MOTD))
        .isEqualTo(
            "unable to write /etc/motd: a symbolic link is in the way (force = true replaces it)");
    assertThat(scene.failure(MOTD)).contains("a symbolic link is in the way");
    assertThat(scene.read("/etc/passwd.real")).isEqualTo("secret\n");
    assertThat(Files.isSymbolicLink(scene.at("/etc/motd"))).isTrue();
  }

  @Test
  void replacesASymbolicLinkByForceAndUndoesThat() throws IOException {
    scene.write("/etc/real", "old\n");
    Files.createSymbolicLink(scene.at("/etc/motd"), Path.of("real"));
    var kind = Scene.file("path", "/etc/motd", "content", "hello\n", "force", true);

    var done = scene.keep(kind);
    assertThat(Files.isRegularFile(scene.at("/etc/motd"))).isTrue();
    assertThat(scene.read("/etc/real")).isEqualTo("old\n");
    scene.undo(kind, done);

    assertThat(Files.readSymbolicLink(scene.at("/etc/motd"))).isEqualTo(Path.of("real"));
  }

  @Test
  void failsOnADirectoryInTheWay() throws IOException {
    Files.createDirectory(scene.at("/etc/motd"));

    assertThat(scene.refusal(MOTD))
        .isEqualTo("unable to write /etc/motd: a directory is in the way");
    assertThat(scene.failure(MOTD)).contains("a directory is in the way");
  }

  @Test
  void takesAnyBytesFromASource() throws IOException {
    var bytes = new byte[100_000];
    new java.util.Random(7).nextBytes(bytes);
    var source = Files.write(folder.resolve("blob"), bytes);
    var kind =
        Scene.file(
            "path",
            "/etc/blob",
            "source",
            Map.of("path", source.toString(), "sha256", Hash.of(bytes).hex()));

    assertThat(scene.drift(kind).diff().orElseThrow()).contains("differ");
    scene.keep(kind);

    assertThat(Files.readAllBytes(scene.at("/etc/blob"))).isEqualTo(bytes);
  }

  @Test
  void refusesASourceThatChangedSinceThePolicyWasCompiled() throws IOException {
    var source = Files.writeString(folder.resolve("blob"), "now");
    var kind =
        Scene.file(
            "path",
            "/srv/blob",
            "source",
            Map.of("path", source.toString(), "sha256", Hash.of("then").hex()));

    assertThat(scene.failure(kind))
        .isEqualTo("unable to write /srv/blob: its source changed meanwhile");
    assertThat(scene.exists("/srv")).isFalse();
  }

  @Test
  void showsAndStoresNothingOfASensitivePromise() throws IOException {
    scene.write("/etc/motd", "old secret\n");
    scene.sensitive();

    var change = scene.drift(MOTD);
    var done = scene.keep(MOTD);

    assertThat(change.toString()).doesNotContain("hello").doesNotContain("old");
    assertThat(Files.exists(folder.resolve("state/backup"))).isFalse();
    assertThat(scene.undo(MOTD, done)).isInstanceOf(Repair.Undone.class);
    assertThat(scene.read("/etc/motd")).isEqualTo("hello\n");
  }

  @Test
  void validatesBeforeReplacing() throws IOException {
    scene.write("/etc/motd", "old\n");
    var kind =
        Scene.file(
            "path",
            "/etc/motd",
            "content",
            "hello\n",
            "validate",
            List.of("grep", "-q", "bye", "%s"));
    var good =
        Scene.file("path", "/etc/motd", "content", "hello\n", "validate", "grep -q hello %s");

    assertThat(scene.failure(kind))
        .isEqualTo("unable to write /etc/motd: `grep -q bye %s` exited with 1");
    assertThat(scene.read("/etc/motd")).isEqualTo("old\n");
    assertThat(scene.at("/etc").toFile().list()).containsExactly("motd");
    scene.keep(good);

    assertThat(scene.read("/etc/motd")).isEqualTo("hello\n");
  }

  @Test
  void comparesNoOwnersUnderARootThatIsNotRoots() throws IOException {
    scene.unprivileged();
    var kind = Scene.file("path", "/etc/motd", "content", "hello\n", "owner", "daemon");

    var done = scene.keep(kind);

    assertThat(done.note()).isEqualTo("owner and group are ignored: not root");
    assertThat(scene.assess(kind))
        .isEqualTo(new Assessment.Kept("owner and group are ignored: not root"));
  }

  @Test
  @Tag("root")
  void failsForUnknownOwners() {
    var kind = Scene.file("path", "/etc/motd", "content", "hello\n", "owner", "nobodyknows");

    assertThat(scene.refusal(kind))
        .isEqualTo("unable to keep /etc/motd: there is no user nobodyknows");
    assertThat(((Repair.Undone) scene.repair(kind)).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void resolvesAbsoluteLinksInsideTheTree() throws IOException {
    Files.createDirectories(scene.at("/data"));
    Files.createSymbolicLink(scene.at("/var"), Path.of("/data"));
    var kind = Scene.file("path", "/var/x", "content", "in\n");

    scene.keep(kind);

    assertThat(scene.read("/data/x")).isEqualTo("in\n");
  }
}
