package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.json.Json;

/** The page of a report as a browser shows it: light and dark, wide and narrow. */
@Tag("long")
class ReportPageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Pattern CHECKED = Pattern.compile("<pre id=\"checked\">(.*?)</pre>");
  private static final String POLICY =
      """
      directory "/srv" {}
      directory "/srv/app" {}
      file "/srv/app/<img src=x onerror=document.title=1>" {
        content = "x\\n"
      }
      file "/srv/app/%s" {
        content = "y\\n"
      }
      file "/etc/lost/x" {
        content = "x\\n"
        parents = false
        after   = [directory["/srv/app"]]
      }
      file "/etc/after" {
        content = "x\\n"
        after   = [file["/etc/lost/x"]]
      }
      file "/etc/motd" {
        content = "hello\\n"
      }
      """
          .formatted("long-name-without-any-place-to-break-it-".repeat(4));

  /** As Blink counts them. */
  private enum Scheme {
    DARK(0),
    LIGHT(1);

    private final int number;

    Scheme(int number) {
      this.number = number;
    }
  }

  @TempDir Path folder;

  @Test
  void canBeReadOnAnyScreen() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
    var page = page();

    var light = checked(page, Scheme.LIGHT, 1280);
    var dark = checked(page, Scheme.DARK, 1280);
    var narrow = checked(page, Scheme.LIGHT, 500);

    for (var seen : List.of(light, dark, narrow)) {
      assertThat((List<?>) seen.get("problems")).isEmpty();
      assertThat(number(seen, "texts")).isGreaterThan(50);
      assertThat(number(seen, "bars")).isPositive();
      assertThat(number(seen, "boxes")).isGreaterThan(4);
    }
    assertThat(light.get("page")).isEqualTo("rgb(246, 247, 249)");
    assertThat(dark.get("page")).isEqualTo("rgb(15, 19, 24)");
    assertThat(number(light, "width")).isEqualTo(1280);
    assertThat(number(narrow, "width")).isEqualTo(500);
  }

  private static int number(Map<String, @Nullable Object> seen, String name) {
    return seen.get(name) instanceof BigDecimal number ? number.intValue() : -1;
  }

  private String page() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      agent.settle();
      return agent.run("report", "--html", "--since", "10m").exits(0).out();
    }
  }

  /** What the script at the end of the page found; the page itself forbids scripts. */
  private Map<String, @Nullable Object> checked(String page, Scheme scheme, int width)
      throws Exception {
    var script =
        "<script data-check>" + Files.readString(Path.of("src/test/resources/report/check.js"));
    var looked =
        page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</body>", script + "</script></body>");
    assertThat(looked).doesNotContain("Content-Security-Policy");
    var file = Files.writeString(folder.resolve(scheme + "-" + width + ".html"), looked);
    var dom = chromium(file, scheme, width);
    var found = CHECKED.matcher(dom);
    assertThat(found.find()).as(dom).isTrue();
    var json = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return Json.parseObject(json).orElseThrow();
  }

  private String chromium(Path file, Scheme scheme, int width)
      throws IOException, InterruptedException {
    var out = folder.resolve("dom.html");
    var words = new ArrayList<>(List.of(CHROMIUM.toString(), "--headless", "--no-sandbox"));
    words.addAll(
        List.of(
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            "--user-data-dir=" + folder.resolve("chromium"),
            "--blink-settings=preferredColorScheme=" + scheme.number,
            "--window-size=" + width + ",900",
            "--dump-dom",
            file.toUri().toString()));
    var builder = new ProcessBuilder(words);
    builder.environment().put("HOME", folder.toString());
    var process =
        builder
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("chromium.err").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
