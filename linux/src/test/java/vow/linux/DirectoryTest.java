package vow.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
  @TempDir Path folder;
  Directory directory;

  @BeforeEach
  void open() {
    directory = Directory.open(folder.toString());
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void replacesAFileAtomically() throws Exception {
    Files.writeString(folder.resolve("motd"), "old");

    try (var file = directory.create(".motd.vow~", 0600)) {
      file.write("new".getBytes(UTF_8));
      file.chmod(0644);
      file.sync();
    }
    directory.rename(".motd.vow~", directory, "motd", Directory.OnTaken.REPLACE);
    directory.sync();

    assertThat(folder.resolve("motd")).hasContent("new");
    assertThat(directory.stat("motd").orElseThrow().mode()).isEqualTo(0644);
    assertThat(directory.stat(".motd.vow~")).isEmpty();
  }

  @Test
  void refusesToCreateOverAnything() throws Exception {
    Files.createSymbolicLink(folder.resolve("name"), Path.of("elsewhere"));

    assertThatThrownBy(() -> directory.create("name", 0600))
        .isInstanceOf(LinuxException.class)
        .hasMessage("unable to open " + folder + "/name: file exists (EEXIST)");
    assertThat(folder.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void followsNoSymlinkInTheWay() throws Exception {
    Files.writeString(folder.resolve("secret"), "s");
    Files.createSymbolicLink(folder.resolve("name"), Path.of("secret"));

    assertThatThrownBy(() -> directory.read("name"))
        .extracting(e -> ((LinuxException) e).errno())
        .isEqualTo(Errno.ELOOP);
    assertThatThrownBy(() -> directory.update("name")).hasMessageContaining("ELOOP");
    assertThatThrownBy(() -> directory.directory("name")).isInstanceOf(LinuxException.class);
  }

  @Test
  void takesOnlySingleNames() {
    assertThatIllegalArgumentException().isThrownBy(() -> directory.stat("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> directory.unlink(".."));
    assertThatIllegalArgumentException().isThrownBy(() -> directory.read(""));
    assertThatIllegalArgumentException().isThrownBy(() -> directory.read("a\0b"));
  }

  @Test
  void readsUpToALimit() throws Exception {
    var content = new byte[200_000];
    content[150_000] = 7;
    Files.write(folder.resolve("big"), content);

    try (var file = directory.read("big")) {
      assertThat(file.readAll(200_000)).isEqualTo(content);
      assertThatThrownBy(() -> file.readAll(199_999)).hasMessageContaining("EFBIG");
    }
  }

  @Test
  void writesInPlaceAndKeepsTheInode() throws Exception {
    Files.writeString(folder.resolve("hosts"), "a longer content");
    var before = directory.stat("hosts").orElseThrow();

    try (var file = directory.update("hosts")) {
      file.overwrite("short".getBytes(UTF_8));
    }

    assertThat(folder.resolve("hosts")).hasContent("short");
    assertThat(directory.stat("hosts").orElseThrow().isSameFile(before)).isTrue();
  }

  @Test
  void doesNotHangOnAFifo() {
    directory.mkfifo("fifo", 0600);

    try (var fifo = directory.read("fifo")) {
      assertThat(fifo.stat().type()).isEqualTo(FileType.FIFO);
    }
  }

  @Test
  void renamesWithoutReplacingAndExchanges() throws Exception {
    Files.writeString(folder.resolve("a"), "A");
    Files.writeString(folder.resolve("b"), "B");

    assertThatThrownBy(() -> directory.rename("a", directory, "b", Directory.OnTaken.REFUSE))
        .hasMessageContaining("EEXIST");
    directory.rename("a", directory, "b", Directory.OnTaken.EXCHANGE);

    assertThat(folder.resolve("a")).hasContent("B");
    assertThat(folder.resolve("b")).hasContent("A");
  }

  @Test
  void makesLinksAndDirectories() throws Exception {
    directory.mkdir("sub", 0755);
    try (var sub = directory.directory("sub")) {
      sub.create("file", 0644).close();
      sub.link("file", directory, "hard");
      sub.chmod(0700);
    }
    directory.symlink("sub/file", "soft");

    assertThat(directory.readLink("soft")).isEqualTo("sub/file");
    assertThat(directory.stat("hard").orElseThrow().links()).isEqualTo(2);
    assertThat(directory.stat("sub").orElseThrow().mode()).isEqualTo(0700);

    directory.unlink("hard");
    directory.unlink("soft");
    assertThatThrownBy(() -> directory.rmdir("sub")).hasMessageContaining("ENOTEMPTY");
    try (var sub = directory.directory("sub")) {
      sub.unlink("file");
    }
    directory.rmdir("sub");
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void listsManyNamesAndForeignBytes() {
    for (int i = 0; i < 3_000; i++) {
      directory.create("a-rather-long-name-to-fill-the-buffer-" + i, 0600).close();
    }
    var foreign = Names.decode(new byte[] {'x', (byte) 0xff, (byte) 0xc3});
    directory.create(foreign, 0600).close();
    directory.create("größe", 0600).close();

    var names = directory.list().stream().map(Directory.Entry::name).toList();

    assertThat(names).hasSize(3_002).doesNotHaveDuplicates().contains(foreign, "größe");
    assertThat(directory.list()).allMatch(entry -> entry.type() == FileType.FILE);
    directory.unlink(foreign);
    assertThat(directory.stat(foreign)).isEmpty();
  }

  @Test
  void leavesNoDescriptorOpen() {
    long before = openDescriptors();

    for (int i = 0; i < 50; i++) {
      directory.create("f" + i, 0600).close();
      directory.list();
      directory.read("f" + i).close();
      assertThatThrownBy(() -> directory.create("f0", 0600)).isInstanceOf(LinuxException.class);
    }

    assertThat(openDescriptors()).isEqualTo(before);
  }

  private static long openDescriptors() {
    try (var self = Directory.open("/proc/self/fd")) {
      return self.list().size();
    }
  }
}
