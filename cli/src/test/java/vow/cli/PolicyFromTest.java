package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Policies that come from git repositories. */
@Execution(ExecutionMode.CONCURRENT)
class PolicyFromTest {
  @TempDir Path folder;
  private SignedSite site;

  @BeforeEach
  void repository() throws Exception {
    site = SignedSite.in(folder);
  }

  private String from(int code, String... more) {
    var all = new ArrayList<>(List.of("policy", "from", "site", "--into", "policy"));
    all.addAll(List.of(more));
    var result = site.vow(code, all.toArray(String[]::new));
    return code == 0 ? result.out() : result.err();
  }

  @Test
  void aSignedBranch() throws Exception {
    assertThat(from(0, "--signers", "allowed"))
        .contains("/policy has 1 file changed, from git ")
        .contains("/site branch main, ")
        .contains(", signed by ann@example.org");
    site.isOne();
    assertThat(site.fetch(0)).contains("/policy is up to date");

    site.commit("main.hcl", SignedSite.ONE.replace("one", "two"), "-S");
    site.commit("more.hcl", "", "-S");
    assertThat(site.fetch(0)).contains("has 2 files changed");
    assertThat(folder.resolve("policy/main.hcl")).hasContent(SignedSite.ONE.replace("one", "two"));
    try (var left = Files.list(folder)) {
      assertThat(left.map(f -> f.getFileName().toString()))
          .as("nothing is left beside the folder")
          .filteredOn(n -> n.contains("policy"))
          .containsExactly("policy");
    }

    site.vow(0, "keep", "policy", "--once");
    assertThat(site.vow(0, "policy", "log").out())
        .contains("2 files, git ")
        .contains("signed by ann@example.org");
  }

  @Test
  void whatIsNotSignedAsItMustBe() throws Exception {
    from(0, "--signers", "allowed");

    site.commit("main.hcl", "", "--no-gpg-sign");
    assertThat(site.fetch(1))
        .contains("is not signed by a key that is allowed")
        .contains("no signature");
    site.sh("cd site; git config user.signingKey ../eve; git commit -q --amend --no-edit -S");
    assertThat(site.fetch(1)).contains("the key is another");
    site.isOne();
    site.sh("cd site; git reset -q --hard HEAD~1");
    assertThat(from(1, "--signers", "expired")).contains("the key has expired");
    assertThat(site.vow(64, "policy", "from", "https://ann:hush@example.org/x").err())
        .contains("everybody can read a command line")
        .doesNotContain("hush");
    assertThat(from(1, "--signers", "nowhere")).contains("unable to read the allowed keys");
    site.isOne();
  }

  @Test
  void aBranchThatWentBack() throws Exception {
    site.commit("main.hcl", SignedSite.ONE.replace("one", "two"), "-S");
    from(0, "--signers", "allowed");
    site.sh("cd site; git reset -q --hard HEAD~1");

    assertThat(site.fetch(1)).contains("it went back, or was rewritten").contains("--allow-older");
    assertThat(from(1, "--signers", "allowed")).contains("--allow-older");
    assertThat(site.fetch(0, "--allow-older")).contains("has 1 file changed");
    site.isOne();
  }

  @Test
  @Tag("long")
  void signedWithOpenPgp() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/gpg")), "gpg is not installed");
    site.sh(
        """
        mkdir -m 700 gpg
        export GNUPGHOME=$PWD/gpg
        gpg --batch --quiet --passphrase '' --quick-gen-key 'Bob <bob@example.org>' ed25519 sign
        gpg --armor --export > bob.asc
        cd site
        git config gpg.format openpgp
        git config user.signingKey bob@example.org
        git commit -q --amend --no-edit -S
        git tag -s v1 -m one
        gpgconf --kill all
        """);

    assertThat(from(0, "--signers", "bob.asc")).contains("signed by Bob <bob@example.org>");
    assertThat(from(0, "--signers", "bob.asc", "--tag", "v1"))
        .contains(" tag v1, ")
        .contains("signed by Bob <bob@example.org>");
    assertThat(from(1, "--signers", "allowed")).contains("is not signed by a key that is allowed");
    site.isOne();
  }

  @Test
  void whatCannotBeKept() throws Exception {
    from(0);
    site.commit("main.hcl", "fiel \"/etc/a\" {}\n", "--no-gpg-sign");

    assertThat(site.fetch(1))
        .contains("the policy is invalid, nothing has changed")
        .contains("policy/main.hcl:1:1")
        .contains("did you mean");
    site.isOne();
    site.commit("main.hcl", "", "--no-gpg-sign");
    site.sh("cd site; git mv main.hcl main.txt; git commit -q -m x --no-gpg-sign");
    assertThat(site.fetch(1)).contains("there is no *.hcl in it");
    site.isOne();

    site.sh("rm -rf site");
    assertThat(site.fetch(1)).contains("unable to fetch git ").contains("/site");
    Files.writeString(folder.resolve("root/var/lib/vow/origin.json"), "{");
    assertThat(site.fetch(1)).contains("origin.json is damaged");
    Files.delete(folder.resolve("root/var/lib/vow/origin.json"));
    assertThat(site.fetch(1)).contains("nothing says where the policy comes from");
    site.isOne();
  }

  @Test
  @Tag("long")
  void whatWasChangedByHandIsNotLost() throws Exception {
    Files.createDirectories(folder.resolve("policy"));
    Files.writeString(folder.resolve("policy/own.hcl"), "");
    assertThat(from(1)).contains("holds what did not come from").contains("own.hcl");
    assertThat(from(0, "--replace")).contains("what was there is kept as ");
    assertThat(folder.resolve("policy.replaced/own.hcl")).exists();

    Files.writeString(folder.resolve("policy/main.hcl"), SignedSite.ONE.replace("one", "mine"));
    site.commit("main.hcl", SignedSite.ONE.replace("one", "two"), "-S");
    assertThat(site.fetch(1)).contains(": main.hcl; say --replace");
    site.commit("main.hcl", SignedSite.ONE.replace("one", "mine"), "-S");
    assertThat(site.fetch(0)).as("what comes is what is there").contains("is up to date");
    site.commit("main.hcl", SignedSite.ONE, "-S");
    site.fetch(0);
    site.isOne();
    assertThat(folder.resolve("policy.replaced-2")).doesNotExist();
  }

  @Test
  @Tag("long")
  void aSubfolder() throws Exception {
    site.sh("cd site; mkdir -p nodes/web; git mv main.hcl nodes/web; git commit -q -m x -S");
    assertThat(from(0, "--subfolder", "nodes/web")).contains("branch main, nodes/web, ");
    site.isOne();
    assertThat(from(1, "--subfolder", "nodes/wep")).contains("is there a folder nodes/wep?");
  }
}
