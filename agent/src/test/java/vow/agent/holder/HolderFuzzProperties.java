package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.testkit.Seeds;

/** The holder, compiled with sanitizers, under brains that have gone mad. */
class HolderFuzzProperties {
  private static final int FEW = 8;
  private static final int LIVES = 12;
  private static final List<String> WORDS =
      List.of("", "true", "-XX:AOTCache=", "-XX:AOTCache=x", "\u0080", "a b", "x".repeat(5000));

  @TempDir Path folder;

  /** Each is a whole process: all seeds only in the long run. */
  static LongStream seeds() {
    return Boolean.getBoolean("vow.long") ? Seeds.seeds() : Seeds.seeds().limit(FEW);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bearsWhateverABrainSends(long seed) throws Exception {
    var lives = Integer.toString(LIVES);
    var brain = Rig.compiled("fuzz").toString();

    assertThat(run(List.of(brain, Long.toUnsignedString(seed), lives, folder.toString()))).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bearsWhateverItIsStartedWith(long seed) throws Exception {
    var random = new Random(seed);
    var arguments = new ArrayList<String>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      arguments.add(WORDS.get(random.nextInt(WORDS.size())));
    }

    assertThat(run(arguments)).isEqualTo(arguments.getFirst().equals("true") ? 0 : 127);
  }

  /** The status of a holder with this command; fails when it hangs or a sanitizer has spoken. */
  private int run(List<String> command) throws Exception {
    var said = folder.resolve("said");
    var all = new ArrayList<>(List.of(Rig.sanitized().toString()));
    all.addAll(command);
    var builder = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("ASAN_OPTIONS", "detect_leaks=0");
    var holder = builder.start();
    try {
      assertThat(holder.waitFor(60, TimeUnit.SECONDS)).as("%s has ended", command).isTrue();
      assertThat(Files.readString(said, StandardCharsets.ISO_8859_1))
          .doesNotContain("Sanitizer", "runtime error");
      return holder.exitValue();
    } finally {
      holder.destroyForcibly().waitFor();
      ended();
    }
  }

  /** A brain may outlive its holder by a moment, in which it still writes to its folder. */
  private void ended() {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(brain -> brain.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }
}
