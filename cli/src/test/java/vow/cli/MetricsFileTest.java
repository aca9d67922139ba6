package vow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.control.ControlClient;
import vow.agent.json.Json;

/** The metrics as Prometheus' own client reads them: strict OpenMetrics, with the right numbers. */
class MetricsFileTest {
  private static final String POLICY =
      """
      file "/etc/motd" { content = "hello\\n" }
      file "/etc/held" { content = "z\\n" }
      file "/etc/bad" {
        content  = "x\\n"
        validate = "false %s"
      }
      """;

  /** Debian's Python, as another one may come first in the path and know of no Debian packages. */
  private static final List<String> PARSER =
      List.of(
          "/usr/bin/python3",
          "-c",
          """
          import json, sys
          from prometheus_client.openmetrics import parser
          print(json.dumps([
              {"name": f.name, "type": f.type, "help": f.documentation, "unit": f.unit,
               "samples": [[s.name, s.labels, s.value] for s in f.samples]}
              for f in parser.text_string_to_metric_families(sys.stdin.read())]))
          """);

  private static final List<String> CLASSIC =
      List.of(
          "/usr/bin/python3",
          "-c",
          """
          import sys
          from prometheus_client import parser
          families = list(parser.text_string_to_metric_families(sys.stdin.read()))
          assert len(families) > 10 and all(f.type in ("gauge", "counter") for f in families)
          """);

  private static final List<String> OUTCOMES =
      List.of("kept", "repaired", "failed", "denied", "timeout", "skipped", "suspended", "noop");

  @TempDir Path folder;

  @Test
  void isReadByPrometheus() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      agent.run("hold", "/etc/held").exits(0);
      agent.take("file[/etc/held]");
      agent.take("file[/etc/motd]");
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      agent.rest("file[/etc/motd]");
      var reply = ControlClient.call(agent.at("/run/vow/control.sock"), "Metrics", Map.of());
      var asked = parse(String.valueOf(reply.orElseThrow().get("text")));
      agent.stop(); // or the file may be a step behind
      var written = parse(Files.readString(agent.at("/run/vow/metrics.prom")));

      for (var families : List.of(asked, written)) {
        assertThat(families).extracting(f -> f.get("name")).doesNotHaveDuplicates();
        for (var family : families) {
          assertThat(family.get("type")).isIn("gauge", "counter");
          assertThat(String.valueOf(family.get("help"))).isNotEmpty().doesNotContain("null");
        }
        assertThat(samples(families, "vow_promises").keySet())
            .containsExactlyInAnyOrderElementsOf(OUTCOMES);
        assertThat(samples(families, "vow_promises")).containsEntry("failed", 1L);
        assertThat(samples(families, "vow_promises")).containsEntry("noop", 1L);
        assertThat(samples(families, "vow_overrides")).containsEntry("", 1L);
        assertThat(samples(families, "vow_outcomes")).containsEntry("failed", 1L);
        assertThat(samples(families, "vow_swaps")).containsEntry("", 1L);
        assertThat(samples(families, "vow_repairs").get("")).isGreaterThan(3L);
      }
      assertThat(written).hasSameSizeAs(asked);
    }
  }

  @Test
  void whatIsSharedIsReadByTheTextfileCollectorAndHasAllThatTheDashboardAsksFor() throws Exception {
    var file = folder.resolve("root/var/lib/node/vow.prom");
    Files.createDirectories(file.getParent());
    var shared = "agent {\n  metrics = \"/var/lib/node/vow.prom\"\n}\n";
    try (var agent = RunningAgent.keeping(folder, shared + POLICY, Hearing.BEST)) {
      agent.settle();
      agent.stop();
    }
    var text = Files.readString(file);
    var names = new TreeSet<String>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> names.add(line.split(" ", -1)[2]));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(text).doesNotContain("# EOF").contains("# TYPE vow_outcomes_total counter\n");
    assertThat(run(CLASSIC, text).exit()).isZero();

    var asked = new TreeSet<String>();
    var dashboard = Files.readString(Path.of("../packaging/grafana/vow.json"));
    assertThat(Json.parseObject(dashboard)).isPresent();
    Pattern.compile("vow_[a-z_]+").matcher(dashboard).results().forEach(m -> asked.add(m.group()));
    assertThat(asked).hasSizeGreaterThan(8);
    assertThat(names).containsAll(asked);
  }

  @Test
  void aFileThatCannotBeSharedIsToldAndHoldsNothingUp() throws Exception {
    var shared = "agent {\n  metrics = \"/no/such/folder/vow.prom\"\n}\n";
    try (var agent = RunningAgent.keeping(folder, shared + POLICY, Hearing.BEST)) {
      agent.says("metrics: unable to open");
      agent.settle();
    }
  }

  @Test
  void theReaderIsStrict() throws Exception {
    var good = "# TYPE a counter\n# HELP a b\na_total 1\n# EOF\n";

    assertThat(run(good).exit()).isZero();
    for (var bad :
        List.of(
            good.replace("# EOF\n", ""),
            good.replace("_total", ""),
            good.replace("a_total 1", "a_total{b=\"c\"d\"} 1"),
            good.replace("a_total 1\n", "a_total 1\n# TYPE a gauge\n"))) {
      assertThat(run(bad).exit()).as(bad).isNotZero();
    }
  }

  private List<Map<String, @Nullable Object>> parse(String text) throws Exception {
    var read = run(text);
    assertThat(read.exit()).as(read.err() + text).isZero();
    return Shape.of("name:text type:text help:text samples:list")
        .checkEach(Json.parse(read.out()).orElseThrow());
  }

  /** A family's values by outcome, or by nothing. */
  private static Map<String, Long> samples(
      List<Map<String, @Nullable Object>> families, String name) {
    var family = families.stream().filter(f -> name.equals(f.get("name"))).findFirst();
    var values = new java.util.TreeMap<String, Long>();
    for (var sample : (List<?>) Objects.requireNonNull(family.orElseThrow().get("samples"))) {
      var parts = (List<?>) sample;
      var labels = (Map<?, ?>) parts.get(1);
      var outcome = labels.isEmpty() ? "" : String.valueOf(labels.get("outcome"));
      values.put(outcome, ((BigDecimal) parts.get(2)).longValueExact());
    }
    return values;
  }

  private Vow.Result run(String text) throws IOException, InterruptedException {
    return run(PARSER, text);
  }

  private Vow.Result run(List<String> parser, String text)
      throws IOException, InterruptedException {
    var in = Files.writeString(folder.resolve("metrics.txt"), text);
    var err = folder.resolve("parser.err");
    var process =
        new ProcessBuilder(parser).redirectInput(in.toFile()).redirectError(err.toFile()).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    var said = Files.readString(err);
    assumeTrue(!said.contains("No module named"), "python3-prometheus-client is not installed");
    return new Vow.Result(process.exitValue(), out, said);
  }
}
