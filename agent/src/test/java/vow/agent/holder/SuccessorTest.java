package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessorTest {
  @TempDir Path folder;

  private Path copy(String name) throws IOException {
    return Files.copy(
        Path.of("/bin/sleep"),
        folder.resolve(name),
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void anotherFileOfThatNameIsOne() throws Exception {
    var ours = copy("holder");
    var process = new ProcessBuilder(ours.toString(), "1000").start();
    try {
      var runs = Path.of("/proc/" + process.pid() + "/exe");
      while (!runs.toRealPath().endsWith("holder")) {
        Thread.onSpinWait(); // until it has become the program
      }
      assertThat(Successor.other(ours, runs)).isEmpty();

      Files.move(copy("next"), ours, StandardCopyOption.REPLACE_EXISTING);
      assertThat(Successor.other(ours, runs)).contains(ours);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void withoutAProgramThereIsNone() {
    assertThat(Successor.other(folder.resolve("holder"), Path.of("/proc/self/exe"))).isEmpty();
  }

  @Test
  void ofAnUnknownParentThereIsNone() throws Exception {
    assertThat(Successor.other(copy("holder"), Path.of("/proc/0/exe"))).isEmpty();
  }
}
