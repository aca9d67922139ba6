package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and programs do to kept files, and what a running agent makes of it. */
class DriftTest {
  private static final Map<Hearing, RunningAgent> AGENTS = new EnumMap<>(Hearing.class);

  /** Each is done to a file of its own, by a shell, with the file as {@code $1}. */
  enum Drift {
    OVERWRITTEN("printf other > \"$1\""),
    APPENDED("echo more >> \"$1\""),
    TRUNCATED(": > \"$1\""),
    CHMOD("chmod 0600 \"$1\""),
    DELETED("rm \"$1\""),
    REPLACED("printf other > \"$1.new\" && mv \"$1.new\" \"$1\""),
    SED("sed -i s/right/wrong/ \"$1\""),
    VIM("mv \"$1\" \"$1~\" && printf other > \"$1\" && chmod 0640 \"$1\" && rm \"$1~\""),
    SYMLINK("ln -s nowhere \"$1.link\" && mv -T \"$1.link\" \"$1\""),
    PARENT_GONE("rm -r \"${1%/*}\" || true"), // it may be repaired before the folder is removed
    PARENT_AWAY("mv \"${1%/*}\" \"${1%/*}.away\""),
    PARENT_SWAPPED(
        "cp -r \"${1%/*}\" \"${1%/*}.b\" && echo b > \"${1%/*}.b/file\""
            + " && mv \"${1%/*}\" \"${1%/*}.a\" && mv \"${1%/*}.b\" \"${1%/*}\"");

    private final String command;

    Drift(String command) {
      this.command = command;
    }

    String path() {
      return "/srv/" + name().toLowerCase(Locale.ROOT) + "/file";
    }

    String id() {
      return "file[" + path() + "]";
    }

    void happen(Path file) throws IOException, InterruptedException {
      var process =
          new ProcessBuilder("sh", "-c", command, "sh", file.toString()).inheritIO().start();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    var policy =
        Stream.of(Drift.values())
            .map(d ->
                "file \"" + d.path() + "\" {\n  content = \"right\\n\"\n  mode = \"0640\"\n}\n")
            .collect(Collectors.joining());
    for (var hearing : Hearing.values()) {
      var own = Files.createDirectory(folder.resolve(hearing.name()));
      AGENTS.put(hearing, RunningAgent.keeping(own, policy, hearing));
    }
  }

  @AfterAll
  static void end() throws InterruptedException {
    for (var agent : AGENTS.values()) {
      agent.close();
    }
  }

  static Stream<Arguments> drifts() {
    return Stream.of(Hearing.values())
        .flatMap(h -> Stream.of(Drift.values()).map(d -> Arguments.of(h, d)));
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void isRepairedAndThenThingsAreQuiet(Hearing hearing, Drift drift) throws Exception {
    var agent = agent(hearing);
    agent.rest(drift.id());

    drift.happen(agent.at(drift.path()));

    if (drift == Drift.SYMLINK) {
      assertThat(agent.take(drift.id()).outcome()).as("never clobbered").isEqualTo("failed");
      return;
    }
    var first = agent.take(drift.id());
    assertThat(first.cause()).isEqualTo("drift");
    var rest = agent.rest(drift.id());
    var all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    assertThat(all).anyMatch(o -> o.outcome().equals("repaired"));
    assertRight(agent.at(drift.path()));
    assertThat(agent.rest(drift.id())).as("nothing more follows").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oneOutsideWriteIsOneAssessmentAndOwnWritesAreNone(Hearing hearing) throws Exception {
    var agent = agent(hearing);
    var file = Drift.OVERWRITTEN;
    agent.rest(file.id());
    long before = agent.metric("vow_assessments_total");

    Files.writeString(agent.at(file.path()), "by one write\n");
    agent.take(file.id());

    assertThat(agent.rest(file.id())).isEmpty();
    assertThat(agent.metric("vow_assessments_total") - before)
        .as("one of the file, and one of each marker that was drifted to wait")
        .isEqualTo(1 + RunningAgent.MARKS_PER_SETTLE);
  }

  @ParameterizedTest
  @EnumSource
  void manyAtOnceAreEachRepairedOnce(Hearing hearing) throws Exception {
    var agent = agent(hearing);
    var several = List.of(Drift.OVERWRITTEN, Drift.APPENDED, Drift.TRUNCATED, Drift.SED);
    for (var each : several) {
      agent.rest(each.id());
    }

    for (var each : several) {
      Files.writeString(agent.at(each.path()), "all at once\n");
    }

    for (var each : several) {
      assertThat(agent.take(each.id()).outcome()).isEqualTo("repaired");
      assertRight(agent.at(each.path()));
    }
    for (var each : several) {
      assertThat(agent.rest(each.id())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRepairedAgainAfterEachOfTwoReplacements(Hearing hearing) throws Exception {
    var agent = agent(hearing);
    var file = Drift.REPLACED;
    agent.rest(file.id());

    for (int i = 0; i < 2; i++) {
      file.happen(agent.at(file.path()));

      assertThat(agent.take(file.id()).outcome()).isEqualTo("repaired");
      assertRight(agent.at(file.path()));
      agent.rest(file.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aParentThatCameBackIsWatchedAgain(Hearing hearing) throws Exception {
    var agent = agent(hearing);
    var file = agent.at(Drift.PARENT_GONE.path());
    var id = Drift.PARENT_GONE.id();
    agent.rest(id);
    var parent = Objects.requireNonNull(file.getParent());
    var away = parent.resolveSibling("for-a-while");

    Files.move(parent, away);
    assertThat(agent.take(id).outcome()).isEqualTo("repaired");
    agent.rest(id);
    Files.delete(file);
    Files.delete(file.getParent());
    Files.move(away, parent);
    agent.rest(id);
    Files.writeString(file, "after it came back\n");

    assertThat(agent.take(id).outcome()).isEqualTo("repaired");
    assertRight(file);
  }

  private static RunningAgent agent(Hearing hearing) {
    return Objects.requireNonNull(AGENTS.get(hearing));
  }

  private static void assertRight(Path file) throws IOException {
    assertThat(file).hasContent("right\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }
}
