package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void writesWhatIsNew() throws Exception {
    var file = folder.resolve("file");

    AtomicFile.writeNews(file, out -> out.append("first"));
    AtomicFile.writeNews(file, out -> out.append("sec").append("ond ä"));

    assertThat(file).hasContent("second ä");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void leavesAFileAloneThatSaysTheSame() throws Exception {
    var file = folder.resolve("file");
    AtomicFile.writeNews(file, out -> out.append("the same"));
    var before = Files.getAttribute(file, "unix:ino");

    AtomicFile.writeNews(file, out -> out.append("the ").append("same"));

    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void looksAtBothEndsOnly() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "{\"version\":1, and so on}");

    assertThat(AtomicFile.isLike(file, "{\"version\":", "}")).isTrue();
    assertThat(AtomicFile.isLike(file, "{\"version\":2", "}")).isFalse();
    assertThat(AtomicFile.isLike(file, "{", "]")).isFalse();
    assertThat(AtomicFile.isLike(file, "{", "x".repeat(100))).isFalse();
    assertThat(AtomicFile.isLike(folder, "", "")).isFalse();
    assertThat(AtomicFile.isLike(folder.resolve("none"), "", "")).isFalse();
  }

  @Test
  void whatIsMappedStaysWhenTheFileIsReplaced() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "before");
    var mapped = AtomicFile.mapped(file);

    AtomicFile.writeVolatile(file, "after");

    assertThat(StandardCharsets.UTF_8.decode(mapped).toString()).isEqualTo("before");
    assertThat(StandardCharsets.UTF_8.decode(AtomicFile.mapped(file)).toString())
        .isEqualTo("after");
    assertThat(AtomicFile.mapped(Files.createFile(folder.resolve("empty"))).hasRemaining())
        .isFalse();
    assertThatThrownBy(() -> AtomicFile.mapped(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file");
  }

  private String[] names() throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toArray(String[]::new);
    }
  }
}
