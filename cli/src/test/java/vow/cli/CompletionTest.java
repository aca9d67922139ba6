package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesVerbsAndTheirOptions() throws Exception {
    assertThat(bash("vow", "com")).contains("completion");
    assertThat(bash("vow", "completion", "")).contains("bash", "zsh", "fish", "--json");
    assertThat(bash("vow", "help", "com")).contains("completion");
  }

  @Test
  void everyShellKnowsEveryVerb() {
    for (var shell : new String[] {"bash", "zsh", "fish"}) {
      var script = Vow.in(folder).run("completion", shell).exits(0).out();

      assertThat(script).contains(Verbs.names());
    }
  }

  @Test
  void anotherShellIsRefusedWithTheChoice() {
    var result = Vow.in(folder).run("completion", "csh").exits(64);

    assertThat(result.err()).isEqualTo("vow: unknown shell \"csh\"; one of bash, zsh, fish\n");
  }

  /** What bash itself would offer for the last of these words. */
  private String bash(String... words) throws IOException, InterruptedException {
    var script = folder.resolve("vow.bash");
    Files.writeString(script, Vow.in(folder).run("completion", "bash").exits(0).out());
    var program =
        "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _vow;"
            + " echo \"${COMPREPLY[*]}\"";
    var command = new ArrayList<>(List.of("bash", "-c", program, "bash"));
    command.add(script.toString());
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return out;
  }
}
