package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Eventually.asleep;
import static vow.cli.RunningAgent.object;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a report tells, and that nothing in it is more than text. */
@Execution(ExecutionMode.CONCURRENT)
class ReportTest {
  private static final String HOSTILE = "/etc/<script>alert(1)</script>\\\"'&\u202e";

  private static final String POLICY =
      """
      agent {
        linger = "200ms"
      }
      file "/etc/motd" {
        content = "hello\\n"
      }
      file "/etc/lost/x" {
        content = "x\\n"
        parents = false
        after   = [file["/etc/motd"]]
      }
      file "%s" {
        content = "y\\n"
        after   = [file["/etc/motd"]]
      }
      """
          .formatted(HOSTILE);

  private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z0-9!]+)");

  @TempDir Path folder;

  @Test
  void tellsWhatIsKeptAndWhatDriftedAndWakesNobody() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.HELD)) {
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      assertThat(agent.take("file[/etc/motd]").outcome()).isEqualTo("repaired");
      assertThat(agent.take("file[/etc/motd]").cause()).isEqualTo("drift");
      asleep(agent);

      var text = agent.run("report").exits(0).out();
      var json = object(agent.run("report", "--json").exits(0).out());
      var page = folder.resolve("page.html");
      agent.run("report", "--html", page.toString()).exits(0);

      assertThat(text)
          .contains("agent   asleep\n", "now     kept ", ", failed 1\n")
          .contains("not kept\n  failed file[/etc/lost/x] since ")
          .contains("drifted\n  file[/etc/motd] once, last ");
      assertThat(json.keySet())
          .containsExactly(
              "time",
              "since",
              "host",
              "agent",
              "policy",
              "summary",
              "not_kept",
              "outcomes",
              "drifted",
              "writers",
              "timeline",
              "events",
              "events_in_all");
      assertThat((List<?>) json.get("timeline")).hasSize(ReportData.PARTS);
      assertThat(Files.readString(page))
          .contains("<h1>vow report of ", "file[/etc/motd]", "<svg class=\"timeline\"")
          .contains("<svg class=\"graph\"", "agent asleep");
      assertThat(agent.run("report", "--html").exits(0).out()).startsWith("<!DOCTYPE html>");
      asleep(agent); // still
      assertThat(Files.readString(agent.at("/run/vow/status.json"))).doesNotContain("callers");
    }
  }

  @Test
  void namesOfAnybodyAreTextAndNothingIsLoaded() throws Exception {
    Files.writeString(folder.resolve("p.hcl"), POLICY);
    var vow = Vow.in(folder);
    vow.run("keep", "p.hcl", "--once", "--root", "tree").exits(1);

    var page = vow.run("report", "--html", "--root", "tree").exits(0).out();

    assertThat(page)
        .contains("/etc/&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\ufffd")
        .doesNotContain("<script", "\u202e", "http:", "https:", "url(", "@import", "src=", "href=");
    assertThat(TAG.matcher(page).results().map(tag -> tag.group(1)).distinct())
        .allMatch(tag ->
            tag.matches(
                "/?(html|head|title|style|body|main|header|h1|h2|p|code|time|ul|li|b|details"
                    + "|summary|div|table|tr|th|td|span|svg|g|rect|line|path|text)|!DOCTYPE|meta"));
  }

  @Test
  @Tag("long")
  void tenThousandPromisesAreAPageThatCanBeRead() throws Exception {
    Files.writeString(
        folder.resolve("p.hcl"),
        """
        directory "/srv" {}
        file "many" {
          for_each = toset(flatten([for i in range(10) : [for j in range(1000) : "${i}-${j}"]]))
          path     = "/srv/${each.key}"
          content  = "x"
        }
        """);
    var vow = Vow.in(folder);
    vow.run("keep", "p.hcl", "--once", "--root", "tree").exits(0);

    var page = vow.run("report", "--html", "--root", "tree").exits(0).out();

    assertThat(page).hasSizeLessThan(2_000_000).contains("and 8001 more promises");
  }

  @Test
  void withoutAnAgentItSaysSo() {
    assertThat(Vow.in(folder).run("report", "--root", "none").exits(0).out())
        .contains("agent   down\npolicy  none\nnow     nothing\nbefore  nothing\n");
    assertThat(Vow.in(folder).run("report", "x.html").exits(64).err()).contains("--html x.html");
    assertThat(Vow.in(folder).run("report", "--html", "--json").exits(64).err())
        .contains("not both");
    assertThat(Vow.in(folder).run("report", "--since", "soon").exits(64).err()).contains("--since");
  }
}
