package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path folder;

  @Test
  void saysThatAPolicyIsFine() throws IOException {
    write("a.hcl", "file \"/etc/motd\" {\n  content = \"hello\"\n}\n");

    assertThat(vow("check", "a.hcl").exits(0).out()).isEqualTo("a.hcl: no errors\n");
    assertThat(vow("check").exits(0).out()).isEqualTo(".: no errors\n");
    assertThat(vow("check", "--json").exits(0).out()).isEqualTo("{\"diagnostics\":[]}\n");
  }

  @Test
  void showsEveryErrorOfEveryFileAtOnce() throws IOException {
    write("a.hcl", "file \"/etc/motd\" {\n  contents = \"hello\"\n}\n");
    write("b.hcl", "fiel \"/etc/issue\" {\n  content = var.nothing\n}\n");

    var result = vow("check", ".").exits(1);

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("a.hcl:2:3: error[", "did you mean \"content\"?")
        .contains("b.hcl:1:1: error[", "did you mean \"file\"?");
  }

  @Test
  void givesAProgramEveryPlace() throws IOException {
    write("a.hcl", "file \"/etc/motd\" {\n  contents = \"hello\"\n}\n");

    var result = vow("check", "a.hcl", "--json").exits(1);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("{\"diagnostics\":[{\"severity\":\"error\",\"code\":\"")
        .contains("\"suggestion\":\"content\",\"file\":\"a.hcl\",\"line\":2,\"column\":3,")
        .contains("\"end\":{\"line\":2,\"column\":11,\"byte\":");
  }

  @Test
  void readsOnlyTheVisiblePoliciesOfAFolder() throws IOException {
    write("a.hcl", "");
    write(".hidden.hcl", "broken");
    write("notes.txt", "broken");
    Files.createDirectory(folder.resolve("below"));
    write("below/c.hcl", "broken");

    vow("check", ".").exits(0);
  }

  @Test
  void takesValuesForVariablesFromEverywhere() throws IOException {
    write("a.hcl", "variable \"x\" {\n}\nfile \"/m\" {\n  content = var.x\n}\n");
    write("x.vars", "x = \"a\"\n");

    assertThat(vow("check", "a.hcl").exits(1).err()).startsWith("a.hcl:1:1: error[");
    vow("check", "a.hcl", "--var", "x=a").exits(0);
    vow("check", "a.hcl", "--var-file", "x.vars").exits(0);
    Vow.in(folder).with("VOW_VAR_x", "a").run("check", "a.hcl").exits(0);
  }

  @Test
  void refusesAVariableThatThePolicyDoesNotHave() throws IOException {
    write("a.hcl", "variable \"greeting\" {\n  default = \"a\"\n}\n");

    assertThat(vow("check", "a.hcl", "--var", "greting=b").exits(64).err())
        .contains("--var: the policy has no variable \"greting\", did you mean \"greeting\"?");
    assertThat(vow("check", "a.hcl", "--var", "greeting").exits(64).err()).contains("NAME=VALUE");
  }

  @Test
  void needsSomethingToCheck() {
    assertThat(vow("check", "no.hcl").exits(1).err())
        .isEqualTo("vow: unable to read no.hcl: no such file or folder\n");
    if (!Files.exists(Path.of("/etc/vow"))) {
      assertThat(vow("check").exits(64).err()).contains("no policy given");
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }
}
