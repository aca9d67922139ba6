package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vow.language.syntax.Source;

/** Prints what compiling costs; asserts nothing about time, machines differ. */
class SpeedTest {
  private static final int PROMISES = 10_000;
  private static final int ROUNDS = 12;

  @Test
  void compilesTenThousandPromises() {
    var source = Source.of("big.hcl", policy());

    var times = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      var compiled = Policy.compile(PolicyInput.of(List.of(source)));
      times[round] = (System.nanoTime() - start) / 1e6;
      assertThat(compiled.diagnostics().sorted()).isEmpty();
      assertThat(compiled.manifest().orElseThrow().promises()).hasSize(PROMISES);
    }

    System.out.printf(
        Locale.ROOT,
        "compile %d promises: first %.0f ms, last %.0f ms%n",
        PROMISES,
        times[0],
        times[ROUNDS - 1]);
  }

  private static String policy() {
    var text =
        new StringBuilder("variable \"mode\" { default = \"0644\" }\nlocals {\n  x = 1\n}\n");
    for (int i = 0; i < PROMISES / 4; i++) {
      text.append("directory \"/srv/d").append(i).append("\" {\n  mode = \"0755\"\n}\n");
      for (int j = 0; j < 3; j++) {
        text.append("file \"/srv/d" + i + "/f" + j + "\" {\n");
        text.append(
            "  content = \"number ${local.x} of ${directory[\"/srv/d" + i + "\"].path}\\n\"\n");
        text.append("  mode    = var.mode\n  owner   = \"root\"\n}\n");
      }
    }
    return text.toString();
  }
}
