package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.testkit.Script;

/**
 * Policies that are pushed to hosts: each is an sshd on a loopback address of its own, whose vow
 * keeps a tree of its own.
 */
@Tag("root")
class PushTest {
  private static final String SSHD = "/usr/sbin/sshd";

  @TempDir Path folder;
  private final List<Process> servers = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (var server : servers) {
      server.destroy();
      server.waitFor();
    }
  }

  private void sh(String script) throws Exception {
    Script.run(folder, script);
  }

  /** Hosts h1 to hN, all at one port; the last has no vow. */
  private List<String> hosts(int count) throws Exception {
    assumeTrue(Files.exists(Path.of(SSHD)), "openssh-server is not installed");
    sh("ssh-keygen -q -t ed25519 -N '' -f key; cp key.pub authorized; chmod 600 authorized");
    sh("mkdir -p -m 755 /run/sshd");
    int port = freePort();
    var config = new StringBuilder();
    var names = new ArrayList<String>();
    for (int i = 1; i <= count; i++) {
      host(i, port, i < count);
      config.append("Host h%d\n  HostName 127.9.0.%d\n  Port %d\n".formatted(i, i, port));
      names.add("h" + i);
    }
    config.append(
        """
        Host *
          IdentityFile %s/key
          IdentitiesOnly yes
          StrictHostKeyChecking no
          UserKnownHostsFile /dev/null
          LogLevel ERROR
        """
            .formatted(folder));
    Files.writeString(folder.resolve("ssh_config"), config);
    return names;
  }

  private void host(int number, int port, boolean hasVow) throws Exception {
    var own = Files.createDirectories(folder.resolve("h" + number + "/bin"));
    if (hasVow) {
      var words = Vow.in(folder).builder(List.of()).command();
      var quoted = String.join(" ", words.stream().map(w -> "'" + w + "'").toList());
      var program = own.resolve("vow");
      var root = folder.resolve("h" + number + "/root");
      Files.writeString(
          program,
          "#!/bin/sh\nexec %s \"$@\" --root %s --into %s/etc/vow\n".formatted(quoted, root, root));
      program.toFile().setExecutable(true);
      Files.createDirectories(root.resolve("etc"));
    }
    var config = folder.resolve("h" + number + "/sshd_config");
    Files.writeString(
        config,
        """
        ListenAddress 127.9.0.%d
        Port %d
        HostKey %s/key
        PidFile none
        AuthorizedKeysFile %s/authorized
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        SetEnv PATH=%s:/usr/bin:/bin
        """
            .formatted(number, port, folder, folder, own));
    var server =
        new ProcessBuilder(SSHD, "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("h" + number + "/log").toFile())
            .start();
    servers.add(server);
    untilListening("127.9.0." + number, port, server);
  }

  private static void untilListening(String address, int port, Process server) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try (var _ = new Socket(address, port)) {
        return;
      } catch (IOException _) {
        assertThat(server.isAlive() && System.nanoTime() < end).as("sshd listens").isTrue();
        Thread.sleep(10); // sshd tells nobody
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Vow.Result push(List<String> hosts, String... more) {
    var words = new ArrayList<>(List.of("push"));
    words.addAll(hosts);
    words.add("site");
    words.addAll(List.of("--ssh", "ssh -o BatchMode=yes -F " + folder.resolve("ssh_config")));
    words.addAll(List.of(more));
    return Vow.in(folder).run(words.toArray(String[]::new));
  }

  private void policy(String text) throws IOException {
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/main.hcl"), text);
  }

  @Test
  void eachHostDecidesForItself() throws Exception {
    var hosts = hosts(3);
    policy("file \"/etc/a\" {\n  content = \"one\"\n}\n");
    hosts.add("h9");
    Files.createDirectories(folder.resolve("h2/root/etc/vow"));
    Files.writeString(folder.resolve("h2/root/etc/vow/own.hcl"), "");

    var result = push(hosts).exits(1);

    assertThat(result.out().lines())
        .contains(
            "h1: 1 file changed", "h3: there is no vow: push with --install, or install it first")
        .anyMatch(l -> l.startsWith("h2: ") && l.contains("own.hcl; say --replace"))
        .anyMatch(l -> l.startsWith("h9: ssh: "));
    assertThat(result.err()).contains("1 of 4 hosts have it; not h2, h3, h9");
    assertThat(folder.resolve("h1/root/etc/vow/main.hcl")).exists();
    assertThat(push(List.of("h1")).exits(0).out()).isEqualTo("h1: up to date\n");
    assertThat(push(List.of("h2"), "--replace").exits(0).out())
        .contains("2 files changed, what was there is kept as ");

    policy("fiel \"/etc/a\" {}\n");
    var broken = RunningAgent.object(push(List.of("h1", "h2"), "--json").exits(1).out());
    assertThat(String.valueOf(broken.get("hosts")))
        .contains("ok=false")
        .contains("the policy is invalid, nothing has changed")
        .contains("main.hcl:1:1");
    assertThat(Files.readString(folder.resolve("h1/root/etc/vow/main.hcl"))).contains("one");
    Files.writeString(folder.resolve("fleet"), "h1 # the first\n\n# none\n");
    policy("");
    assertThat(push(List.of(), "--hosts", "fleet").exits(0).out())
        .isEqualTo("h1: 1 file changed\n");
  }

  @Test
  @Tag("long")
  void fiftyHosts() throws Exception {
    var hosts = hosts(51).subList(0, 50);
    policy("file \"/etc/a\" {\n  content = node.hostname\n}\n");

    var result = push(hosts, "--jobs", "8").exits(0);

    assertThat(result.err()).contains("50 of 50 hosts have it");
    for (var host : hosts) {
      assertThat(result.out()).contains(host + ": 1 file changed\n");
      assertThat(folder.resolve(host + "/root/etc/vow/main.hcl")).exists();
    }
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    policy("");
    assertThat(Vow.in(folder).run("push", "site").exits(64).err()).contains("needs 1 to");
    assertThat(Vow.in(folder).run("push", "h1", "nowhere").exits(64).err())
        .contains("nowhere is no folder");
    assertThat(Vow.in(folder).run("push", "h1", "site", "--jobs", "many").exits(64).err())
        .contains("--jobs needs a number");
    assertThat(Vow.in(folder).run("push", "h1", "site", "--install").exits(1).err())
        .contains("this one runs from its source tree");
  }
}
