package vow.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatxTest {
  @Test
  void agreesWithTheJvm(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("a"), "hello");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var expected = Files.readAttributes(file, "unix:*");

    var stat = Statx.find(file.toString()).orElseThrow();

    assertThat(stat.type()).isEqualTo(FileType.FILE);
    assertThat(stat.sizeBytes()).isEqualTo(5);
    assertThat(stat.inode()).isEqualTo(expected.get("ino"));
    assertThat(stat.mode()).isEqualTo(0640);
    assertThat(stat.uid()).isEqualTo(expected.get("uid"));
    assertThat(stat.gid()).isEqualTo(expected.get("gid"));
    assertThat(stat.links()).isEqualTo(1);
    assertThat(stat.mtimeNs()).isEqualTo(Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
  }

  @Test
  void isEmptyWhereNothingIs(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("a"), "hello");

    assertThat(Statx.find(folder.resolve("none").toString())).isEmpty();
    assertThat(Statx.find(file.resolve("below").toString())).isEmpty();
  }

  @Test
  void doesNotFollowASymlinkUnlessAsked(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a"), "hello");
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));

    assertThat(Statx.find(link.toString()).orElseThrow().type()).isEqualTo(FileType.SYMLINK);
    assertThat(Statx.findFollowing(link.toString()).orElseThrow().type()).isEqualTo(FileType.FILE);
  }

  @Test
  void tenThousandCostMilliseconds(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("a"), "hello").toString();
    for (int i = 0; i < 20_000; i++) {
      Statx.find(file);
    }

    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      Statx.find(file);
    }
    long tookMs = (System.nanoTime() - start) / 1_000_000;

    System.out.println("10,000 statx: " + tookMs + " ms");
    assertThat(tookMs).isLessThan(1_000);
  }
}
