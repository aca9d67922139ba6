package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the verbs of knowing say about an agent that runs. */
@Execution(ExecutionMode.CONCURRENT)
class KnowingTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content = "hello\\n"
      }
      file "/etc/needed" {
        content  = "x\\n"
        validate = "false %s"
      }
      file "/etc/after" {
        content = "y\\n"
        after   = [file["/etc/needed"]]
      }
      file "/etc/held" {
        content = "z\\n"
        audit   = "24h"
      }
      """;

  private static @Nullable RunningAgent running;

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    running = RunningAgent.keeping(folder, POLICY, Hearing.BEST);
  }

  @AfterAll
  static void end() {
    agent().close();
  }

  @Test
  void explainNamesEachBlindSpotOnce() {
    var explanation = RunningAgent.object(agent().run("explain", "/etc/motd", "--json").out());

    var blind = (List<?>) Objects.requireNonNull(explanation.get("blind_spots"));
    assertThat(blind).doesNotHaveDuplicates();
    assertThat(blind).filteredOn(b -> String.valueOf(b).contains("map")).hasSize(1);
    assertThat(blind).noneMatch(b -> String.valueOf(b).contains("network"));
    assertThat((List<?>) explanation.get("watches"))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("path", "/etc/motd");
    assertThat(agent().run("explain", "/etc/held").exits(0).out()).contains("timers:\n  audit ");
  }

  @Test
  void statusNamesWhoHoldsOnceAndUntilWhen() throws Exception {
    agent().run("hold", "/etc/held", "--for", "1h", "--why", "lunch").exits(0);
    agent().take("file[/etc/held]");

    var held =
        lines(agent().run("status").exits(1).out()).stream()
            .filter(l -> l.contains("/etc/held"))
            .toList();

    assertThat(held).singleElement().asString().containsOnlyOnce("held by").endsWith("Z (lunch)");
    assertThat(agent().run("why", "/etc/held").out()).contains("under an override of ");
    agent().run("hold", "/etc/held", "--release").exits(0);
  }

  @Test
  void whyGoesFromTheLineOfThePolicyToWhoDidIt() throws Exception {
    Files.writeString(agent().at("/etc/motd"), "hullo\n");
    agent().rest("file[/etc/motd]");

    var why = RunningAgent.object(agent().run("why", "/etc/motd", "--json").exits(0).out());
    var text = agent().run("why", "/etc/after").exits(0).out();

    assertThat(why.keySet()).contains("id", "policy", "standing", "needs", "dependents", "journal");
    assertThat(String.valueOf(why.get("policy"))).endsWith("policy.hcl:1:1");
    assertThat((List<?>) why.get("journal"))
        .last()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("outcome", "repaired")
        .containsEntry("cause", "drift");
    assertThat(text).contains("needs file[/etc/needed] (after), which is failed");
    assertThat(agent().run("why", "/etc/needed").out()).contains("comes before file[/etc/after]");
  }

  @Test
  void theJournalIsFollowedFromWhereItIs() throws Exception {
    var agent = agent();
    var root = agent.root().toString();
    var words = List.of("journal", "-f", "-n", "0", "--cause", "drift", "--json", "--root", root);
    var following = Vow.in(agent.root()).builder(words).start();
    try {
      var out = new Lines(following.getInputStream());
      // It is not known from outside when it has begun to follow: drift until it tells one.
      while (out.all().isEmpty()) {
        agent.settle();
      }
      int before = out.all().size();
      Files.writeString(agent.at("/etc/motd"), "once more\n");
      out.await(before, l -> l.contains("\"file[/etc/motd]\""), "what was just repaired");
      agent.rest("file[/etc/motd]");

      assertThat(out.all()).allMatch(l -> l.contains("\"cause\":\"drift\""));
      assertThat(out.all()).doesNotHaveDuplicates();
    } finally {
      following.destroy();
      following.waitFor();
    }
  }

  @Test
  void theJournalIsFiltered() throws Exception {
    Files.writeString(agent().at("/etc/motd"), "for the journal\n");
    agent().rest("file[/etc/motd]");

    assertThat(entries("--outcome", "failed")).allMatch(e -> "failed".equals(e.get("outcome")));
    assertThat(entries("--cause", "drift"))
        .isNotEmpty()
        .allMatch(e -> "drift".equals(e.get("cause")));
    assertThat(entries("--since", "2999-01-01T00:00:00Z")).isEmpty();
    assertThat(entries("-n", "2")).hasSize(2);
    assertThat(entries("/etc/needed")).allMatch(e -> "file[/etc/needed]".equals(e.get("id")));
  }

  private static List<Map<String, @Nullable Object>> entries(String... filter) {
    var words = new ArrayList<>(List.of("journal", "--json"));
    words.addAll(List.of(filter));
    var result = agent().run(words.toArray(String[]::new)).exits(0);
    return lines(result.out()).stream().map(RunningAgent::object).toList();
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(running);
  }
}
