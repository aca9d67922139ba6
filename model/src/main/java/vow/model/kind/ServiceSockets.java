package vow.model.kind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import vow.model.schema.Fields;
import vow.model.service.Socket;
import vow.model.service.Socket.Sort;

/** How {@code listen} is written: names and addresses. */
final class ServiceSockets {
  static final String EXPECTED =
      "\"tcp:127.0.0.1:8080\", \"udp:[::]:53\", \"unix:/run/web.sock\" or"
          + " \"unixgram:/run/log.sock\"";

  /** Of a service, with those that it stores. */
  static final int SOCKETS_MAX = 8;

  /** What fits into an address of the kernel, without the NUL at its end (unix(7)). */
  private static final int PATH_BYTES_MAX = 107;

  /** LISTEN_FDNAMES has colons between the names (sd_listen_fds(3)). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private static final Pattern ADDRESS =
      Pattern.compile("(?:([0-9.]{7,15})|\\[([0-9a-fA-F:.]{2,45})]):([0-9]{1,5})");
  private static final Pattern IP4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  private ServiceSockets() {}

  /** By name: the order in which they are passed must not depend on how a policy is written. */
  static List<Socket> of(Fields fields) {
    var sockets = new ArrayList<Socket>();
    var names = new HashMap<String, String>();
    for (var entry : new TreeMap<>(fields.textMap("listen")).entrySet()) {
      var socket = socket(fields, entry);
      socket.ifPresent(sockets::add);
      var other = names.put(entry.getValue(), entry.getKey());
      if (other != null) {
        var message = "\"" + other + "\" and \"" + entry.getKey() + "\" are the same address";
        fields.reject("listen", "conflicting-attributes", message, "each address once");
      }
    }
    if (sockets.size() > SOCKETS_MAX) {
      var message = sockets.size() + " sockets are too many";
      fields.reject("listen", "invalid-value", message, "at most " + SOCKETS_MAX);
    }
    return sockets;
  }

  /** How many descriptors it may store beside its sockets. */
  static int fdStore(Fields fields, int sockets) {
    int stored = (int) fields.whole("fd_store").orElse(0L);
    int most = Math.max(0, SOCKETS_MAX - sockets);
    if (stored > most) {
      var message = stored + " stored descriptors and " + sockets + " of listen are too many";
      fields.reject("fd_store", "conflicting-attributes", message, "at most " + most);
    }
    return stored;
  }

  private static Optional<Socket> socket(Fields fields, Map.Entry<String, String> entry) {
    var name = entry.getKey();
    if (!NAME.matcher(name).matches()) {
      var message = "\"" + name + "\" is no name of a socket";
      fields.reject("listen", "invalid-value", message, "letters, digits, and any of _.-");
      return Optional.empty();
    }
    var text = entry.getValue();
    int colon = text.indexOf(':');
    var rest = text.substring(colon + 1);
    var socket =
        switch (text.substring(0, Math.max(0, colon))) {
          case "tcp" -> port(name, Sort.TCP, rest);
          case "udp" -> port(name, Sort.UDP, rest);
          case "unix" -> path(name, Sort.UNIX_STREAM, rest);
          case "unixgram" -> path(name, Sort.UNIX_DATAGRAM, rest);
          default -> Optional.<Socket>empty(); // a word of the policy, not one of our types
        };
    if (socket.isEmpty()) {
      var message = "\"" + text + "\" is no address to listen on";
      fields.reject("listen." + name, "invalid-value", message, EXPECTED);
    }
    return socket;
  }

  private static Optional<Socket> port(String name, Sort sort, String text) {
    var parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(parts.group(3));
    var address = parts.group(1) == null ? parts.group(2) : parts.group(1);
    boolean valid = parts.group(1) == null ? isIp6(address) : IP4.matcher(address).matches();
    return valid && port >= 1 && port <= Probe.PORT_MAX
        ? Optional.of(new Socket(name, sort, address, port))
        : Optional.empty();
  }

  /** Eight groups of hexadecimal digits, of which {@code ::} stands for one or more (RFC 4291). */
  private static boolean isIp6(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address) == 8;
    }
    var after = address.substring(gap + 2);
    int before = gap == 0 ? 0 : groups(address.substring(0, gap));
    int behind = after.isEmpty() ? 0 : groups(after);
    return before >= 0 && behind >= 0 && before + behind < 8;
  }

  /** How many there are; below 0, whatever is added, when one of them is none. */
  private static int groups(String text) {
    var groups = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < groups.length; i++) {
      boolean ip4 = i == groups.length - 1 && IP4.matcher(groups[i]).matches();
      if (!ip4 && !groups[i].matches("[0-9a-fA-F]{1,4}")) {
        return Integer.MIN_VALUE;
      }
      count += ip4 ? 2 : 1;
    }
    return count;
  }

  private static Optional<Socket> path(String name, Sort sort, String text) {
    boolean fits =
        text.startsWith("/")
            && text.indexOf('\0') < 0
            && text.getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX;
    var path = Paths.normal(text);
    return fits && !path.equals("/")
        ? Optional.of(new Socket(name, sort, path, 0))
        : Optional.empty();
  }
}
