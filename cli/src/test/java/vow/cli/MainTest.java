package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program from outside: what it prints, where, and how it ends. */
class MainTest {
  @TempDir Path folder;

  @Test
  void helpGoesToTheResults() {
    var result = vow("--help").exits(0);

    assertThat(result.out()).startsWith("vow keeps a machine").contains("completion");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void nothingSaidIsACommandLineThatCannotBeParsed() {
    var result = vow().exits(64);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("usage: vow VERB");
  }

  @Test
  void helpOfAVerbIsTheSameHoweverItIsAskedFor() {
    var help = vow("help", "man").exits(0).out();

    assertThat(help).startsWith("vow man: ");
    assertThat(vow("man", "--help").exits(0).out()).isEqualTo(help);
    assertThat(vow("man", "-h").exits(0).out()).isEqualTo(help);
    assertThat(vow("--help", "man").exits(0).out()).isEqualTo(help);
  }

  @Test
  void aWordThatIsNoVerbIsRefusedWithTheOneThatWasMeant() {
    assertThat(vow("hlep").exits(64).err())
        .isEqualTo("vow: unknown verb \"hlep\", did you mean \"help\"?; vow --help lists them\n");
  }

  @Test
  void printsItsVersion() {
    assertThat(vow("--version").exits(0).out()).matches("vow \\S+\n");
  }

  @Test
  void saysWhyAFolderCannotBeWritten() {
    assertThat(vow("man", "/proc/nowhere").exits(1).err())
        .startsWith("vow: unable to write manual pages to /proc/nowhere: ")
        .doesNotContain("Exception");
  }

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }
}
