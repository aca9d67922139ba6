package vow.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTest {
  @TempDir Path folder;
  Path tree;

  @BeforeEach
  void fill() throws Exception {
    tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("etc"));
    Files.writeString(tree.resolve("etc/motd"), "inside");
    Files.writeString(folder.resolve("outside"), "outside");
    Files.createSymbolicLink(tree.resolve("absolute"), Path.of("/etc"));
    Files.createSymbolicLink(tree.resolve("escape"), Path.of("../outside"));
  }

  @Test
  void resolvesAbsoluteSymlinksInside() {
    try (var root = Root.open(tree.toString());
        var file = root.read("/absolute/motd")) {
      assertThat(new String(file.readAll(100), UTF_8)).isEqualTo("inside");
      assertThat(root.realPath("/absolute/motd")).contains("/etc/motd");
      assertThat(root.realPath("/")).contains("/");
      assertThat(root.realPath("/none")).isEmpty();
    }
  }

  @Test
  void leadsNowhereOutside() {
    try (var root = Root.open(tree.toString())) {
      assertThatThrownBy(() -> root.read("/escape")).hasMessageContaining("ENOENT");
      assertThatThrownBy(() -> root.read("/../outside")).hasMessageContaining("ENOENT");
      assertThat(root.stat("/escape").orElseThrow().type()).isEqualTo(FileType.SYMLINK);
      assertThat(root.stat("/../../etc/motd")).isPresent();
    }
  }

  @Test
  void refusesSymlinksOnRequest() {
    try (var root = Root.open(tree.toString())) {
      root.readWithoutSymlinks("/etc/motd").close();
      assertThatThrownBy(() -> root.readWithoutSymlinks("/absolute/motd"))
          .hasMessageContaining("ELOOP");
    }
  }

  @Test
  void givesThePlaceOfAPath() {
    try (var root = Root.open(tree.toString());
        var place = root.place("/absolute/new")) {
      place.directory().create(place.name(), 0644).close();
    }

    assertThat(tree.resolve("etc/new")).exists();
  }

  @Test
  void isTheSystemWithoutAFolder() {
    try (var root = Root.open("/")) {
      assertThat(root.isSystem()).isTrue();
      assertThat(root.stat(folder + "/outside").orElseThrow().sizeBytes()).isEqualTo(7);
      assertThat(root.stat(folder + "/none/none")).isEmpty();
    }
  }
}
