package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.RecordLock;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.kind.Kind;

/** Users, groups and where their passwords are, in the account files of a small tree. */
final class AccountKeepersTest {
  private static final String PASSWD =
      "root:x:0:0:root:/root:/bin/bash\n# kept\nold:x:1000:1000::/home/old:/bin/sh\n+::::::\n";
  private static final String GROUP = "root:x:0:\nadm:x:4:old\nold:x:1000:\nshadow:x:42:\n";
  private static final String SHADOW = "root:*:19000:0:99999:7:::\nold:$6$aaaaaaaa$b:1:0:9:7:::\n";
  private static final String HASH = "$6$cccccccc$dddd";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
    scene.write("/etc/passwd", PASSWD);
    scene.write("/etc/group", GROUP);
    scene.write("/etc/shadow", SHADOW);
    scene.chmod("/etc/shadow", "rw-r-----");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void makesAUserWithItsGroupAndHomeAndLeavesOtherLines() throws IOException {
    var kind = user("web", "home", "/home/web", "home_mode", "0750", "groups", List.of("adm"));
    assertThat(scene.drift(kind).summary()).isEqualTo("is missing, there is no folder /home/web");

    scene.keep(kind);

    assertThat(scene.read("/etc/passwd"))
        .isEqualTo(PASSWD.replace("+:", "web:x:1001:1001::/home/web:/bin/sh\n+:"));
    assertThat(scene.read("/etc/group"))
        .isEqualTo(GROUP.replace("4:old", "4:old,web") + "web:x:1001:\n");
    assertThat(scene.read("/etc/shadow")).isEqualTo(SHADOW + "web:!::0:99999:7:::\n");
    assertThat(scene.mode("/etc/shadow")).isEqualTo("rw-r-----");
    assertThat(scene.mode("/home/web")).isEqualTo("rwxr-x---");
    assertThat(scene.exists("/etc/gshadow")).isFalse();
  }

  @Test
  void undoesAUserThatItMade() throws IOException {
    var kind = user("web", "home", "/home/web", "home_mode", "0750");
    var done = scene.keep(kind);

    assertThat(scene.undo(kind, done)).isInstanceOf(Repair.Done.class);

    assertThat(scene.read("/etc/passwd")).isEqualTo(PASSWD);
    assertThat(scene.read("/etc/shadow")).isEqualTo(SHADOW);
    assertThat(scene.read("/etc/group")).isEqualTo(GROUP);
    assertThat(scene.exists("/home/web")).isFalse();
  }

  @Test
  void givesSystemUsersLowNumbersAndNoShell() throws IOException {
    scene.keep(user("svc", "system", true));

    assertThat(scene.read("/etc/passwd"))
        .contains("svc:x:999:999::/nonexistent:/usr/sbin/nologin\n");
  }

  @Test
  void changesOnlyWhatIsAskedOfAnExistingUser() throws IOException {
    var kind = user("old", "shell", "/bin/zsh");
    assertThat(scene.drift(kind).summary()).isEqualTo("shell /bin/sh instead of /bin/zsh");

    scene.keep(kind);

    assertThat(scene.read("/etc/passwd"))
        .isEqualTo(PASSWD.replace("/home/old:/bin/sh", "/home/old:/bin/zsh"));
    assertThat(scene.read("/etc/shadow")).isEqualTo(SHADOW);
  }

  @Test
  void neverShowsAPasswordAndNeverKeepsTheOldOne() throws IOException {
    var kind = user("old", "password", HASH);
    assertThat(scene.drift(kind).toString()).contains("password differs").doesNotContain("$6$");
    assertThat(kind.toString()).doesNotContain("$6$");

    var done = scene.keep(kind);

    assertThat(scene.read("/etc/shadow")).contains("old:" + HASH + ":1:0:9:7:::\n");
    assertThat(done.toString()).doesNotContain("$6$");
  }

  @Test
  void locksAndUnlocksWithoutLosingThePassword() throws IOException {
    scene.keep(user("old", "locked", true));
    assertThat(scene.read("/etc/shadow")).contains("old:!$6$aaaaaaaa$b:");

    scene.keep(user("old", "locked", false));
    assertThat(scene.read("/etc/shadow")).isEqualTo(SHADOW);

    assertThat(scene.refusal(user("new", "locked", false)))
        .isEqualTo("unable to unlock the user new: it has no password");
  }

  @Test
  void keepsGroupsAndOnlyThoseWhenAsked() throws IOException {
    scene.keep(user("old", "groups", List.of("shadow")));
    assertThat(scene.read("/etc/group")).contains("adm:x:4:old\n").contains("shadow:x:42:old\n");

    scene.keep(user("old", "groups", List.of("shadow"), "only_groups", true));
    assertThat(scene.read("/etc/group")).contains("adm:x:4:\n").contains("shadow:x:42:old\n");
  }

  @Test
  void removesAUserWithItsOwnGroup() throws IOException {
    scene.keep(user("old", "absent", true));

    assertThat(scene.read("/etc/passwd")).doesNotContain("old");
    assertThat(scene.read("/etc/shadow")).doesNotContain("old");
    assertThat(scene.read("/etc/group")).isEqualTo("root:x:0:\nadm:x:4:\nshadow:x:42:\n");
  }

  @Test
  void tellsWhatCannotBe() {
    assertThat(scene.refusal(user("web", "group", "www")))
        .isEqualTo("unable to keep the user web: there is no group www");
    assertThat(scene.refusal(user("web", "uid", new BigDecimal(1000))))
        .isEqualTo("unable to give the user web the number 1000: the user old has it");
    assertThat(scene.refusal(group("old", "absent", true)))
        .isEqualTo("unable to remove the group old: it is the primary group of old");
    assertThatThrownBy(() -> user("web", "password", "hunter2")).hasMessageContaining("no hash");
    assertThatThrownBy(() -> user("a:b")).hasMessageContaining("no account name");
  }

  @Test
  void keepsAGroupWithItsNumberAndMembersInBothFiles() throws IOException {
    scene.write("/etc/gshadow", "root:*::\nadm:!::old\n");
    var kind = group("deploy", "gid", new BigDecimal(2000), "members", List.of("old", "root"));

    var done = scene.keep(kind);

    assertThat(scene.read("/etc/group")).isEqualTo(GROUP + "deploy:x:2000:old,root\n");
    assertThat(scene.read("/etc/gshadow")).contains("deploy:!::old,root\n");
    scene.undo(kind, done);
    assertThat(scene.read("/etc/group")).isEqualTo(GROUP);
    assertThat(scene.read("/etc/gshadow")).isEqualTo("root:*::\nadm:!::old\n");
  }

  @Test
  void movesPasswordsOutOfTheFileThatEverybodyReads() throws IOException {
    scene.write("/etc/passwd", PASSWD.replace("old:x:", "old:" + HASH + ":") + "n:x:9:9::/:/n\n");
    var kind = Scene.kind("shadow", "name", "all");
    assertThat(scene.drift(kind).toString()).contains("of old is in").doesNotContain("$6$");

    scene.keep(kind);

    assertThat(scene.read("/etc/passwd")).contains("old:x:1000:");
    assertThat(scene.read("/etc/shadow")).contains("old:" + HASH + ":1:").contains("n:!:");
  }

  @Test
  void waitsForTheLockOfOtherToolsAndTellsWhenItIsNotGiven() {
    var attempt =
        Attempt.start(new PromiseId("group", "x"), false, Duration.ofMillis(50), Promised.NOTHING);
    try (var place = scene.tree.place(AccountLock.PATH);
        var file = place.directory().append(place.name(), 0600)) {
      assertThat(RecordLock.tryLock(file.fd())).isTrue();

      var repair = Keepers.of(group("x")).repair(Change.of(""), scene.site().with(attempt));

      assertThat(repair).isInstanceOf(Repair.Undone.class);
      assertThat(((Repair.Undone) repair).outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(((Repair.Undone) repair).why()).contains("/etc/.pwd.lock");
    }
    assertThat(scene.assess(group("adm"))).isInstanceOf(Assessment.Kept.class);
  }

  private static Kind user(String name, Object... pairs) {
    return named("user", name, pairs);
  }

  private static Kind group(String name, Object... pairs) {
    return named("group", name, pairs);
  }

  private static Kind named(String kind, String name, Object... pairs) {
    var all = Arrays.copyOf(new Object[] {"name", name}, pairs.length + 2);
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.kind(kind, all);
  }
}
