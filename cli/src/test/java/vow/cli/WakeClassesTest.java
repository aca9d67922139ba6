package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Eventually.asleep;
import static vow.cli.Eventually.becomes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a brain loads that is woken for one drifted file: counted, without a start-up cache, where
 * each class is one that is needed.
 */
class WakeClassesTest {
  /**
   * Foreign calls that the JVM itself does not load, JSON's reader, policies, other verbs, whom to
   * tell when there is nobody.
   */
  private static final Pattern UNNEEDED =
      Pattern.compile(
          "java\\.lang\\.foreign\\..*|jdk\\.internal\\.foreign\\.(?!abi\\.).*"
              + "|com\\.fasterxml\\..*"
              + "|vow\\.language\\.(syntax|eval|template|module)\\..*"
              + "|vow\\.language\\.policy\\.(?!Facts).*"
              + "|vow\\.(engine|model)\\.tell\\.(?!Telling$|Message$).*"
              + "|vow\\.agent\\.tell\\.(?!Teller|Courier|MessageText).*"
              + "|vow\\.cli\\.(Plan|Check|Fmt|Eval|Explain|Completion|Help).*");

  /** Of our own; 440 in November 2026. */
  private static final int MOST = 480;

  @TempDir Path folder;

  @Test
  void aWokenBrainLoadsOnlyWhatItNeeds() throws Exception {
    var logs = Files.createDirectory(folder.resolve("logs"));
    var options =
        "-XX:AOTMode=off -Dvow.syscall=%s -Xlog:class+load:file=%s/%%p.log"
            .formatted(HolderProgram.syscalls(), logs);
    var policy =
        """
        agent {
          linger = "200ms"
        }
        file "/etc/motd" {
          content = "right\\n"
        }
        """;
    try (var agent =
        RunningAgent.keeping(
            folder, policy, Hearing.HELD, List.of("env", "JDK_JAVA_OPTIONS=" + options))) {
      asleep(agent);
      Set<Path> before = logs(logs);

      Files.writeString(agent.at("/etc/motd"), "wrong\n");
      becomes(agent, "/etc/motd", "right\n");
      asleep(agent);

      var woken = logs(logs).stream().filter(log -> !before.contains(log)).toList();
      assertThat(woken).hasSize(1);
      var classes = classes(woken.getFirst());
      assertThat(classes).contains("vow.agent.keeper.FileRepair", "vow.cli.Keep");
      assertThat(classes.stream().filter(UNNEEDED.asMatchPredicate())).isEmpty();
      assertThat(classes.stream().filter(name -> name.startsWith("vow."))).hasSizeLessThan(MOST);
    }
  }

  private static Set<Path> logs(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.collect(Collectors.toSet());
    }
  }

  /** Their names, without those that Java makes as it goes. */
  private static Set<String> classes(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceFirst("^\\[.*\\] ", "").replaceFirst(" source: .*", ""))
        .filter(name -> !name.contains("/0x"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
