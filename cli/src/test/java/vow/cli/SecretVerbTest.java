package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vow.testkit.Script;

/** {@code vow secret}, and the program age reading and writing the same files. */
@Execution(ExecutionMode.CONCURRENT)
class SecretVerbTest {
  @TempDir Path folder;

  private Vow.Result vow(int code, String input, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--root", "root"));
    return Vow.in(folder).reading(input).run(all.toArray(String[]::new)).exits(code);
  }

  private Vow.Result secret(int code, String input, String... words) {
    var all = new ArrayList<>(List.of("secret"));
    all.addAll(List.of(words));
    return vow(code, input, all.toArray(String[]::new));
  }

  private Path write(String path, String text) throws Exception {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String sh(int code, String line) throws Exception {
    return Script.run(folder, line, code);
  }

  /** A policy that uses "db", and the key of this machine for it. */
  private void policy() throws Exception {
    write("main.hcl", "file \"/etc/db\" {\n  content = secret(\"db\")\n}\n");
    write("secrets/keys/web1.pub", secret(0, "", "key").out());
  }

  @Test
  void aSecretIsMadeShownReplacedAndRotated() throws Exception {
    policy();
    assertThat(secret(0, "hush-one\n", "new", "db").err()).contains("secrets/db.age: for web1");
    vow(0, "", "keep", "--once", ".");
    assertThat(folder.resolve("root/etc/db")).hasContent("hush-one");
    assertThat(secret(0, "", "show", "db").out()).isEqualTo("hush-one\n");
    assertThat(secret(1, "x", "new", "db").err()).contains("there is a secret \"db\" already");

    secret(0, "hush-two", "set", "db");
    assertThat(secret(0, "", "show", "db", "--json").out())
        .isEqualTo("{\"name\":\"db\",\"value\":\"hush-two\"}\n");
    secret(0, "hush-three\n", "rotate", "db", "--stdin");
    assertThat(secret(0, "", "show", "db").out()).isEqualTo("hush-three\n");
    secret(0, "", "rotate", "db");
    assertThat(secret(0, "", "show", "db").out()).matches("[A-Za-z0-9]{32}\n");
    secret(0, "", "rotate", "db", "--length", "50");
    assertThat(secret(0, "", "show", "db").out()).matches("[A-Za-z0-9]{50}\n");
    assertThat(secret(0, "", "list").out()).isEqualTo("db  all\n");
  }

  @Test
  @Tag("long")
  void itIsForThoseWhoAreNamed() throws Exception {
    policy();
    var ann = folder.resolve("ann.key").toString();
    write("secrets/keys/ann.pub", "# Ann\n" + secret(0, "", "key", "--identity", ann).out());
    secret(0, "", "new", "db", "--random", "--to", "ann");

    assertThat(folder.resolve("secrets/db.to")).content().endsWith("\nann\n");
    assertThat(secret(1, "", "show", "db").err()).contains("it is not encrypted to age1");
    assertThat(secret(0, "", "show", "db", "--identity", ann).out()).hasSize(33);
    var told = vow(1, "", "plan", ".").err();
    assertThat(told).contains("secret-unreadable", "not encrypted to the key of this machine");
    vow(0, "", "check", ".");

    var before = secret(0, "", "show", "db", "--identity", ann).out();
    secret(0, "", "rotate", "db", "--same", "--to", "ann,web1", "--identity", ann);
    assertThat(secret(0, "", "show", "db").out()).isEqualTo(before);
    Files.delete(folder.resolve("secrets/keys/ann.pub"));
    assertThat(secret(0, "", "list").out()).isEqualTo("db  ann, web1; no key of ann\n");
    assertThat(secret(1, "", "rotate", "db").err()).contains("there is no key ");
  }

  @Test
  void aCheckForAllNodesSaysWhoCannotRead() throws Exception {
    policy();
    write("secrets/keys/web2.pub", secret(0, "", "key", "--identity", "web2.key").out());
    secret(0, "", "new", "db", "--random", "--to", "web1");
    write("facts/web1.json", "{\"hostname\":\"web1\"}");
    write("facts/web2.json", "{\"hostname\":\"web2\"}");
    write("facts/web3.json", "{\"hostname\":\"web3\"}");

    var checked = vow(1, "", "check", ".", "--all-nodes");
    assertThat(checked.out()).contains("web1: no errors", "web2: errors", "web3: no errors");
    assertThat(checked.err()).contains("secrets/db.to does not name web2");
    secret(0, "", "rotate", "db", "--to", "web1,web2");
    vow(0, "", "check", ".", "--all-nodes");
  }

  @Test
  void ageReadsAndWritesTheSame() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/age")), "age is not installed");
    policy();
    secret(0, "hush-ours", "new", "db");
    assertThat(sh(0, "age -d -i root/var/lib/vow/keys/age.key secrets/db.age"))
        .isEqualTo("hush-ours");

    sh(0, "echo hush-theirs | age -R secrets/keys/web1.pub -o secrets/db.age");
    vow(0, "", "keep", "--once", ".");
    assertThat(folder.resolve("root/etc/db")).hasContent("hush-theirs");
    sh(0, "age-keygen -o theirs && age-keygen -y theirs > secrets/keys/theirs.pub");
    secret(0, "", "rotate", "db");
    assertThat(secret(0, "", "show", "db", "--identity", "theirs").out())
        .isEqualTo(sh(0, "age -d -i theirs secrets/db.age") + "\n");
  }

  @Test
  @Tag("long")
  void badInputIsToldAndChangesNothing() throws Exception {
    write("main.hcl", "");
    assertThat(secret(1, "x", "new", "db").err())
        .contains("there are no keys in", "vow secret key");
    assertThat(folder.resolve("secrets")).doesNotExist();
    policy();
    assertThat(secret(64, "", "rotat", "db").err()).contains("did you mean \"rotate\"?");
    assertThat(secret(64, "", "new").err()).contains("vow secret new needs NAME");
    assertThat(secret(64, "x", "new", "../db").err()).contains("cannot be the name of a secret");
    assertThat(secret(64, "", "new", "db", "--random", "--length", "4").err())
        .contains("a number from 12 to 4096");
    assertThat(secret(1, "", "new", "db").err()).contains("there is no value for db");
    assertThat(secret(1, "x", "new", "db", "--to", "wbe1").err())
        .contains("did you mean \"web1\"?");
    assertThat(folder.resolve("secrets/db.age")).doesNotExist();
    secret(0, "hush", "new", "db");
    assertThat(secret(1, "", "show", "bd").err()).contains("did you mean \"db\"?");

    write(
        "secrets/keys/ann.pub", Files.readString(folder.resolve("root/var/lib/vow/keys/age.key")));
    assertThat(secret(1, "", "rotate", "db").err()).contains("ann.pub holds a secret key");
    write("secrets/keys/ann.pub", "ssh-ed25519 AAAA\n");
    assertThat(secret(1, "", "rotate", "db").err()).contains("no public key of age");
    write("secrets/keys/ann.pub", "\n");
    assertThat(secret(1, "", "rotate", "db").err()).contains("ann.pub has no key");
    assertThat(secret(0, "", "show", "db").out()).isEqualTo("hush\n");
    Files.delete(folder.resolve("secrets/db.to"));
    assertThat(secret(1, "", "rotate", "db").err()).contains("does not say to whom; --to does");
    write("secrets/db.age", "age-encryption.org/v1\n-> X25519\n");
    assertThat(secret(1, "", "show", "db").err()).contains("was changed or cut off");
    write("root/var/lib/vow/keys/age.key", "rubbish\n");
    assertThat(secret(1, "", "show", "db").err()).contains("is no file of age keys");
  }

  /** script(1) is a terminal for it. */
  @Test
  void aPersonIsAskedTwiceAndSeesNothing() throws Exception {
    policy();
    var words = Vow.in(folder).builder(List.of("secret", "new", "db", "--root", "root")).command();
    var line = String.join(" ", words.stream().map(w -> "'" + w + "'").toList());
    var person =
        new ProcessBuilder("script", "-qec", line, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var seen = new StringBuilder();
    try (var keyboard = person.outputWriter();
        var screen = person.inputReader()) {
      for (var prompt : List.of("Value of db: ", "Once more: ")) {
        see(screen, seen, prompt);
        keyboard.write("hush-typed\n");
        keyboard.flush();
      }
      see(screen, seen, "for web1");
    }
    assertThat(person.waitFor(20, TimeUnit.SECONDS)).isTrue();

    assertThat(seen.toString()).doesNotContain("hush-typed");
    assertThat(secret(0, "", "show", "db").out()).isEqualTo("hush-typed\n");
  }

  private static void see(BufferedReader screen, StringBuilder seen, String text)
      throws IOException {
    while (!seen.toString().endsWith(text)) {
      int next = screen.read();
      assertThat(next).as("it ended: %s", seen).isNotNegative();
      seen.append((char) next);
    }
  }
}
