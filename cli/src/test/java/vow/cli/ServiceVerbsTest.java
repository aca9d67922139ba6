package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the agent for which words, and what is said of its answers. */
class ServiceVerbsTest {
  private static final String RUNS =
      "{\"name\":\"web\",\"state\":\"ready\",\"pid\":4711,\"since\":\"2026-01-01T00:00:00.000Z\","
          + "\"restarts\":0,\"note\":null,\"trouble\":null}";

  private static final String DOWN =
      "{\"name\":\"web\",\"state\":\"down\",\"pid\":null,\"since\":\"2026-01-01T00:00:00.000Z\","
          + "\"restarts\":0,\"note\":null,\"trouble\":null}";

  @TempDir Path folder;

  @Test
  void startSaysWhatRuns() throws Exception {
    try (var agent = new Agent(service(RUNS))) {
      var said = vow("start", "service[web]");

      assertThat(said.out()).isEqualTo("service[web] runs (pid 4711)\n");
      assertThat(said.exit()).isZero();
      assertThat(agent.asked()).containsEntry("method", "vow.Agent.StartService");
      assertThat(agent.parameters()).containsEntry("name", "web").containsEntry("who", "anna");
    }
  }

  @Test
  void aOneshotIsDone() throws Exception {
    var done =
        RUNS.replace("ready", "done")
            .replace("4711", "null")
            .replace("\"note\":null", "\"note\":\"42 rows\"");
    try (var _ = new Agent(service(done))) {
      assertThat(vow("restart", "web").out()).isEqualTo("service[web] is done: 42 rows\n");
    }
  }

  @Test
  void stopSaysHowToGoOn() throws Exception {
    try (var agent = new Agent(service(DOWN))) {
      long now = System.currentTimeMillis();
      var said = vow("stop", "web", "--for", "10m", "--why", "lunch");

      assertThat(said.out()).isEqualTo("service[web] is stopped; vow start web starts it\n");
      assertThat(agent.asked()).containsEntry("method", "vow.Agent.StopService");
      assertThat(agent.parameters()).containsEntry("who", "anna").containsEntry("why", "lunch");
      assertThat(Long.parseLong(String.valueOf(agent.parameters().get("until"))))
          .isBetween(now + 600_000, now + 700_000);
    }
  }

  @Test
  void withoutATimeTheStopHasNoEnd() throws Exception {
    try (var agent = new Agent(service(DOWN))) {
      vow("stop", "web");

      assertThat(agent.parameters()).containsEntry("until", null).containsEntry("why", "");
    }
  }

  @Test
  void jsonIsTheObject() throws Exception {
    try (var _ = new Agent(service(RUNS))) {
      assertThat(vow("reload", "web", "--json").out()).isEqualTo(RUNS + "\n");
    }
  }

  @Test
  void aRefusalIsAFailureWithItsReason() throws Exception {
    var refusal =
        "{\"error\":\"vow.Agent.Refused\",\"parameters\":{\"message\":\"service[web] is given up\"}}";
    try (var _ = new Agent(refusal)) {
      var said = vow("start", "web");

      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err()).isEqualTo("vow: service[web] is given up\n");
      assertThat(said.out()).isEmpty();
    }
  }

  @Test
  void withoutAnAgentNothingIsStartedOrStopped() {
    for (var verb : new String[] {"start", "stop", "restart", "reload"}) {
      var said = vow(verb, "web");

      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err()).isEqualTo("vow: no agent runs here: vow keep starts one\n");
    }
  }

  @Test
  void theAgentOfATreeKeepsNone() throws Exception {
    try (var agent = RunningAgent.keeping(folder, "", Hearing.BEST)) {
      for (var verb : new String[] {"start", "stop", "restart", "reload"}) {
        assertThat(agent.run(verb, "web").exits(1).err())
            .startsWith("vow: this agent keeps no services");
      }
    }
  }

  @Test
  void onlyServicesHaveSuchNames() {
    assertThat(vow("start", "file[/etc/motd]").exit()).isEqualTo(64);
    assertThat(vow("start", "file[/etc/motd]").err()).contains("file[/etc/motd] is no service");
    assertThat(vow("stop", "../web").exit()).isEqualTo(64);
    assertThat(vow("restart").exit()).isEqualTo(64);
    assertThat(vow("stop", "web", "--for", "soon").err()).contains("--for needs a duration");
  }

  private static String service(String json) {
    return "{\"parameters\":{\"service\":" + json + "}}";
  }

  private Said vow(String... words) {
    return Said.by(folder, words);
  }

  /** Answers one call, whatever it is. */
  private final class Agent implements AutoCloseable {
    private final ServerSocketChannel socket;
    private final CompletableFuture<String> request = new CompletableFuture<>();

    Agent(String reply) throws IOException {
      socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
      Thread.ofPlatform().daemon().start(() -> answer(reply));
    }

    private void answer(String reply) {
      try (var caller = socket.accept()) {
        var in = Channels.newInputStream(caller);
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0; next = in.read()) {
          bytes.write(next);
        }
        request.complete(bytes.toString(StandardCharsets.UTF_8));
        caller.write(ByteBuffer.wrap((reply + "\0").getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        request.completeExceptionally(e);
      }
    }

    Map<String, @Nullable Object> asked() {
      return RunningAgent.object(request.join());
    }

    Map<String, @Nullable Object> parameters() {
      return Shape.part(asked(), "parameters");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
