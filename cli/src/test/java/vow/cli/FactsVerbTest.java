package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vow.agent.json.Json;

/** What {@code vow facts} prints, asked as users do. */
@Execution(ExecutionMode.CONCURRENT)
class FactsVerbTest {
  @TempDir Path folder;

  @BeforeEach
  void giveTheMachineFactsOfItsOwn() throws IOException {
    var own = Files.createDirectories(folder.resolve("state/facts.d"));
    Files.writeString(own.resolve("tags"), "web\n# not db\n");
    Files.writeString(own.resolve("rack"), "b12\n");
  }

  @Test
  void printsEveryFactByName() {
    var result = facts();

    assertThat(result.out()).contains("tags = [\"web\"]\n").contains("fact.rack = \"b12\"\n");
    assertThat(result.out().lines()).anyMatch(l -> l.startsWith("os.family = \""));
  }

  @Test
  void printsOneAsItsValueAlone() {
    assertThat(facts("node.fact.rack").out()).isEqualTo("b12\n");
    assertThat(facts("fact.rack", "--json").out()).isEqualTo("\"b12\"\n");
    assertThat(facts("sysctl.kernel.ostype").out()).isEqualTo("Linux\n");
  }

  @Test
  void printsAGroup() {
    assertThat(facts("kernel").out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("kernel."));
  }

  @Test
  void printsOneObjectForPrograms() {
    var all = Json.parseObject(facts("--json").out()).orElseThrow();

    assertThat(all).containsEntry("fact.rack", "b12").containsKeys("hostname", "cpu.count");
  }

  @Test
  void suggestsWhatWasMeant() {
    var result = run("os.nmae").exits(1);

    assertThat(result.err()).isEqualTo("vow: there is no fact os.nmae, did you mean os.name?\n");
  }

  private Vow.Result facts(String... words) {
    return run(words).exits(0);
  }

  private Vow.Result run(String... words) {
    var all = new String[words.length + 3];
    all[0] = "facts";
    all[1] = "--state";
    all[2] = "state";
    System.arraycopy(words, 0, all, 3, words.length);
    return Vow.in(folder).run(all);
  }

  @Test
  void noProcessIsStartedForAnyFact() throws Exception {
    var trace = folder.resolve("trace");
    var builder = Vow.in(folder).builder(List.of("facts", "--root", folder.toString()));
    builder
        .command()
        .addAll(0, List.of("strace", "-f", "-qq", "-e", "trace=execve", "-o", trace.toString()));
    var process = builder.redirectOutput(folder.resolve("out").toFile()).start();

    assertThat(process.waitFor()).isZero();

    assertThat(Files.readString(folder.resolve("out"))).contains("hostname = ", "package = ");
    assertThat(Files.readAllLines(trace)).filteredOn(l -> l.contains("execve(")).hasSize(1);
  }
}
