package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises about paths, one running agent, and what is done to them from outside. */
class TreeTimelineTest {
  private static final String POLICY =
      """
      file "/srv/bytes" { source = "bytes" }
      file "/srv/checked" {
        content  = "right\\n"
        validate = ["sh", "-c", "test ! -e \\"$VOW_ROOT/srv/veto\\"", "sh", "%s"]
      }
      file "/srv/plain" { content = "right\\n" }
      file "/srv/unsaved" {
        content = "right\\n"
        backup  = false
      }
      file "/srv/forced" {
        content = "right\\n"
        force   = true
      }
      file "way" {
        for_each = toset(["directory", "fifo", "symbolic link", "character device"])
        path     = "/srv/way/${each.key}"
        content  = "right\\n"
      }
      file "/srv/gone" { absent = true }
      file "/srv/late/file" {
        content = "right\\n"
        parents = false
      }
      file "/srv/blocked/file" { content = "right\\n" }
      file "/srv/bound" { content = "right\\n" }
      file "/srv/private/file" { content = "right\\n" }
      directory "/srv/private" { mode = "0700" }
      directory "/srv/purged" {
        purge      = true
        keep       = ["*.local"]
        max_delete = 2
      }
      file "/srv/purged/mine" { content = "right\\n" }
      directory "/srv/owned" {
        owner     = "bin"
        recursive = true
      }
      fetch "/srv/fetched" {
        url    = "file://ORIGIN"
        sha256 = filesha256("bytes")
      }
      """;

  @TempDir static @Nullable Path folder;
  private static @Nullable RunningAgent agent;

  @BeforeAll
  static void keep() throws Exception {
    var here = Objects.requireNonNull(folder);
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Files.write(here.resolve("bytes"), bytes);
    var root = Files.createDirectories(here.resolve("root/etc"));
    Files.createDirectories(here.resolve("root/srv"));
    Files.createFile(here.resolve("root/srv/blocked"));
    Files.writeString(root.resolve("passwd"), "bin:x:2:2:bin:/bin:/usr/sbin/nologin\n");
    var policy = POLICY.replace("ORIGIN", here.resolve("bytes").toString());
    agent = RunningAgent.keeping(here, policy, Hearing.BEST);
  }

  @AfterAll
  static void end() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void anyBytesAreKeptAndFetched() throws Exception {
    for (var path : new String[] {"/srv/bytes", "/srv/fetched"}) {
      var kind = path.equals("/srv/bytes") ? "file" : "fetch";
      var id = kind + "[" + path + "]";
      agent().rest(id);

      agent().sh("printf 'x' | dd of=$ROOT" + path + " bs=1 seek=200 conv=notrunc 2>/dev/null");

      assertRepaired(id);
      assertThat(agent().at(path)).hasSameBinaryContentAs(here().resolve("bytes"));
    }
  }

  @Test
  void whatCouldNotBeMadeIsMadeWhenItCan() throws Exception {
    var late = agent().take("file[/srv/late/file]").toString();
    assertThat(late).contains("\"failed\"", "there is no folder /srv/late and parents = false");
    var blocked = agent().take("file[/srv/blocked/file]").toString();
    assertThat(blocked).contains("\"failed\"", "unable to make /srv/blocked/file");

    agent().sh("mkdir $ROOT/srv/late; rm $ROOT/srv/blocked");

    assertRepaired("file[/srv/late/file]");
    assertRepaired("file[/srv/blocked/file]");
  }

  @Test
  void whatIsNotValidNeverReplacesWhatIsThere() throws Exception {
    var id = "file[/srv/checked]";
    agent().rest(id);

    agent().sh("touch $ROOT/srv/veto; echo wrong > $ROOT/srv/checked");

    var refused = agent().take(id);
    assertThat(refused.toString()).contains("\"failed\"", "unable to write /srv/checked: `sh -c");
    assertThat(agent().at("/srv/checked")).hasContent("wrong");
    agent().sh("rm $ROOT/srv/veto; echo worse > $ROOT/srv/checked");
    assertRepaired(id);
    assertThat(agent().at("/srv/checked")).hasContent("right");
  }

  @Test
  void whatWasReplacedIsBackedUpUnlessThePolicySaysOtherwise() throws Exception {
    agent().rest("file[/srv/plain]");
    agent().rest("file[/srv/unsaved]");
    agent()
        .sh("printf 'kept as it was' > $ROOT/srv/plain; printf 'never stored' > $ROOT/srv/unsaved");
    assertRepaired("file[/srv/plain]");
    assertRepaired("file[/srv/unsaved]");

    agent().run("undo", "/srv/plain").exits(0);

    assertThat(agent().at("/srv/plain")).hasContent("kept as it was");
    assertThat(agent().run("undo", "/srv/unsaved").exits(1).err()).contains("was not kept");
    agent().sh("! grep -rq 'never stored' $ROOT/var/lib/vow/backup");
    agent().run("hold", "/srv/plain", "--release").exits(0);
    assertThat(agent().take("file[/srv/plain]").outcome()).isIn("noop", "repaired");
    agent().rest("file[/srv/plain]");
    assertThat(agent().at("/srv/plain")).hasContent("right");
  }

  @Test
  void whatIsInTheWayIsToldAndNeitherFollowedNorClobbered() throws Exception {
    var directory = "/srv/way/directory";
    agent().run("hold", directory).exits(0); // or it would be repaired in between
    agent().sh("rm \"$ROOT" + directory + "\"; mkdir \"$ROOT" + directory + "\"");
    agent().rest("file[" + directory + "]");
    agent().run("hold", directory, "--release").exits(0);
    isToldAndRepairedOnceGone("directory");
    isInTheWay("fifo", "mkfifo $ROOT/new; mv -T $ROOT/new \"$WAY\"");
    isInTheWay("symbolic link", "ln -s ../../etc/passwd $ROOT/new; mv -T $ROOT/new \"$WAY\"");

    assertThat(agent().at("/etc/passwd")).content().startsWith("bin:");
  }

  /** As a character device it would take what is written, and give nothing back. */
  @Test
  @Tag("root")
  void aDeviceInTheWayIsToldAndNotWrittenTo() throws Exception {
    isInTheWay("character device", "mknod $ROOT/new c 1 3; mv -T $ROOT/new \"$WAY\"");
  }

  private static void isInTheWay(String thing, String script) throws Exception {
    var path = "/srv/way/" + thing;
    var id = "file[" + path + "]";
    agent().rest(id);

    agent().sh("WAY=\"$ROOT" + path + "\"; " + script);

    isToldAndRepairedOnceGone(thing);
  }

  private static void isToldAndRepairedOnceGone(String thing) throws Exception {
    var path = "/srv/way/" + thing;
    var id = "file[" + path + "]";
    var last = agent().rest(id).getLast();
    assertThat(last.toString())
        .contains("\"failed\"")
        .containsPattern("a " + thing + " is in the way|" + path + ": is a " + thing); // too late
    agent().sh("rm -d \"$ROOT" + path + "\"");
    assertThat(agent().rest(id).getLast().outcome()).isEqualTo("repaired");
    assertThat(agent().at(path)).hasContent("right");
  }

  @Test
  void aLinkInTheWayIsReplacedByForceAndWhatShallBeAbsentGoes() throws Exception {
    agent().rest("file[/srv/forced]");
    agent().rest("file[/srv/gone]");

    agent()
        .sh("ln -s plain $ROOT/srv/l; mv -T $ROOT/srv/l $ROOT/srv/forced; echo > $ROOT/srv/gone");

    assertRepaired("file[/srv/forced]");
    assertThat(agent().at("/srv/forced")).isRegularFile();
    assertRepaired("file[/srv/gone]");
    assertThat(agent().at("/srv/gone")).doesNotExist();
  }

  @Test
  @Tag("root")
  void aBoundFileIsWrittenInPlace() throws Exception {
    var id = "file[/srv/bound]";
    agent().sh("echo outside > $ROOT/bound; mount --bind $ROOT/bound $ROOT/srv/bound");
    try {
      assertThat(agent().take(id).outcome()).isEqualTo("repaired");
      agent().rest(id);
      agent().sh("echo again > $ROOT/bound");

      var outcome = agent().take(id);

      assertThat(outcome.toString()).contains("\"repaired\"", "in place: it is a mount point");
      assertThat(agent().at("/bound")).hasContent("right");
    } finally {
      agent().sh("umount $ROOT/srv/bound");
    }
  }

  @Test
  void aFolderThatVanishedComesBackBeforeItsFileAndWithItsMode() throws Exception {
    agent().rest("directory[/srv/private]");
    agent().rest("file[/srv/private/file]");

    agent().sh("mv $ROOT/srv/private $ROOT/gone; rm -r $ROOT/gone"); // at once, whoever is quick

    assertRepaired("directory[/srv/private]");
    assertRepaired("file[/srv/private/file]");
    var printed = agent().printed();
    assertThat(printed.lastIndexOf("\"id\":\"directory[/srv/private]\""))
        .isLessThan(printed.lastIndexOf("\"id\":\"file[/srv/private/file]\""));
    assertThat(Files.getPosixFilePermissions(agent().at("/srv/private"))).hasSize(3);
  }

  @Test
  void strangersArePurgedAfterADryListAndNotTooManyAtOnce() throws Exception {
    var id = "directory[/srv/purged]";
    agent().rest(id);
    agent().sh("cd $ROOT/srv/purged; touch a.local; mkdir more; touch more/b || true");
    assertRepaired(id);
    assertThat(agent().at("/srv/purged/more")).doesNotExist();
    assertThat(agent().at("/srv/purged/a.local")).exists();
    agent().rest(id);
    agent().run("hold", id).exits(0);
    assertThat(agent().take(id).outcome()).isEqualTo("noop");
    agent().sh("cd $ROOT/srv/purged; touch x y z");

    assertThat(agent().run("plan", agent().policy().toString()).out())
        .contains("3 entries are unmanaged and max_delete is 2: /srv/purged/x, /srv/purged/y");
    agent().run("hold", id, "--release").exits(0);
    agent().settle();
    assertThat(agent().at("/srv/purged/x")).exists();
    agent().sh("rm $ROOT/srv/purged/z");
    agent().settle();

    assertThat(agent().at("/srv/purged/x")).doesNotExist();
    assertThat(agent().at("/srv/purged/mine")).hasContent("right");
  }

  @Test
  @Tag("root")
  void ownersBelowAreKept() throws Exception {
    var id = "directory[/srv/owned]";
    agent().rest(id);
    agent().sh("mkdir $ROOT/srv/owned/in; echo > $ROOT/srv/owned/in/file");
    agent().rest(id);
    assertThat(Files.getAttribute(agent().at("/srv/owned/in/file"), "unix:uid")).isEqualTo(2);

    agent().sh("chown 3 $ROOT/srv/owned/in/file");

    assertRepaired(id);
    assertThat(Files.getAttribute(agent().at("/srv/owned/in/file"), "unix:uid")).isEqualTo(2);
  }

  private static void assertRepaired(String id) throws Exception {
    RunningAgent.Outcome last = agent().take(id);
    for (var outcome : agent().rest(id)) {
      last = outcome;
    }
    assertThat(last.outcome()).as(last.toString()).isIn("repaired", "kept");
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(agent);
  }

  private static Path here() {
    return Objects.requireNonNull(folder);
  }
}
