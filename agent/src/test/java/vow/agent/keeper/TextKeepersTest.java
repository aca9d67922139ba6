package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Assessment;
import vow.model.Repair;
import vow.model.kind.Kind;

/** Lines and blocks of text files. */
final class TextKeepersTest {
  private static final String PATH = "/etc/conf";

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

  @Test
  void appendsAMissingLineAndLeavesTheRest() throws IOException {
    scene.write(PATH, "a = 1\nb = 2");
    scene.chmod(PATH, "rw-------");

    var done = scene.keep(line("line", "c = 3"));

    assertThat(scene.read(PATH)).isEqualTo("a = 1\nb = 2\nc = 3\n");
    assertThat(scene.mode(PATH)).isEqualTo("rw-------");
    scene.undo(line("line", "c = 3"), done);
    assertThat(scene.read(PATH)).isEqualTo("a = 1\nb = 2");
  }

  @Test
  void turnsEveryMatchIntoTheOneLine() throws IOException {
    scene.write(PATH, "x\n#Port 22\nPort 2222\ny\n");
    var kind = line("line", "Port 23", "match", "^#?Port\\b");

    assertThat(scene.drift(kind).diff().orElseThrow())
        .contains("-#Port 22\n-Port 2222\n+Port 23\n");
    scene.keep(kind);

    assertThat(scene.read(PATH)).isEqualTo("x\nPort 23\ny\n");
  }

  @Test
  void insertsAtItsAnchor() throws IOException {
    scene.write(PATH, "[a]\n[b]\n[c]\n");

    scene.keep(line("line", "after", "after_line", "^\\[b"));
    scene.keep(line("line", "before", "before_line", "^\\[b"));
    scene.keep(line("line", "nowhere", "after_line", "^\\[z"));

    assertThat(scene.read(PATH)).isEqualTo("[a]\nbefore\n[b]\nafter\n[c]\nnowhere\n");
  }

  @Test
  void removesLines() throws IOException {
    scene.write(PATH, "a\nb\nab\n");

    scene.keep(line("line", "b", "absent", true));
    scene.keep(line("match", "^a$", "absent", true));

    assertThat(scene.read(PATH)).isEqualTo("ab\n");
  }

  @Test
  void failsWithoutAFileUnlessItMayMakeOne() throws IOException {
    assertThat(scene.refusal(line("line", "x")))
        .isEqualTo("unable to edit /etc/conf: there is no such file and create = false");
    assertThat(scene.assess(line("line", "x", "absent", true))).isEqualTo(Assessment.kept());

    scene.keep(line("line", "x", "create", true));

    assertThat(scene.read(PATH)).isEqualTo("x\n");
  }

  @Test
  void keepsForeignBytesAndCarriageReturns() throws IOException {
    var bytes = "caf\u00e9\r\nb\r\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(scene.at(PATH), bytes);

    scene.keep(line("line", "na\u00efve"));

    var expected = "caf\u00e9\r\nb\r\n".getBytes(StandardCharsets.ISO_8859_1);
    var now = Files.readAllBytes(scene.at(PATH));
    assertThat(now)
        .startsWith(expected)
        .endsWith("na\u00efve\r\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void givesUpOnAnExpressionThatNeverEnds() throws IOException {
    scene.write(PATH, "a".repeat(60) + "!\n");

    assertThat(scene.refusal(line("line", "x", "match", "^(a|a?)+\\1b$")))
        .isEqualTo("unable to edit /etc/conf: the expression of match takes too long on it");
  }

  @Test
  void keepsABlockBetweenItsMarkers() throws IOException {
    scene.write(PATH, "127.0.0.1 localhost\n");

    scene.keep(block("content", "10.0.0.1 db\n10.0.0.2 web\n"));
    scene.keep(block("content", "10.0.0.3 db\n"));

    assertThat(scene.read(PATH))
        .isEqualTo("127.0.0.1 localhost\n# begin hosts (vow)\n10.0.0.3 db\n# end hosts (vow)\n");
    scene.keep(block("absent", true));
    assertThat(scene.read(PATH)).isEqualTo("127.0.0.1 localhost\n");
  }

  @Test
  void keepsSeveralBlocksInOneFile() throws IOException {
    scene.write(PATH, "x\n");
    var other =
        Scene.kind("block", Map.of("name", "other", "path", PATH, "content", "2", "comment", ";"));

    scene.keep(block("content", "1"));
    scene.keep(other);
    scene.keep(block("content", "one"));

    assertThat(scene.assess(other)).isEqualTo(Assessment.kept());
    assertThat(scene.read(PATH))
        .isEqualTo(
            "x\n# begin hosts (vow)\none\n# end hosts (vow)\n; begin other (vow)\n2\n; end other"
                + " (vow)\n");
  }

  @Test
  void touchesNothingWhenMarkersAreDamaged() throws IOException {
    scene.write(PATH, "x\n# begin hosts (vow)\n10.0.0.1 db\n");

    assertThat(scene.refusal(block("content", "1")))
        .isEqualTo(
            "unable to edit /etc/conf: line 2 marks the beginning of the block, but its other"
                + " marker is missing");
    assertThat(scene.failure(block("absent", true))).contains("missing");
    assertThat(scene.read(PATH)).isEqualTo("x\n# begin hosts (vow)\n10.0.0.1 db\n");
  }

  @Test
  void makesAndRepointsLinks() throws IOException {
    var kind = Scene.kind("link", "path", "/etc/alias", "target", "../srv/real");
    assertThat(scene.drift(kind).summary()).isEqualTo("is missing");
    scene.keep(kind);
    assertThat(Files.readSymbolicLink(scene.at("/etc/alias"))).isEqualTo(Path.of("../srv/real"));

    Files.delete(scene.at("/etc/alias"));
    Files.createSymbolicLink(scene.at("/etc/alias"), Path.of("bad"));
    assertThat(scene.drift(kind).summary()).isEqualTo("leads to bad instead of ../srv/real");
    var done = scene.keep(kind);
    scene.undo(kind, done);

    assertThat(Files.readSymbolicLink(scene.at("/etc/alias"))).isEqualTo(Path.of("bad"));
  }

  @Test
  void leavesALinkThatIsRightAsItIs() throws IOException {
    Files.createSymbolicLink(scene.at("/alias"), Path.of("x"));
    var before = Files.getAttribute(scene.at("/alias"), "unix:ino", LinkOption.NOFOLLOW_LINKS);

    var repair = scene.repair(Scene.kind("link", "path", "/alias", "target", "x"));

    assertThat(repair).isEqualTo(Repair.done());
    assertThat(Files.getAttribute(scene.at("/alias"), "unix:ino", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(before);
  }

  @Test
  void replacesAFileByALinkOnlyByForce() throws IOException {
    scene.write("/etc/alias", "content\n");
    var plain = Scene.kind("link", "path", "/etc/alias", "target", "x");
    var force = Scene.kind("link", "path", "/etc/alias", "target", "x", "force", true);

    assertThat(scene.refusal(plain))
        .isEqualTo(
            "unable to make the link /etc/alias: a regular file is in the way"
                + " (force = true replaces it)");
    var done = scene.keep(force);
    scene.undo(force, done);

    assertThat(scene.read("/etc/alias")).isEqualTo("content\n");
  }

  private static Kind line(Object... pairs) {
    return named("line", "it", pairs);
  }

  private static Kind block(Object... pairs) {
    return named("block", "hosts", pairs);
  }

  private static Kind named(String kind, String name, Object... pairs) {
    var values = new java.util.HashMap<String, Object>(Map.of("name", name, "path", PATH));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return Scene.kind(kind, values);
  }
}
