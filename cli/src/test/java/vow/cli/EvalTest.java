package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTest {
  @TempDir Path folder;

  @Test
  void printsTheValueOfAnExpression() {
    assertThat(vow("eval", "-e", "1 + 2").exits(0).out()).isEqualTo("3\n");
    assertThat(vow("eval", "-e", "\"a\"", "--json").exits(0).out()).isEqualTo("\"a\"\n");
    assertThat(vow("eval", "-e", "upper(join(\"-\", [\"a\", \"b\"]))").exits(0).out())
        .isEqualTo("\"A-B\"\n");
    assertThat(vow("eval", "-e", "-1").exits(0).out()).isEqualTo("-1\n");
    assertThat(vow("eval", "-e", "\"caf\u00e9 \u2713\"").exits(0).out())
        .isEqualTo("\"caf\u00e9 \u2713\"\n");
  }

  @Test
  void printsAFileSortedByAttributeAndWithBlocksInOrder() throws IOException {
    Files.writeString(
        folder.resolve("a.hcl"),
        """
        z = [1, 2.50, null]
        a = { b = true }
        two "x" "y" {
          c = 1
        }
        one {
        }
        """);

    assertThat(vow("eval", "a.hcl", "--json").exits(0).out())
        .isEqualTo(
            "{\"attributes\":{\"a\":{\"b\":true},\"z\":[1,2.5,null]},\"blocks\":["
                + "{\"type\":\"two\",\"labels\":[\"x\",\"y\"],"
                + "\"body\":{\"attributes\":{\"c\":1},\"blocks\":[]}},"
                + "{\"type\":\"one\",\"labels\":[],"
                + "\"body\":{\"attributes\":{},\"blocks\":[]}}]}\n");
  }

  @Test
  void readsTheStandardInput() {
    var result = Vow.in(folder).reading("a = \"x\"\n").run("eval", "-").exits(0);

    assertThat(result.out())
        .isEqualTo("{\n  \"attributes\": {\n    \"a\": \"x\"\n  },\n  \"blocks\": []\n}\n");
  }

  @Test
  void showsAPersonTheLine() throws IOException {
    Files.writeString(folder.resolve("a.hcl"), "a = nothing.here\n");

    var result = vow("eval", "a.hcl").exits(1);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("a.hcl:1:5: error[").contains("a = nothing.here\n");
  }

  @Test
  void givesAProgramThePlace() throws IOException {
    Files.writeString(folder.resolve("a.hcl"), "b = 1\na = \u00e9nothing\n");

    var result = vow("eval", "a.hcl", "--json").exits(1);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("{\"diagnostics\":[{\"severity\":\"error\",\"code\":\"")
        .contains("\"file\":\"a.hcl\",\"line\":2,\"column\":5,\"byte\":10,")
        .contains("\"end\":{\"line\":2,\"column\":13,\"byte\":19},\"related\":[]}]}\n");
  }

  @Test
  void refusesToGuessWhatToRead() {
    assertThat(vow("eval").exits(64).err()).contains("either FILE or -e EXPR");
    assertThat(vow("eval", "a.hcl", "-e", "1").exits(64).err()).contains("either FILE");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThat(vow("eval", "no.hcl").exits(1).err())
        .isEqualTo("vow: unable to read no.hcl: no such file or folder\n");
    assertThat(vow("eval", ".").exits(1).err())
        .isEqualTo("vow: unable to read .: it is a folder\n");
  }

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }
}
