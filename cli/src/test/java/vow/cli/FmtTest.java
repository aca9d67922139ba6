package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtTest {
  private static final String UGLY = "a=1\nlong   =  2 # why\n";
  private static final String NICE = "a    = 1\nlong = 2 # why\n";

  @TempDir Path folder;

  @BeforeEach
  void writeAFile() throws IOException {
    Files.writeString(folder.resolve("a.hcl"), UGLY);
  }

  @Test
  void rewritesTheFilesOfAFolderAndNamesThem() throws IOException {
    Files.writeString(folder.resolve("b.hcl"), NICE);
    Files.writeString(folder.resolve(".hidden.hcl"), UGLY);
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("below/c.hcl"), UGLY);

    assertThat(vow("fmt").exits(0).out()).isEqualTo("a.hcl\n");

    assertThat(text("a.hcl")).isEqualTo(NICE);
    assertThat(text(".hidden.hcl")).isEqualTo(UGLY);
    assertThat(text("below/c.hcl")).isEqualTo(UGLY);
    assertThat(vow("fmt").exits(0).out()).isEmpty();
  }

  @Test
  void onlyLooksWhenAskedTo() throws IOException {
    assertThat(vow("fmt", "--check").exits(2).out()).isEqualTo("a.hcl\n");

    assertThat(text("a.hcl")).isEqualTo(UGLY);
    Files.writeString(folder.resolve("a.hcl"), NICE);
    assertThat(vow("fmt", "--check").exits(0).out()).isEmpty();
  }

  @Test
  void showsTheDifference() throws IOException {
    assertThat(vow("fmt", "--check", "--diff", "a.hcl").exits(2).out())
        .isEqualTo(
            """
            --- a.hcl
            +++ a.hcl
            @@ -1,2 +1,2 @@
            -a=1
            -long   =  2 # why
            +a    = 1
            +long = 2 # why
            """);
  }

  @Test
  void leavesAFileWithErrorsAloneAndFormatsTheOthers() throws IOException {
    Files.writeString(folder.resolve("broken.hcl"), "a = = 1\n");

    var result = vow("fmt", "--check").exits(1);

    assertThat(result.out()).isEqualTo("a.hcl\n");
    assertThat(result.err()).startsWith("broken.hcl:1:5: error[");
    assertThat(text("broken.hcl")).isEqualTo("a = = 1\n");
  }

  @Test
  void isAFilterForEditors() {
    var vow = Vow.in(folder).reading(UGLY);

    assertThat(vow.run("fmt", "-").exits(0).out()).isEqualTo(NICE);
    assertThat(vow.run("fmt", "--check", "-").exits(2).out()).isEmpty();
    assertThat(Vow.in(folder).reading("a = (\n").run("fmt", "-").exits(1).out()).isEmpty();
  }

  @Test
  void givesAProgramTheDifferencesAndTheErrors() {
    assertThat(vow("fmt", "--check", "--json").exits(2).out())
        .startsWith("{\"files\":[{\"file\":\"a.hcl\",\"diff\":\"--- a.hcl\\n+++ a.hcl\\n")
        .endsWith("\"}],\"diagnostics\":[]}\n");
  }

  @Test
  void keepsTheModeAndTheLinkOfAFile() throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("a.hcl"), PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(folder.resolve("link.hcl"), Path.of("a.hcl"));

    vow("fmt", "link.hcl").exits(0);

    assertThat(folder.resolve("link.hcl")).isSymbolicLink();
    assertThat(text("a.hcl")).isEqualTo(NICE);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.hcl"))))
        .isEqualTo("rw-r-----");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    assertThat(vow("fmt", "no.hcl").exits(1).err())
        .isEqualTo("vow: unable to read no.hcl: no such file or folder\n");
    assertThat(vow("fmt", "empty").exits(1).err())
        .isEqualTo("vow: unable to format empty: there is no *.hcl in it\n");
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }
}
