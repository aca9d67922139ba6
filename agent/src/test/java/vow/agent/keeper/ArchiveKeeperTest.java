package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vow.agent.run.Run;
import vow.model.Assessment;
import vow.model.kind.Kind;

/** Archives made by the host's programs, and by hand where those would refuse. */
final class ArchiveKeeperTest {
  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"tar,cf", "tar.gz,czf", "tar.xz,cJf", "tar,--format=pax -cf"})
  void unpacksOnceAndAgainWhenTheArchiveChanges(String ending, String how) throws IOException {
    var longName = "n".repeat(120);
    tar(ending, how, longName);
    var kind = archive(ending);
    assertThat(scene.drift(kind).summary()).isEqualTo("is not unpacked");

    scene.keep(kind);

    assertThat(scene.read("/opt/x/bin/run")).isEqualTo("run\n");
    assertThat(scene.mode("/opt/x/bin/run")).isEqualTo("rwxr-xr-x");
    assertThat(Files.readSymbolicLink(scene.at("/opt/x/link")).toString()).isEqualTo("bin/run");
    assertThat(scene.read("/opt/x/" + longName)).isEqualTo("long\n");
    tar(ending, how, "other");
    assertThat(scene.drift(kind).summary()).isEqualTo("another archive is unpacked");
    scene.keep(kind);
    assertThat(scene.exists("/opt/x/other")).isTrue();
  }

  @Test
  void unpacksZip() throws IOException {
    zip("top/a/b", "top/c");

    scene.keep(archive("zip"));

    assertThat(scene.read("/opt/x/a/b")).isEqualTo("content");
    assertThat(scene.mode("/opt/x/c")).isEqualTo("rw-r--r--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/evil", "top/a/../../../evil", "top/.vow-archive"})
  void refusesNamesThatLeadOutBeforeAnythingIsWritten(String name) throws IOException {
    zip("top/good", name);

    assertThat(scene.failure(archive("zip"))).startsWith("unable to unpack /srv/a.zip: ");

    assertThat(scene.exists("/opt/x")).isFalse();
    assertThat(scene.exists("/evil")).isFalse();
  }

  @Test
  void refusesLinksThatLeadOutAndNeverWritesThroughOne() throws IOException {
    tarByHand(header("top/out", '2', "../../etc", 0));
    assertThat(scene.failure(archive("tar.gz"))).contains("is a link that leads out: ../../etc");
    tarByHand(header("top/dev", '3', "", 0));
    assertThat(scene.failure(archive("tar.gz"))).contains("is no file, folder or symbolic link");
    Files.createDirectories(scene.at("/opt/x"));
    Files.createSymbolicLink(scene.at("/opt/x/sub"), Path.of("/etc"));
    tarByHand(header("top/sub/evil", '0', "", 0));
    assertThat(scene.failure(archive("tar.gz"))).contains("sub");

    assertThat(scene.exists("/etc/evil")).isFalse();
    assertThat(scene.exists("/opt/x/.vow-archive")).isFalse();
  }

  @Test
  void refusesWhatIsNoArchiveOrBreaksOff() throws IOException {
    scene.write("/srv/a.tar", "x".repeat(2000));
    assertThat(scene.failure(archive("tar"))).contains("this is no tar archive");
    tarByHand(header("top/cut", '0', "", 5000));
    assertThat(scene.failure(archive("tar.gz"))).contains("breaks off");
    assertThat(scene.refusal(archive("zip"))).contains("no such regular file");
    assertThatThrownBy(() -> archive("rar")).hasMessageContaining("does not look like");
  }

  @Test
  void staysKeptWhileTheArchiveIsTheSame() throws IOException {
    zip("top/a");
    scene.keep(archive("zip"));
    Files.delete(scene.at("/opt/x/a"));

    assertThat(scene.assess(archive("zip"))).isInstanceOf(Assessment.Kept.class);
  }

  private void tar(String ending, String how, String extra) throws IOException {
    var top = Files.createDirectories(folder.resolve("work-" + extra.length() + "/top"));
    Files.createDirectories(top.resolve("bin"));
    Files.writeString(top.resolve("bin/run"), "run\n");
    assertThat(top.resolve("bin/run").toFile().setExecutable(true, false)).isTrue();
    Files.deleteIfExists(top.resolve("link"));
    Files.createSymbolicLink(top.resolve("link"), Path.of("bin/run"));
    Files.writeString(top.resolve(extra), "long\n");
    Files.createDirectories(scene.at("/srv"));
    var file = scene.at("/srv/a." + ending).toString();
    var command = "tar " + how + " " + file + " -C " + top.getParent() + " top";
    var ended =
        scene
            .site()
            .runner()
            .run(Run.of(List.of("/bin/sh", "-c", command), Duration.ofSeconds(60)));
    boolean lacksXz = ending.endsWith("xz") && Files.notExists(Path.of("/usr/bin/xz"));
    assumeTrue(!lacksXz, "xz is not installed");
    assertThat(ended.succeeded()).as(ended.text()).isTrue();
  }

  private void zip(String... names) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("content".getBytes(StandardCharsets.UTF_8));
      }
    }
    scene.write("/srv/a.zip", "");
    Files.write(scene.at("/srv/a.zip"), bytes.toByteArray());
  }

  private void tarByHand(byte[] header) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(header);
      gzip.write(new byte[1024]);
    }
    scene.write("/srv/a.tar.gz", "");
    Files.write(scene.at("/srv/a.tar.gz"), bytes.toByteArray());
  }

  private static byte[] header(String name, char type, String target, int size) {
    var header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 124, "%011o".formatted(size));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, target);
    put(header, 257, "ustar");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static Kind archive(String ending) {
    return Scene.kind(
        "archive",
        "path",
        "/opt/x",
        "source",
        "/srv/a." + ending,
        "strip",
        new java.math.BigDecimal(1));
  }
}
