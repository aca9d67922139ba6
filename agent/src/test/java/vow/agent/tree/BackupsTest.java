package vow.agent.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Hash;

/** Contents that no undo needs are bounded in number. */
class BackupsTest {
  private static final long NOW_MS = Duration.ofDays(20_000).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  @TempDir Path folder;

  @Test
  void theOldestThatNobodyNeedsGo() throws IOException {
    for (int i = 0; i < Backups.UNNEEDED_MAX + 10; i++) {
      content(i, NOW_MS - 2 * HOUR_MS - i * 1_000L);
    }
    int oldest = Backups.UNNEEDED_MAX + 9;
    var notes = Files.writeString(folder.resolve("notes"), "a person's");

    new Backups(folder.toString()).thin(Set.of(name(oldest)), NOW_MS);

    assertThat(notes).exists();
    assertThat(folder.resolve(name(oldest))).as("needed").exists();
    for (int i = 0; i < oldest; i++) {
      assertThat(Files.exists(folder.resolve(name(i)))).isEqualTo(i < Backups.UNNEEDED_MAX);
    }
  }

  @Test
  void whatIsYoungStays() throws IOException {
    for (int i = 0; i < 2 * Backups.UNNEEDED_MAX; i++) {
      content(i, NOW_MS - HOUR_MS + 1 + i);
    }

    new Backups(folder.toString()).thin(Set.of(), NOW_MS);

    try (var all = Files.list(folder)) {
      assertThat(all).hasSize(2 * Backups.UNNEEDED_MAX);
    }
  }

  @Test
  void nothingIsDoneWhereNothingWasKept() {
    new Backups(folder.resolve("none").toString()).thin(Set.of(), NOW_MS);

    assertThat(folder.resolve("none")).doesNotExist();
  }

  private void content(int i, long timeMs) throws IOException {
    var file = Files.writeString(folder.resolve(name(i)), "content " + i);
    Files.setLastModifiedTime(file, FileTime.fromMillis(timeMs));
  }

  private static String name(int i) {
    return Hash.of("content " + i).hex();
  }
}
