package vow.agent.tell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.json.Json;
import vow.agent.report.WriterText;
import vow.agent.run.SystemRunner;
import vow.agent.tree.Accounts;
import vow.agent.tree.Tree;
import vow.engine.tell.Batch;
import vow.engine.tell.Message;
import vow.engine.tell.News;
import vow.engine.tell.Tally;
import vow.model.Command;
import vow.model.Outcome;
import vow.model.Summary;
import vow.model.Writer;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;
import vow.model.tell.Way;

/** Each way to tell, with somebody at the other end. */
class CourierTest {
  private static final Writer VIM =
      new Writer(4711, "/usr/bin/vim", "vim", 0, 1000, null, null, null);

  @TempDir Path folder;
  private Tree tree;
  private SystemRunner runner;
  private List<Contact> policy = List.of();

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(folder.resolve("root"));
    tree = Tree.open(folder.resolve("root").toString());
    runner = new SystemRunner(tree, new Accounts(tree));
  }

  @AfterEach
  void close() {
    runner.close();
    tree.close();
  }

  @Test
  void aCommandReadsJson() throws IOException {
    var file = folder.resolve("told");

    assertThat(tell(shell("cat > " + file))).isEmpty();

    var told = Json.parseObject(Files.readString(file)).orElseThrow();
    assertThat(told.keySet())
        .containsExactly(
            "id", "time", "host", "notify", "text", "counts", "items", "more", "lost", "now",
            "summary");
    assertThat(told).containsEntry("id", "ops-7").containsEntry("host", "box");
    assertThat(Json.write(told.get("counts")))
        .isEqualTo("{\"failed\":3,\"contested\":0,\"breaker\":0,\"recovered\":0}");
    assertThat(String.valueOf(told.get("text")))
        .startsWith("vow on box: 3 failed, summary: kept 1, repaired 0, failed 1, 5 earlier lost\n")
        .contains("\nfailed file[/etc/\"ü], by vim")
        .contains(", by vim (pid 4711, ann): it is\nso", "and 2 more", "5 earlier pieces of news");
  }

  @Test
  void aCommandThatFailsIsToldWithoutWhatItSaid() {
    assertThat(tell(shell("echo hush; exit 3"))).contains("/bin/sh exited with 3");
    assertThat(tell(new Way.Exec(new Command(List.of("/nowhere"), false))).orElseThrow())
        .contains("/nowhere");
  }

  @Test
  void aWebhookGetsJsonAndSaysWhetherItArrived() throws IOException {
    Deque<Integer> answers = new ArrayDeque<>(List.of(503, 302, 200));
    var bodies = new ArrayList<String>();
    var headers = new ArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          headers.add(exchange.getRequestMethod() + exchange.getRequestHeaders().getFirst("X-Key"));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(answers.remove(), -1);
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?hush";
      var way = new Way.Webhook(url, Map.of("X-Key", "k"));

      assertThat(tell(way)).contains("the webhook answers with 503");
      assertThat(tell(way)).contains("the webhook answers with 302");
      assertThat(tell(way)).isEmpty();
    } finally {
      server.stop(0);
    }
    assertThat(headers).containsExactly("POSTk", "POSTk", "POSTk");
    assertThat(Json.parseObject(bodies.getLast()).orElseThrow()).containsEntry("notify", "ops");
  }

  @Test
  void aWebhookThatIsNotThereIsToldWithoutItsAddress() throws IOException {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    var why = tell(new Way.Webhook("http://127.0.0.1:" + port + "/hush", Map.of())).orElseThrow();
    var mute = tell(new Way.Webhook("http://hush.invalid/hush", Map.of())).orElseThrow();

    assertThat(why).isEqualTo("nobody listens at the webhook's address");
    assertThat(mute).doesNotContain("hush");
  }

  @Test
  void theJournalGetsAnEntryWithFieldsForEachPiece() throws IOException {
    try (var peer = new Peer(folder.resolve("root/run/systemd/journal/socket"))) {
      assertThat(tell(new Way.Journald())).isEmpty();

      var first = fields(peer.next());
      assertThat(first)
          .containsEntry("PRIORITY", "3")
          .containsEntry("SYSLOG_IDENTIFIER", "vow")
          .containsEntry("VOW_PROMISE", "file[/etc/\"ü]")
          .containsEntry("VOW_WHAT", "failed")
          .containsEntry("VOW_OUTCOME", "failed")
          .containsEntry("VOW_CAUSE", "drift")
          .containsEntry("VOW_BY_COMM", "vim")
          .containsEntry("VOW_BY_LOGIN", "1000")
          .containsEntry("VOW_MESSAGE", "ops-7")
          .containsEntry("MESSAGE", "failed file[/etc/\"ü], by vim (pid 4711, ann): it is\nso");
      assertThat(fields(peer.next()))
          .containsEntry("VOW_WHAT", "summary")
          .containsEntry("PRIORITY", "6");
    }
  }

  /** As the protocol says: a line, or a length and that many bytes. */
  private static Map<String, String> fields(byte[] datagram) {
    var fields = new LinkedHashMap<String, String>();
    var bytes = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      var line = until('\n', bytes);
      int equals = line.indexOf('=');
      if (equals >= 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
        continue;
      }
      var value = new byte[Math.toIntExact(bytes.getLong())];
      bytes.get(value);
      assertThat(bytes.get()).isEqualTo((byte) '\n');
      fields.put(line, new String(value, UTF_8));
    }
    return fields;
  }

  private static String until(char end, ByteBuffer bytes) {
    var line = new ByteArrayOutputStream();
    for (byte next = bytes.get(); next != end; next = bytes.get()) {
      line.write(next);
    }
    return line.toString(UTF_8);
  }

  @Test
  void syslogGetsALineWithStructuredDataForEachPiece() throws IOException {
    try (var peer = new Peer(folder.resolve("root/dev/log"))) {
      assertThat(tell(new Way.Syslog())).isEmpty();

      assertThat(new String(peer.next(), UTF_8))
          .matches(
              "<27>[A-Z][a-z]{2} [ 0-3][0-9] [0-9:]{8} vow\\[[0-9]+]: failed file\\[.*"
                  + ": it is so \\[vow what=\"failed\" notify=\"ops\" message=\"ops-7\""
                  + " promise=\"file\\[/etc/\\\\\"ü\\\\]\" outcome=\"failed\" .*by_login=\"1000\"]");
      assertThat(new String(peer.next(), UTF_8)).startsWith("<30>");
    }
  }

  @Test
  void aSocketThatIsNotThereIsTold() {
    assertThat(tell(new Way.Journald()).orElseThrow())
        .startsWith("unable to ")
        .contains("run/systemd/journal/socket");
  }

  @Test
  void mailGoesToSendmail() throws IOException {
    var mail = folder.resolve("mail");
    var program = folder.resolve("root/usr/sbin/sendmail");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n{ echo \"$@\"; cat; } > " + mail + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    assertThat(tell(new Way.Mail("ops@example.org"))).isEmpty();

    assertThat(Files.readString(mail))
        .startsWith("-t -i\nTo: ops@example.org\nSubject: vow on box: 3 failed")
        .contains("\nAuto-Submitted: auto-generated\n", "\nX-Vow-Message: ops-7\n")
        .contains("\n\nfailed file[/etc/\"ü], by vim (pid 4711, ann): it is\nso\nand 2 more\n")
        .contains("\nnow: kept 1, repaired 0, failed 1\n");
  }

  @Test
  void withoutSendmailMailIsNotTold() {
    assertThat(tell(new Way.Mail("root")).orElseThrow()).contains("usr/sbin/sendmail: install");
  }

  @Test
  void anAddressThatIsNotStoredIsInThePolicy() {
    assertThat(tell(new Way.Withheld()))
        .contains("its address is not stored, and the policy does not say it now");
    policy = List.of(contact(shell("cat > /dev/null")));

    assertThat(tell(new Way.Withheld())).isEmpty();
  }

  private static Way shell(String script) {
    return new Way.Exec(new Command(List.of(script), true));
  }

  private Optional<String> tell(Way way) {
    var words = new MessageText("box", new WriterText(uid -> uid == 1000 ? "ann" : "root"));
    var courier = new Courier(folder.resolve("root"), runner, () -> words, () -> policy);
    return courier.deliver(message(contact(way)));
  }

  private static Contact contact(Way way) {
    return new Contact(
        "ops", EnumSet.allOf(Occasion.class), way, false, Duration.ofSeconds(1), 6, 480);
  }

  private static Message message(Contact contact) {
    var news =
        new News(
            News.Sort.FAILED,
            "file[/etc/\"ü]",
            1_800_000_000_000L,
            "failed",
            "drift",
            Optional.of(VIM),
            "it is\nso");
    var batch = new Batch(0, Map.of(News.Sort.FAILED, 3L), List.of(new Batch.Item(news, 1)));
    var now = new Message.Now(Summary.of(List.of(Outcome.KEPT, Outcome.FAILED)), "", List.of(), 0);
    var digest = new Message.Digest(0, new Tally(Map.of(Outcome.REPAIRED, 4L)));
    return new Message(contact, 7, 1_800_000_000_000L, batch, 5, now, Optional.of(digest));
  }
}
