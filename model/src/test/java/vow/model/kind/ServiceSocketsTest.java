package vow.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vow.model.Thing;
import vow.model.schema.Fields;
import vow.model.schema.Problem;
import vow.model.service.Socket;

class ServiceSocketsTest {
  @Test
  void socketsAreInTheOrderOfTheirNames() {
    var listen = new LinkedHashMap<String, Object>();
    listen.put("web", "tcp:127.0.0.1:8080");
    listen.put("log", "unixgram:/run/web/log.sock");
    listen.put("dns", "udp:[::1]:53");

    var service = made(Map.of("name", "web", "run", "web", "listen", listen));

    assertThat(service.launch().sockets())
        .containsExactly(
            new Socket("dns", Socket.Sort.UDP, "::1", 53),
            new Socket("log", Socket.Sort.UNIX_DATAGRAM, "/run/web/log.sock", 0),
            new Socket("web", Socket.Sort.TCP, "127.0.0.1", 8080));
    assertThat(service.needs()).contains(Thing.path("/run/web"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0:1",
        "[::]:80",
        "[2001:db8::1]:65535",
        "[1:2:3:4:5:6:7:8]:1",
        "[::ffff:10.0.0.1]:9"
      })
  void knowsAddresses(String address) {
    assertThat(
            problems(Map.of("name", "web", "run", "web", "listen", Map.of("a", "tcp:" + address))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        "tcp:80",
        "tcp:localhost:80",
        "tcp:1.2.3:80",
        "tcp:1.2.3.256:80",
        "tcp:1.2.3.4:0",
        "tcp:1.2.3.4:65536",
        "tcp:[:::]:1",
        "tcp:[1:2]:1",
        "tcp:[::1::]:1",
        "tcp:[1:2:3:4:5:6:7::8]:1",
        "sctp:1.2.3.4:5",
        "unix:run/x",
        "unix:/"
      })
  void refusesWhatIsNoAddress(String address) {
    assertThat(problems(Map.of("name", "web", "run", "web", "listen", Map.of("a", address))))
        .singleElement()
        .extracting(Problem::attribute)
        .isEqualTo(Optional.of("listen.a"));
  }

  @Test
  void aDescriptorIsForOneThing() {
    var sockets = Map.of("a", "tcp:1.2.3.4:5", "b", "tcp:1.2.3.4:6");

    assertThat(problems(Map.of("name", "web", "run", "web", "ready", "newline", "listen", sockets)))
        .singleElement()
        .extracting(Problem::expected)
        .isEqualTo(Optional.of("newline_fd = 5"));
  }

  @Test
  void everyAddressIsListenedToOnceAndEightAtMost() {
    var listen = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 9; i++) {
      listen.put("s" + i, "tcp:1.2.3.4:" + (i == 8 ? 1 : i + 1));
    }

    assertThat(
            problems(Map.of("name", "web", "run", "web", "listen", listen)).stream()
                .map(Problem::message))
        .containsExactly("\"s0\" and \"s8\" are the same address", "9 sockets are too many");
  }

  private static Service made(Map<String, Object> values) {
    var fields = new Fields(values);
    var service = (Service) Service.SCHEMA.make().apply(fields);
    assertThat(fields.problems()).isEmpty();
    return service;
  }

  private static List<Problem> problems(Map<String, Object> values) {
    var fields = new Fields(values);
    assertThat(Service.SCHEMA.make().apply(fields)).isNotNull();
    return fields.problems();
  }
}
