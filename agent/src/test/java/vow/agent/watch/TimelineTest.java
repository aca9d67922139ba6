package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vow.agent.watch.PathEvent.Change.APPEARED;
import static vow.agent.watch.PathEvent.Change.CONTENT;
import static vow.agent.watch.PathEvent.Change.METADATA;
import static vow.agent.watch.PathEvent.Change.VANISHED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be done to a path, step by step, with both mechanisms. */
class TimelineTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() throws Exception {
    Scene.write(folder.resolve("a/b/kept"), "right\n");
    Scene.write(folder.resolve("a/b/other"), "not kept\n");
  }

  @ParameterizedTest
  @EnumSource
  void writing(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      scene.run("echo wrong > a/b/kept");

      scene.awaitWakeup();
      assertTold(scene.heard(), "a/b/kept", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neighbours(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      var script =
          """
          echo x > a/b/other
          chmod 600 a/b/other
          touch a/new a/b/new
          mv a/b/new a/b/newer
          rm a/b/other
          mkdir a/b/folder; touch a/b/folder/kept
          chmod 700 a a/b
          """;

      assertThat(scene.after(script)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void restAfterAnEvent(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      scene.after("mv a away; mv away a; echo wrong > a/b/kept; rm a/b/kept; echo > a/b/kept");

      assertThat(scene.isQuiet()).isTrue();
      assertThat(scene.watcher.drain()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void parentMovedAwayAndBack(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("mv a/b away"), "a/b/kept", VANISHED, true);
      assertThat(scene.after("echo x > away/kept")).isEmpty();
      assertTold(scene.after("mv away a/b"), "a/b/kept", APPEARED, true);
      assertTold(scene.after("echo x > a/b/kept"), "a/b/kept", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ancestorRenamedAndMadeAnew(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("mv a old"), "a/b/kept", VANISHED, true);
      assertTold(scene.after("mkdir a"), "a/b/kept", VANISHED, true);
      assertTold(scene.after("mkdir a/b"), "a/b/kept", VANISHED, true);
      assertTold(scene.after("echo new > a/b/kept"), "a/b/kept", APPEARED, true);
      assertTold(scene.after("chmod 600 a/b/kept"), "a/b/kept", METADATA, true);
      assertThat(scene.after("echo x > old/b/kept; rm -r old")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ancestorReplacedAtOnce(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      var script = "mkdir -p new/b; echo new > new/b/kept; mv a old; mv new a";

      // Nobody told whether its writer has finished; nor may whoever listens wait for more.
      assertTold(scene.after(script), "a/b/kept", APPEARED, false);
      assertTold(scene.after("echo x > a/b/kept"), "a/b/kept", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalMissingLevels(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("x/y/z/kept")) {
      assertThat(scene.after("touch unrelated")).isEmpty();
      assertTold(scene.after("mkdir -p x/other"), "x/y/z/kept", VANISHED, true);
      assertTold(scene.after("mkdir x/y"), "x/y/z/kept", VANISHED, true);
      assertTold(scene.after("mkdir x/y/z"), "x/y/z/kept", VANISHED, true);
      assertTold(scene.after("echo > x/y/z/kept"), "x/y/z/kept", APPEARED, true);
      assertTold(scene.after("rm -r x"), "x/y/z/kept", VANISHED, true);
      scene.run("mkdir -p x/y/z; echo > x/y/z/kept");
      assertThat(scene.heard())
          .extracting(PathEvent::path, PathEvent::change)
          .contains(tuple(scene.path("x/y/z/kept"), APPEARED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyDirectoryInUseRemovedAndMadeAnew(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("x/y/kept")) {
      scene.after("mkdir -p x/y");
      // The shell stays in the directory that is removed, so that no inode is told to be gone.
      var script = "cd x/y; rmdir ../y; mkdir ../y; echo > ../y/kept";

      assertThat(scene.after(script)).extracting(PathEvent::change).contains(APPEARED);
      assertTold(scene.after("echo x > x/y/kept"), "x/y/kept", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replacedByRenameTwice(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      var replace = "echo x > a/b/.tmp; mv a/b/.tmp a/b/kept";

      assertTold(scene.after(replace), "a/b/kept", APPEARED, true);
      assertTold(scene.after(replace), "a/b/kept", APPEARED, true);
      assertTold(scene.after("chmod 600 a/b/kept"), "a/b/kept", METADATA, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void metadataOnly(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept", "a/b")) {
      assertTold(scene.after("chmod 600 a/b/kept"), "a/b/kept", METADATA, true);
      assertThat(scene.after("chmod 700 a; touch a")).isEmpty();
      assertTold(scene.after("chmod 700 a/b"), "a/b", METADATA, true);
      var xattr = "python3 -c 'import os; os.setxattr(\"a/b/kept\", \"user.color\", b\"red\")'";
      assertTold(scene.after(xattr), "a/b/kept", METADATA, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("root")
  void ownerAndAcl(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("chown 1:1 a/b/kept"), "a/b/kept", METADATA, true);
      // version 2; user::rw-, user:1000:r--, group::r--, mask::r--, other::---
      var acl =
          "02000000 0100 0600 ffffffff 0200 0400 e8030000 0400 0400 ffffffff"
              + " 1000 0400 ffffffff 2000 0000 ffffffff";
      var python =
          "import os; os.setxattr(\"a/b/kept\", \"system.posix_acl_access\", bytes.fromhex(\""
              + acl
              + "\"))";

      assertTold(scene.after("python3 -c '" + python + "'"), "a/b/kept", METADATA, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void truncatedAndWritten(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after(": > a/b/kept"), "a/b/kept", CONTENT, true);
      assertTold(scene.after("echo y >> a/b/kept"), "a/b/kept", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writtenWithoutClose(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      var script =
          """
          mkfifo go
          sh -c 'exec 3>>a/b/kept; echo x >&3; echo >ready; cat go; echo y >&3' &
          while [ ! -e ready ]; do :; done
          """;
      assertTold(scene.after(script), "a/b/kept", CONTENT, false);

      scene.run("echo > go");
      scene.awaitWakeup();
      var heard = scene.heard();
      while (heard.isEmpty() || !heard.getLast().finished()) {
        scene.awaitWakeup();
        heard.addAll(scene.heard());
      }
      assertTold(List.of(heard.getLast()), "a/b/kept", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void madeWithoutClose(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/new")) {
      var script = "exec 3>a/b/new; echo x >&3; kill -STOP $$";
      var step =
          "sh -c '"
              + script
              + "' & pid=$!; while ! grep -q 'State:.T' /proc/$pid/status; do :; done; echo $pid >"
              + " pid";
      assertTold(scene.after(step), "a/b/new", APPEARED, false);

      scene.run("kill -KILL $(cat pid); while [ -e /proc/$(cat pid)/fd/3 ]; do :; done");
      scene.awaitWakeup();
      assertTold(scene.heard(), "a/b/new", CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void savedByEditors(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("sed -i s/right/wrong/ a/b/kept"), "a/b/kept", APPEARED, true);
      // as vim: move the old one to a backup, write a new one under the name, remove the backup
      var vim = "mv a/b/kept a/b/kept~; echo x > a/b/kept; chmod 644 a/b/kept; rm a/b/kept~";
      assertTold(scene.after(vim), "a/b/kept", APPEARED, true);
      // as vim with backupcopy=yes
      assertTold(
          scene.after("cp a/b/kept a/b/kept~; echo y > a/b/kept; rm a/b/kept~"),
          "a/b/kept",
          CONTENT,
          true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void removedAndMadeAnew(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("rm a/b/kept"), "a/b/kept", VANISHED, true);
      assertTold(scene.after("echo > a/b/kept"), "a/b/kept", APPEARED, true);
      // the file system gives the same inode number again
      assertTold(scene.after("rm a/b/kept; echo > a/b/kept"), "a/b/kept", APPEARED, true);
      assertTold(scene.after("chmod 600 a/b/kept"), "a/b/kept", METADATA, true);
      assertTold(scene.after("rm a/b/kept; mkdir a/b/kept"), "a/b/kept", APPEARED, true);
      assertTold(scene.after("chmod 700 a/b/kept"), "a/b/kept", METADATA, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hardLinkFromElsewhere(Mechanism mechanism) throws Exception {
    Files.createLink(folder.resolve("elsewhere"), folder.resolve("a/b/kept"));
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("echo x > elsewhere"), "a/b/kept", CONTENT, true);
      assertTold(scene.after("chmod 600 elsewhere"), "a/b/kept", METADATA, true);
      assertTold(scene.after("ln -f elsewhere third"), "a/b/kept", METADATA, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void movedAwayAndUsedElsewhere(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("a/b/kept")) {
      assertTold(scene.after("mv a/b/kept rotated"), "a/b/kept", VANISHED, true);

      scene.run("echo x > rotated; chmod 600 rotated; rm rotated");

      assertThat(scene.isQuiet()).isTrue();
    }
  }

  private void assertTold(
      List<PathEvent> heard, String name, PathEvent.Change change, boolean finished) {
    Told.only(heard, folder + "/" + name, change, finished);
  }
}
