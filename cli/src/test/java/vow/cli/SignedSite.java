package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vow.testkit.Script;

/**
 * A git repository {@code site} with a policy that ann has signed, the keys of ann and eve, the
 * list {@code allowed} with ann's, and {@code expired} where hers is no longer good.
 */
record SignedSite(Path folder) {
  static final String ONE = "file \"/etc/a\" {\n  content = \"one\"\n}\n";

  static SignedSite in(Path folder) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/ssh-keygen")), "ssh-keygen is not installed");
    var site = new SignedSite(folder);
    site.sh(
        """
        ssh-keygen -q -t ed25519 -N '' -C '' -f ann
        ssh-keygen -q -t ed25519 -N '' -C '' -f eve
        echo "ann@example.org $(cat ann.pub)" > allowed
        echo "ann@example.org valid-before=\\"20200101\\" $(cat ann.pub)" > expired
        git init -q -b main site
        cd site
        git config user.name ann
        git config user.email ann@example.org
        git config gpg.format ssh
        git config user.signingKey ../ann
        """);
    site.commit("main.hcl", ONE, "-S");
    return site;
  }

  /** Runs a script beside the repository; answers what it printed. */
  String sh(String script) throws Exception {
    return Script.run(folder, script);
  }

  /** Commits one file, {@code -S} signed or {@code --no-gpg-sign} not. */
  void commit(String file, String text, String option) throws Exception {
    Files.writeString(folder.resolve("site").resolve(file), text);
    sh("cd site; git add -A; git commit -q -m change " + option);
  }

  /** A verb that keeps the tree {@code root}. */
  Vow.Result vow(int code, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--root", "root"));
    return Vow.in(folder).run(all.toArray(String[]::new)).exits(code);
  }

  /** What {@code vow policy fetch} says. */
  String fetch(int code, String... more) {
    var all = new ArrayList<>(List.of("policy", "fetch"));
    all.addAll(List.of(more));
    var result = vow(code, all.toArray(String[]::new));
    return code == 0 ? result.out() : result.err();
  }

  /** The policy in the folder is the first one. */
  void isOne() {
    assertThat(folder.resolve("policy/main.hcl")).hasContent(ONE);
  }
}
