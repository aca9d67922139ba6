package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  @TempDir Path folder;

  @Test
  void printsTheLogAsItIs() throws IOException {
    write("web", "@2026-01-01T00:00:02.000000Z", line(1, "one"), line(2, "two words"));
    write("web", "current", line(3, ""), line(4, "ünï"));

    var said = vow("web");

    assertThat(said.out())
        .isEqualTo(line(1, "one") + line(2, "two words") + line(3, "") + line(4, "ünï"));
    assertThat(said.exit()).isZero();
    assertThat(vow("service[web]")).isEqualTo(said);
  }

  @Test
  void printsTheLastLinesOfAll() throws IOException {
    write("web", "@2026-01-01T00:00:02.000000Z", line(1, "a"), line(2, "b"));
    write("web", "current", line(3, "c"));

    assertThat(vow("web", "-n", "2").out()).isEqualTo(line(2, "b") + line(3, "c"));
    assertThat(vow("web", "-n", "0").out()).isEmpty();
    assertThat(vow("web", "--lines", "9").out()).startsWith(line(1, "a"));
    assertThat(vow("web", "-n", "many").exit()).isEqualTo(64);
  }

  @Test
  void printsWhatIsRecent() throws IOException {
    write("web", "@2026-01-01T00:00:02.000000Z", line(1, "a"), line(2, "b"));
    write("web", "current", line(3, "c"), line(4, "d"));

    assertThat(vow("web", "--since", "2026-01-01T00:00:02Z").out()).startsWith(line(2, "b"));
    assertThat(vow("web", "--since", "2026-01-01T00:00:03.0005Z").out()).isEqualTo(line(4, "d"));
    assertThat(vow("web", "--since", "1h").out()).isEmpty();
  }

  @Test
  void printsWhatMatchesWithoutLookingAtTheTime() throws IOException {
    write("web", "current", line(1, "GET /a 200"), line(2, "GET /b 500"), line(3, "2026"));

    assertThat(vow("web", "--grep", " (4|5)..$").out()).isEqualTo(line(2, "GET /b 500"));
    assertThat(vow("web", "--grep", "2026").out()).isEqualTo(line(3, "2026"));
    assertThat(vow("web", "--grep", "GET", "-n", "1").out()).isEqualTo(line(2, "GET /b 500"));
    assertThat(vow("web", "--grep", "(").err())
        .startsWith("vow: --grep needs a regular expression");
    assertThat(vow("web", "--grep", "(").exit()).isEqualTo(64);
  }

  @Test
  void jsonHasTimeAndLine() throws IOException {
    write("web", "current", line(1, "say \"hi\""));

    assertThat(vow("web", "--json").out())
        .isEqualTo(
            "{\"time\":\"2026-01-01T00:00:01.000000Z\",\"name\":\"web\",\"line\":\"say \\\"hi\\\"\"}\n");
  }

  @Test
  void severalAreInTheOrderOfTheirTimes() throws IOException {
    write("web", "current", line(1, "a"), line(4, "d"));
    write("db", "current", line(2, "b"), line(3, "c"));

    assertThat(vow("web", "db", "web").out().lines())
        .containsExactly(
            "2026-01-01T00:00:01.000000Z web: a",
            "2026-01-01T00:00:02.000000Z db: b",
            "2026-01-01T00:00:03.000000Z db: c",
            "2026-01-01T00:00:04.000000Z web: d");
    assertThat(vow("web", "db", "-n", "2").out().lines())
        .hasSize(2)
        .last()
        .asString()
        .endsWith("d");
  }

  @Test
  void anUnknownServiceIsRefusedWithTheOneThatWasMeant() throws IOException {
    assertThat(vow("web").err())
        .isEqualTo("vow: no service has a log here; is this the agent's --root or --state?\n");
    write("web", "current", line(1, "a"));

    assertThat(vow("wbe").err())
        .isEqualTo("vow: there is no log of service[wbe], did you mean web?\n");
    assertThat(vow("wbe").exit()).isEqualTo(1);
    assertThat(vow("..").exit()).isEqualTo(64);
  }

  /** The writer does not wait for the reader, which is another process. */
  @Test
  void followsOverRotation() throws Exception {
    write("web", "current", line(1, "old"));
    var words =
        List.of("logs", "web", "-f", "-n", "1", "--state", folder.toString(), "--runtime", "run");
    var following = Vow.in(folder).builder(words).start();
    try {
      var out = new Lines(following.getInputStream());
      out.await(0, l -> l.endsWith("old"), "the line that was there");
      var expected = new ArrayList<>(List.of(line(1, "old").strip()));
      for (int i = 0; i < 500; i++) {
        write("web", "current", line(2, "line " + i));
        expected.add(line(2, "line " + i).strip());
        if (i % 100 == 99) {
          var log = folder.resolve("log/web");
          Files.move(
              log.resolve("current"), log.resolve("@2026-01-01T00:00:02.%06dZ".formatted(i)));
        }
      }
      out.await(0, l -> l.endsWith("line 499"), "the last line");

      assertThat(out.all()).isEqualTo(expected);
    } finally {
      following.destroy();
      following.waitFor();
    }
  }

  private Said vow(String... words) {
    var all = new ArrayList<>(List.of("logs"));
    all.addAll(List.of(words));
    return Said.by(folder, all.toArray(String[]::new));
  }

  private static String line(int second, String text) {
    return "2026-01-01T00:00:%02d.000000Z %s\n".formatted(second, text);
  }

  private void write(String service, String file, String... lines) throws IOException {
    var log = Files.createDirectories(folder.resolve("log").resolve(service));
    Files.writeString(
        log.resolve(file),
        String.join("", lines),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
