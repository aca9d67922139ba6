package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent whose files lie deeper than a socket's address is long. */
class LongPathTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Hearing.class,
      names = {"INOTIFY", "HELD_INOTIFY"})
  void answersAtAPathLongerThanASocketCanHave(Hearing hearing) throws Exception {
    var deep = Files.createDirectories(folder.resolve("deep".repeat(40)));

    try (var agent =
        RunningAgent.keeping(deep, "file \"/etc/a\" {\n  content = \"a\"\n}\n", hearing)) {
      assertThat(agent.at("/run/vow/control.sock").toString()).hasSizeGreaterThan(150);
      assertThat(agent.metric("vow_assessments_total")).isPositive();
    }
  }
}
