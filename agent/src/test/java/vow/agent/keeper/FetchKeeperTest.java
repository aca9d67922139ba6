package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Assessment;
import vow.model.Hash;
import vow.model.kind.Kind;

/** Files fetched from a server on the loopback device, and probes of it. */
final class FetchKeeperTest {
  private static final String PATH = "/opt/tool";
  private static final String GOOD = "good ".repeat(50_000);

  @TempDir Path folder;
  private Scene scene;
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/good", GOOD);
    serve("/bad", "bad");
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/good");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/short",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    scene.close();
  }

  @Test
  void fetchesKeepsAndUndoes() throws IOException {
    var kind = fetch("/good", "mode", "0755");
    assertThat(scene.drift(kind).summary()).isEqualTo("is missing");

    var done = scene.keep(kind);

    assertThat(scene.read(PATH)).isEqualTo(GOOD);
    assertThat(scene.mode(PATH)).isEqualTo("rwxr-xr-x");
    scene.undo(kind, done);
    assertThat(scene.exists("/opt")).isFalse();
  }

  @Test
  void leavesTheOldFileWhenWhatComesIsNotWhatIsPromised() throws IOException {
    scene.write(PATH, "old");
    var bad = fetch("/bad");

    assertThat(scene.failure(bad))
        .startsWith("unable to fetch /opt/tool: http://")
        .contains("/bad: what came has the SHA-256 " + Hash.of("bad").brief());
    assertThat(scene.failure(fetch("/nothing"))).endsWith("the server answers with 404");
    assertThat(scene.failure(fetch("/short"))).contains("/short: ");

    assertThat(scene.read(PATH)).isEqualTo("old");
    try (var names = Files.list(scene.at("/opt"))) {
      assertThat(names).hasSize(1);
    }
  }

  @Test
  void triesItsMirrorsAndFollowsRedirections() throws IOException {
    scene.keep(fetch("/bad", "mirrors", List.of(url("/nothing"), url("/elsewhere"))));

    assertThat(scene.read(PATH)).isEqualTo(GOOD);
  }

  @Test
  void changesOnlyTheModeOfARightFile() throws IOException {
    scene.write(PATH, GOOD);
    var inode = scene.unix(PATH, "ino");
    server.stop(0);

    scene.keep(fetch("/good", "mode", "0700"));

    assertThat(scene.unix(PATH, "ino")).isEqualTo(inode);
    assertThat(scene.mode(PATH)).isEqualTo("rwx------");
  }

  @Test
  void copiesAFileOfThisMachine() throws IOException {
    var source = Files.writeString(folder.resolve("source"), GOOD);

    scene.keep(fetch("", "url", source.toUri().toString()));

    assertThat(scene.read(PATH)).isEqualTo(GOOD);
  }

  @Test
  void goesOnWhereItBrokeOffThereAndAtTheNextAddress() throws IOException {
    var asked = breakingOff("/breaks", true);

    scene.keep(fetch("/breaks"));

    assertThat(scene.read(PATH)).isEqualTo(GOOD);
    assertThat(asked).containsExactly("", "bytes=100000-", "bytes=200000-");
    Files.delete(scene.at(PATH));
    var started = breakingOff("/never-more", false);
    scene.keep(fetch("/never-more", "mirrors", List.of(url("/breaks"))));
    assertThat(scene.read(PATH)).isEqualTo(GOOD);
    assertThat(started).startsWith("", "bytes=100000-");
    assertThat(asked).endsWith("bytes=100000-", "bytes=200000-");
  }

  @Test
  void beginsAnewWhenWhatAnotherAddressBeganIsNotTheSame() throws IOException {
    server.createContext(
        "/other",
        exchange -> {
          exchange.sendResponseHeaders(200, GOOD.length());
          exchange.getResponseBody().write("x".repeat(1000).getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    breakingOff("/breaks", true);

    scene.keep(fetch("/other", "mirrors", List.of(url("/breaks"))));

    assertThat(scene.read(PATH)).isEqualTo(GOOD);
  }

  @Test
  void goesThroughItsProxy() throws IOException {
    var seen = new CopyOnWriteArrayList<String>();
    server.createContext(
        "/proxied",
        exchange -> {
          seen.add(exchange.getRequestURI().toString());
          var bytes = GOOD.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });

    scene.keep(fetch("", "url", "http://no-such-host.invalid/proxied", "proxy", url("")));

    assertThat(seen).containsExactly("http://no-such-host.invalid/proxied");
    assertThatThrownBy(() -> fetch("/good", "proxy", "socks://here"))
        .hasMessageContaining("is no address");
  }

  @Test
  void trustsTheCertificatesThatItIsToldTo() throws Exception {
    var secure = SecureServer.start(folder, GOOD);
    try {
      scene.write("/etc/ca.pem", secure.certificate());
      scene.write("/etc/none.pem", "nothing\n");

      assertThat(scene.failure(fetch("", "url", secure.url()))).contains("unable to find valid");
      assertThat(scene.failure(fetch("", "url", secure.url(), "ca", "/etc/none.pem")))
          .contains("/etc/none.pem holds no certificates");
      assertThat(scene.failure(fetch("", "url", secure.url(), "ca", "/etc/no.pem")))
          .contains("/etc/no.pem: no such file");
      scene.keep(fetch("", "url", secure.url(), "ca", "/etc/ca.pem"));

      assertThat(scene.read(PATH)).isEqualTo(GOOD);
    } finally {
      secure.stop();
    }
  }

  /**
   * Sends 100,000 bytes at most, from where it is asked to unless it refuses; what it was asked.
   */
  private List<String> breakingOff(String path, boolean goesOn) {
    var asked = new CopyOnWriteArrayList<String>();
    server.createContext(
        path,
        exchange -> {
          var range = exchange.getRequestHeaders().getFirst("Range");
          asked.add(range == null ? "" : range);
          if (range != null && !goesOn) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
          }
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          var rest = GOOD.substring(from).getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Range", "bytes %d-%d/%d".formatted(from, GOOD.length(), GOOD.length()));
          exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
          exchange.getResponseBody().write(rest, 0, Math.min(100_000, rest.length));
          exchange.close();
        });
    return asked;
  }

  @Test
  void refusesAddressesThatItCannotUse() {
    assertThatThrownBy(() -> fetch("", "url", "ftp://example.org/x"))
        .hasMessageContaining("is no address");
    assertThatThrownBy(() -> fetch("", "url", "http://u:p@example.org/x"))
        .hasMessageContaining("user name");
  }

  @Test
  void probesWhatAServerAnswers() throws IOException {
    var address = server.getAddress();
    var number = new java.math.BigDecimal(address.getPort());
    var open = probe("port", number, "host", address.getHostString());
    var answer = probe("http", url("/good"), "match", "^good ");
    assertThat(scene.assess(open)).isInstanceOf(Assessment.Kept.class);
    assertThat(scene.assess(answer)).isInstanceOf(Assessment.Kept.class);
    assertThat(scene.refusal(probe("http", url("/nothing"))))
        .endsWith("/nothing answers with 404 instead of 200");
    assertThat(scene.refusal(probe("http", url("/bad"), "match", "good"))).contains("no line of");

    server.stop(0);

    assertThat(scene.refusal(open)).contains("nothing answers at").contains("refused");
  }

  private void serve(String path, String content) {
    server.createContext(
        path,
        exchange -> {
          var bytes = content.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private String url(String path) {
    var address = server.getAddress();
    return "http://%s:%d%s".formatted(address.getHostString(), address.getPort(), path);
  }

  private Kind fetch(String at, Object... pairs) {
    var standard = new Object[] {"path", PATH, "sha256", Hash.of(GOOD).hex(), "url", url(at)};
    var all = Arrays.copyOf(standard, standard.length + pairs.length);
    System.arraycopy(pairs, 0, all, standard.length, pairs.length);
    return Scene.kind("fetch", all);
  }

  private static Kind probe(Object... pairs) {
    var all = Arrays.copyOf(new Object[] {"name", "x"}, 2 + pairs.length);
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.kind("probe", all);
  }
}
