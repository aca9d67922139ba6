package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.RunningAgent.object;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every field of what an agent and the verbs about it print for programs. */
@Execution(ExecutionMode.CONCURRENT)
class OutputShapesTest {
  private static final String POLICY =
      """
      file "/etc/motd" { content = "hello\\n" }
      file "/etc/held" { content = "z\\n" }
      file "/etc/secret" {
        content   = "hush\\n"
        sensitive = true
      }
      file "/etc/bad" {
        content  = "x\\n"
        validate = "false %s"
      }
      file "/etc/after" {
        content = "y\\n"
        after   = [file["/etc/bad"]]
      }
      """;

  private static final String CAUSES = "policy|drift|neighbour|timer|boot|operator";
  private static final String OUTCOMES =
      "kept|repaired|failed|denied|timeout|skipped|suspended|noop";

  private static final Shape OUTCOME =
      Shape.of(
          "time:time id:id kind:text name:text outcome:%s cause:%s by:object? took_ms:count diff:text? message:text?"
              .formatted(OUTCOMES, CAUSES));

  private static final Shape WRITER =
      Shape.of("pid:count exe:text? comm:text? uid:count? login:text? cgroup:text? parent:count?");

  private static final Shape SUMMARY =
      Shape.of(
          "kept:count repaired:count failed:count denied:count timeout:count skipped:count suspended:count noop:count");

  private static final Shape STANDING =
      Shape.of(
          "id:id outcome:%s since:time cause:%s contested:bool override:object?"
              .formatted(OUTCOMES, CAUSES));

  private static @Nullable RunningAgent running;

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    running = RunningAgent.keeping(folder, POLICY, Hearing.BEST);
    Files.writeString(agent().at("/etc/motd"), "drift\n");
    agent().settle();
    agent().run("hold", "/etc/held", "--for", "1h", "--why", "lunch").exits(0);
    agent().settle();
  }

  @AfterAll
  static void end() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  @Tag("root") // only fanotify tells who wrote
  void outcomesOfKeepAndOfTheJournal() throws Exception {
    var printed = agent().printed().lines().filter(l -> l.startsWith("{")).toList();
    var outcomes = printed.stream().filter(l -> !l.contains("\"summary\"")).toList();
    outcomes.forEach(l -> OUTCOME.check(object(l)));
    printed.stream()
        .filter(l -> l.contains("\"summary\""))
        .map(l -> Shape.of("time:time summary:object").check(object(l)))
        .forEach(line -> SUMMARY.check(line.get("summary")));

    var drift = one(outcomes, "\"id\":\"file[/etc/motd]\"", "\"cause\":\"drift\"");
    assertThat(drift)
        .containsEntry("kind", "file")
        .containsEntry("name", "/etc/motd")
        .containsEntry("outcome", "repaired")
        .containsEntry("message", "content differs");
    assertThat(String.valueOf(drift.get("diff"))).contains("\n-drift\n+hello\n");
    assertThat(WRITER.check(drift.get("by")))
        .containsEntry("pid", BigDecimal.valueOf(ProcessHandle.current().pid()));
    var failed = one(outcomes, "\"id\":\"file[/etc/bad]\"");
    assertThat(failed).containsEntry("outcome", "failed").containsEntry("by", null);
    assertThat(one(outcomes, "\"id\":\"file[/etc/secret]\"")).containsEntry("diff", null);

    var journal = agent().run("journal", "--json").exits(0).out().lines().toList();
    assertThat(journal).containsAll(outcomes);
    journal.forEach(l -> OUTCOME.check(object(l)));
  }

  @Test
  void statusOfAnAgentThatRuns() {
    var status = status(agent().run("status", "--json").exits(1));

    var own = Shape.part(status, "agent");
    assertThat(own)
        .containsEntry("pid", BigDecimal.valueOf(agent().process().pid()))
        .containsEntry("state", "awake")
        .containsEntry("woken", BigDecimal.ZERO);
    assertThat(Shape.part(status, "policy"))
        .containsEntry("path", agent().policy().toString())
        .containsEntry("diagnostics", List.of());
    assertThat(String.valueOf(Shape.part(status, "policy").get("hash"))).matches("[0-9a-f]{64}");
    var summary = SUMMARY.check(status.get("summary"));
    var total = summary.values().stream().mapToInt(n -> ((BigDecimal) n).intValueExact()).sum();
    assertThat(summary)
        .containsEntry("failed", BigDecimal.ONE)
        .containsEntry("skipped", BigDecimal.ONE)
        .containsEntry("noop", BigDecimal.ONE);

    var listed = STANDING.checkEach(status.get("promises"));
    assertThat(listed)
        .extracting(p -> p.get("id"))
        .containsExactlyInAnyOrder("file[/etc/bad]", "file[/etc/held]", "file[/etc/after]");
    var held = listed.stream().filter(p -> "file[/etc/held]".equals(p.get("id"))).findFirst();
    assertThat(
            Shape.of("kind:hold|undo who:text why:text? until:time?")
                .check(held.orElseThrow().get("override")))
        .containsEntry("kind", "hold")
        .containsEntry("why", "lunch");

    var all = status(agent().run("status", "--all", "--json").exits(1));
    assertThat(STANDING.checkEach(all.get("promises"))).hasSize(total);
  }

  @Test
  void statusWithoutAnAgent(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("p.hcl"), "file \"/etc/motd\" { content = \"hello\" }\n");
    var vow = Vow.in(folder);
    var never = status(vow.run("status", "--json", "--root", "tree").exits(0));
    var once = vow.run("keep", "p.hcl", "--once", "--json", "--root", "tree").exits(0);
    var after = status(vow.run("status", "--all", "--json", "--root", "tree").exits(0));

    for (var status : List.of(never, after)) {
      assertThat(Shape.part(status, "agent"))
          .containsEntry("state", "down")
          .containsEntry("pid", null)
          .containsEntry("since", null);
    }
    assertThat(Shape.part(never, "policy")).containsEntry("path", null).containsEntry("hash", null);
    assertThat(STANDING.checkEach(after.get("promises"))).hasSize(1);
    var last = object(once.out().lines().reduce((_, line) -> line).orElseThrow());
    assertThat(SUMMARY.check(last.get("summary"))).containsEntry("repaired", BigDecimal.ONE);
    assertThat(once.out().lines()).as("an outcome and the summary, nothing else").hasSize(2);
  }

  @Test
  void plan() {
    var plan = object(agent().run("plan", agent().policy().toString(), "--json").exits(2).out());

    Shape.of(
            "kept:count would-repair:count would-fail:count denied:count skipped:count suspended:count noop:count")
        .check(plan.get("summary"));
    var promises =
        Shape.of(
                "id:id kind:text name:text outcome:kept|would-repair|would-fail|denied|skipped|suspended|noop cause:%s diff:text? sensitive:bool message:text?"
                    .formatted(CAUSES))
            .checkEach(plan.get("promises"));
    var bad = promise(promises, "file[/etc/bad]");
    assertThat(bad).containsEntry("outcome", "would-repair").containsEntry("sensitive", false);
    assertThat(String.valueOf(bad.get("diff"))).startsWith("--- /dev/null\n+++ /etc/bad\n@@ ");
    assertThat(promise(promises, "file[/etc/held]")).containsEntry("outcome", "noop");
    assertThat(promise(promises, "file[/etc/secret]"))
        .containsEntry("sensitive", true)
        .containsEntry("diff", null);
  }

  @Test
  void whyAndExplain() {
    var why =
        Shape.of("id:id policy:text standing:object needs:list dependents:list journal:list")
            .check(object(agent().run("why", "/etc/after", "--json").exits(0).out()));
    STANDING.check(why.get("standing"));
    OUTCOME.checkEach(why.get("journal"));
    assertThat(Shape.of("id:id reason:text outcome:" + OUTCOMES).checkEach(why.get("needs")))
        .singleElement()
        .satisfies(n -> assertThat(n.get("id")).isEqualTo("file[/etc/bad]"))
        .satisfies(n -> assertThat(n.get("reason")).isEqualTo("after"));

    var explained =
        Shape.of("id:id policy:text watches:list blind_spots:list timers:list")
            .check(object(agent().run("explain", "/etc/motd", "--json").exits(0).out()));
    Shape.of("path:text scope:self|entries|tree by:text").checkEach(explained.get("watches"));
  }

  private static Map<String, @Nullable Object> status(Vow.Result result) {
    var status =
        Shape.of("agent:object policy:object summary:object promises:list")
            .check(object(result.out()));
    Shape.of("pid:count? state:awake|asleep|down since:time? woken:count wakes:list cpu_ms:count")
        .check(status.get("agent"));
    Shape.of("path:text? hash:text? diagnostics:list").check(status.get("policy"));
    return status;
  }

  private static Map<String, @Nullable Object> promise(
      List<Map<String, @Nullable Object>> all, String id) {
    return all.stream().filter(p -> id.equals(p.get("id"))).findFirst().orElseThrow();
  }

  /** The first line with all these parts. */
  private static Map<String, @Nullable Object> one(List<String> lines, String... parts) {
    return object(
        lines.stream()
            .filter(l -> List.of(parts).stream().allMatch(l::contains))
            .findFirst()
            .orElseThrow());
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(running);
  }
}
