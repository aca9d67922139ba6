package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vow.agent.control.ControlClient;
import vow.agent.json.Json;

/** Policies that come as signed archives, are pushed to the node, or fetched when it is told. */
@Execution(ExecutionMode.CONCURRENT)
class PolicyArrivesTest {
  @TempDir Path folder;
  private SignedSite site;

  @BeforeEach
  void repository() throws Exception {
    site = SignedSite.in(folder);
  }

  @Test
  void aSignedArchive() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/minisign")), "minisign is not installed");
    site.sh("minisign -G -W -f -p key.pub -s key >/dev/null");
    archive("timestamp:1700000000");
    var server =
        new ProcessBuilder(
                "python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", "served")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      var said = new Lines(server.getInputStream());
      int at = said.await(0, l -> l.contains(" port "), "its port");
      var port = said.all().get(at).replaceAll(".* port (\\d+) .*", "$1");
      var url = "http://127.0.0.1:" + port + "/policy.tar.gz";
      var words = new String[] {"policy", "from", url, "--into", "policy", "--key", "key.pub"};
      assertThat(site.vow(0, words).out()).contains("has 1 file changed, from " + url);
      site.isOne();
      assertThat(site.fetch(0)).contains("is up to date");

      site.commit("main.hcl", SignedSite.ONE.replace("one", "two"), "-S");
      archive("timestamp:1600000000");
      assertThat(site.fetch(1)).contains("was signed before what is in force");
      archive("timestamp:1700000001");
      assertThat(site.fetch(0)).contains("has 1 file changed");

      Files.writeString(folder.resolve("served/policy.tar.gz"), "other");
      assertThat(site.fetch(1)).contains("its signature is wrong");
      Files.delete(folder.resolve("served/policy.tar.gz.minisig"));
      assertThat(site.fetch(1))
          .contains("unable to fetch " + url + ".minisig: the server answers with 404");
      assertThat(folder.resolve("policy/main.hcl"))
          .hasContent(SignedSite.ONE.replace("one", "two"));
      assertThat(site.vow(64, "policy", "from", url, "--into", "policy").err())
          .contains("an archive must be signed");
      assertThat(site.vow(64, "policy", "from", url, "--key", "main.hcl").err())
          .contains("--key needs a public key as minisign makes it");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private void archive(String comment) throws Exception {
    site.sh(
        """
        mkdir -p served
        tar -C site --exclude-vcs -czf served/policy.tar.gz .
        minisign -S -s key -m served/policy.tar.gz -t '%s'
        """
            .formatted(comment));
  }

  @Test
  void aFileInAFolderThatIsListed() throws Exception {
    var policy =
        """
        file "site" {
          for_each = fileset("sites", "**")
          path     = "/sites/${each.key}"
          content  = "served\\n"
        }
        module "web" { source = "./modules/web" }
        """;
    Files.createDirectories(folder.resolve("modules/web"));
    Files.writeString(
        folder.resolve("modules/web/main.hcl"), "file \"/web\" { content = \"a\" }\n");
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST)) {
      site.sh("mkdir -p sites/de; echo > sites/de/shop.new; mv sites/de/shop.new sites/de/shop");
      agent.take("file[/sites/de/shop]");
      assertThat(agent.at("/sites/de/shop")).hasContent("served");

      site.sh("echo > sites/en");
      agent.take("file[/sites/en]");
      Files.writeString(
          folder.resolve("modules/web/more.hcl"), "file \"/more\" { content = \"b\" }\n");
      agent.take("file[/more]");
      assertThat(agent.at("/more")).hasContent("b");
      agent.settle();
    }
  }

  @Test
  void aPushIntoTheRepositoryOfTheNode() throws Exception {
    var program = folder.resolve("vow");
    var words = Vow.in(folder).builder(List.of()).command();
    words.add(1, "-Dvow.program=" + program);
    Files.writeString(
        program,
        "#!/bin/sh\nexec "
            + String.join(" ", words.stream().map(w -> "'" + w + "'").toList())
            + " \"$@\"\n");
    program.toFile().setExecutable(true);
    site.sh("./vow policy repo --signers allowed --into policy --root root");

    site.sh("cd site; git push -q ../root/var/lib/vow/policy.git main 2>&1");
    site.isOne();
    site.commit("main.hcl", "fiel \"/etc/a\" {}\n", "-S");
    assertThat(site.sh("cd site; git push ../root/var/lib/vow/policy.git main 2>&1 || true"))
        .contains("remote: ")
        .contains("the policy is invalid, nothing has changed")
        .contains("main.hcl:1:1")
        .contains("pre-receive hook declined");
    site.commit("main.hcl", SignedSite.ONE.replace("one", "two"), "--no-gpg-sign");
    assertThat(site.sh("cd site; git push ../root/var/lib/vow/policy.git main 2>&1 || true"))
        .contains("is not signed by a key that is allowed");
    assertThat(site.sh("cd site; git push ../root/var/lib/vow/policy.git :main 2>&1 || true"))
        .contains("is this node's policy: it stays");
    site.isOne();
    assertThat(site.sh("cd site; git push ../root/var/lib/vow/policy.git HEAD:refs/heads/try 2>&1"))
        .contains("not the policy: that is the branch main");
    site.commit("main.hcl", SignedSite.ONE.replace("one", "three"), "-S");
    assertThat(site.sh("cd site; git push ../root/var/lib/vow/policy.git main 2>&1"))
        .contains("signed by ann@example.org");
    assertThat(folder.resolve("policy/main.hcl"))
        .hasContent(SignedSite.ONE.replace("one", "three"));
  }

  @Test
  void anAgentTakesItUpAndFetchesWhenItIsTold() throws Exception {
    Files.createDirectories(folder.resolve("agent"));
    var words = new String[] {"policy", "from", "site", "--into", "policy"};
    site.vow(0, words);
    var builder = Vow.in(folder).builder(List.of("keep", "policy", "--root", "root", "--json"));
    var process = builder.start();
    try {
      var out = new Lines(process.getInputStream());
      var err = new Lines(process.getErrorStream());
      err.await(0, l -> l.startsWith("watching "), "watching");
      int before = out.all().size();

      site.commit("main.hcl", SignedSite.ONE.replace("one", "two"), "-S");
      var socket = folder.resolve("root/run/vow/control.sock");
      var reply = ControlClient.call(socket, "Fetch", Map.of()).orElseThrow();

      assertThat(String.valueOf(reply.get("note"))).contains("has 1 file changed");
      out.await(before, l -> l.contains("\"file[/etc/a]\""), "the repair");
      assertThat(folder.resolve("root/etc/a")).hasContent("two");
      before = out.all().size();
      site.commit("main.hcl", SignedSite.ONE, "-S");
      assertThat(RunningAgent.object(site.vow(0, "policy", "fetch", "--json").out()).get("changed"))
          .isEqualTo(Json.parse("[\"main.hcl\"]").orElseThrow());
      out.await(before, l -> l.contains("\"file[/etc/a]\""), "the repair");
      assertThat(folder.resolve("root/etc/a")).hasContent("one");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }
}
