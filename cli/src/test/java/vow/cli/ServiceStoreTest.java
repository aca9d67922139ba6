package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What services store with vow for their next process. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceStoreTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";
  private static final String READY = " notify READY=1 wait";

  @TempDir Path folder;

  /** A file that only its first process finds: whoever has it later has it from that. */
  private Path file(String name) throws Exception {
    return Files.writeString(folder.resolve(name), "in " + name);
  }

  /** That does something once, and something each time. */
  private String service(int most, String once, String always, String... more) {
    var does =
        "once %s %d touch %1$s %s %s"
            .formatted(
                folder.resolve("mark"), once.split(" ", -1).length + 2, once, always + READY);
    var lines = new ArrayList<>(List.of("ready = \"notify\"", "fd_store = " + most));
    lines.addAll(List.of(more));
    return Serviced.service("a", does, lines.toArray(String[]::new));
  }

  private static void logged(Serviced kept, String... lines) throws Exception {
    Eventually.holds(() -> kept.log("a").equals(List.of(lines)));
  }

  private static long killed(Serviced kept, long pid) throws Exception {
    Serviced.signal("KILL", pid);
    return kept.another("a", pid);
  }

  @Test
  void aSocketThatLeavesThePolicyIsClosedAndAnotherStaysOpen() throws Exception {
    var text = "listen = {\n  a = \"tcp:127.0.0.1:%d\"\n%s}";
    var other = "  b = \"unix:" + folder.resolve("b") + "\"\n";
    int port = freePort();
    try (var kept =
        Serviced.keeping(folder, Serviced.service("a", "wait", text.formatted(port, other)))) {
      long pid = kept.pid("a");
      try (var waits = new Socket(InetAddress.getLoopbackAddress(), port)) {
        kept.change(Serviced.service("a", "accept", text.formatted(port, "")));
        long next = kept.another("a", pid);
        assertThat(new String(waits.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith(String.valueOf(next));
      }
      var unix = UnixDomainSocketAddress.of(folder.resolve("b"));
      assertThatThrownBy(() -> SocketChannel.open(unix)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void oneWhoseAddressIsInUseIsStartedOnceItIsFree() throws Exception {
    int port = freePort();
    int taken = freePort();
    var one =
        Serviced.service(
            "a",
            "accept",
            "listen = {\n  a = \"tcp:127.0.0.1:%d\"\n  b = \"tcp:127.0.0.1:%d\"\n}"
                .formatted(port, taken),
            "restart {\n  burst = 2\n}");
    try (var kept = withTaken(taken, one)) {
      assertThat(String.valueOf(kept.told("a").get("trouble")))
          .contains("unable to listen at 127.0.0.1 port " + taken);
      kept.agent().run("start", "a").exits(0);
    }
  }

  /** Given up while somebody else has that port. */
  private Serviced withTaken(int port, String policy) throws Exception {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      var kept = Serviced.keeping(folder, policy);
      kept.becomes("a", "given_up");
      return kept;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void itIsThereForTheNextProcessAndTheOneAfter() throws Exception {
    var x = file("x");
    var one = service(2, "store x " + x, "passed x env LISTEN_FDNAMES env FDSTORE");
    try (var kept = Serviced.keeping(folder, SLEEPS + one)) {
      Files.delete(x);
      long pid = killed(kept, kept.pid("a"));
      Eventually.holds(() -> kept.brain().isEmpty()); // nothing of this keeps the agent awake
      killed(kept, pid);
      logged(
          kept,
          "no x",
          "LISTEN_FDNAMES=",
          "FDSTORE=2",
          "x: in x",
          "LISTEN_FDNAMES=x",
          "FDSTORE=2",
          "x: in x",
          "LISTEN_FDNAMES=x",
          "FDSTORE=2");
    }
  }

  @Test
  void itIsPassedBehindItsSockets() throws Exception {
    var listen = "listen = {\n  web = \"unix:" + folder.resolve("web") + "\"\n}";
    var one = service(2, "store x " + file("x"), "env LISTEN_FDNAMES env LISTEN_FDS", listen);
    try (var kept = Serviced.keeping(folder, one)) {
      kept.agent().run("restart", "a").exits(0);
      logged(kept, "LISTEN_FDNAMES=web", "LISTEN_FDS=1", "LISTEN_FDNAMES=web:x", "LISTEN_FDS=2");
    }
  }

  @Test
  void itOutlivesTheAgent() throws Exception {
    try (var kept = Serviced.keeping(folder, service(1, "store x " + file("x"), "passed x"))) {
      long brain = kept.brain().orElseThrow().pid();
      Serviced.signal("KILL", brain);
      Eventually.holds(() -> kept.brain().filter(it -> it.pid() != brain).isPresent());
      killed(kept, kept.pid("a"));
      logged(kept, "no x", "x: in x");
    }
  }

  @Test
  void itIsRemovedByName() throws Exception {
    var once =
        "store x %s store y %s notify FDSTOREREMOVE=1\\nFDNAME=x".formatted(file("x"), file("y"));
    try (var kept = Serviced.keeping(folder, service(2, once, "passed x passed y"))) {
      killed(kept, kept.pid("a"));
      logged(kept, "no x", "no y", "no x", "y: in y");
    }
  }

  @Test
  void aStopLetsGoOfIt() throws Exception {
    var once = "store x " + file("x");
    try (var kept = Serviced.keeping(folder, service(1, once, "passed x"))) {
      kept.agent().run("stop", "a").exits(0);
      kept.agent().run("start", "a").exits(0);
      logged(kept, "no x", "no x");
      Files.delete(folder.resolve("mark"));
      kept.agent().run("restart", "a").exits(0);
      kept.agent().run("restart", "a").exits(0);
      logged(kept, "no x", "no x", "no x", "x: in x");
    }
  }

  @Test
  void notMoreThanThePolicySays() throws Exception {
    var once = "store x %s store y %s".formatted(file("x"), file("y"));
    try (var kept = Serviced.keeping(folder, service(1, once, "passed x passed y"))) {
      long pid = killed(kept, kept.pid("a"));
      logged(kept, "no x", "no y", "x: in x", "no y");
      kept.change(service(0, once, "passed x passed y"));
      kept.another("a", pid);
      logged(kept, "no x", "no y", "x: in x", "no y", "no x", "no y");
    }
  }

  @Test
  void aStrangerNeitherStoresNorRemoves() throws Exception {
    var once =
        "store x %s lend y %s stranger FDSTOREREMOVE=1\\nFDNAME=x".formatted(file("x"), file("y"));
    try (var kept = Serviced.keeping(folder, service(2, once, "passed x passed y"))) {
      killed(kept, kept.pid("a"));
      logged(kept, "no x", "no y", "x: in x", "no y");
    }
  }

  @Test
  void withTheHolderItGoesAndWhatComesLaterIsStored() throws Exception {
    var go = folder.resolve("go");
    var does =
        "passed x passed y store x %s notify READY=1 until %s store y %s wait"
            .formatted(file("x"), go, file("y"));
    var one = Serviced.service("a", does, "ready = \"notify\"", "fd_store = 1");
    try (var kept = Serviced.keeping(folder, one)) {
      long pid = kept.pid("a");
      kept.killAndStart();
      assertThat(kept.pid("a")).isEqualTo(pid);
      Files.createFile(go);
      Eventually.holds(() -> stored(kept) == 1);
      killed(kept, pid);
      logged(kept, "no x", "no y", "no x", "y: in y");
    }
  }

  /** How many the holder has: service 0 has its sockets and these from descriptor 72 on. */
  private static long stored(Serviced kept) throws IOException {
    var all = Path.of("/proc/" + kept.agent().process().pid() + "/fd");
    try (var fds = Files.list(all)) {
      return fds.map(fd -> Integer.parseInt(fd.getFileName().toString()))
          .filter(fd -> fd >= 72 && fd < 80)
          .count();
    }
  }
}
