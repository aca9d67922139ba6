package vow.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldLogsTest {
  @TempDir Path logs;

  private Path write(String name, int bytes, long timeMs) throws IOException {
    var file = logs.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, new byte[bytes]);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(timeMs));
  }

  @Test
  void theOldestGoFirstAndThoseOfServicesStay() throws Exception {
    var ours = write("web/@1", 900, 1);
    var first = write("old/@1", 100, 2);
    var second = write("older/@1", 100, 3);
    var third = write("old/current", 100, 4);

    OldLogs.trim(logs, "web"::equals, 250);
    assertThat(first).doesNotExist();
    assertThat(second).exists();
    assertThat(third).exists();

    OldLogs.trim(logs, "web"::equals, 100);
    assertThat(second.getParent()).doesNotExist();
    assertThat(third).exists();
    assertThat(ours).exists();
  }

  @Test
  void aPipeAloneKeepsNoFolder() throws Exception {
    write("old/.pipe", 0, 1);
    OldLogs.trim(logs, _ -> false, 1_000);
    assertThat(logs.resolve("old")).doesNotExist();
  }

  @Test
  void withoutLogsThereIsNothingToDo() throws Exception {
    OldLogs.trim(logs.resolve("none"), _ -> false, 0);
    assertThat(logs).isEmptyDirectory();
  }
}
