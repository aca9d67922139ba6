package vow.agent.control;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.linux.LinuxException;
import vow.linux.SocketPath;

/** The caller's end of the control socket. */
public final class ControlClient {
  private ControlClient() {}

  /**
   * Calls one method of {@code vow.Agent}; empty when no agent listens.
   *
   * @throws ControlServer.Refused with the agent's sentence when it says no
   */
  public static Optional<Map<String, @Nullable Object>> call(
      Path socket, String method, Map<String, ? extends @Nullable Object> parameters)
      throws ControlServer.Refused {
    var request = new LinkedHashMap<String, Object>();
    request.put("method", "vow.Agent." + method);
    request.put("parameters", parameters);
    try (var reachable = SocketPath.of(socket.toAbsolutePath().toString());
        var connection = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      connection.connect(UnixDomainSocketAddress.of(reachable.text()));
      var bytes = ByteBuffer.wrap(Varlink.encode(request));
      while (bytes.hasRemaining()) {
        connection.write(bytes);
      }
      var in = new BufferedInputStream(Channels.newInputStream(connection));
      var reply = Varlink.readMessage(in).flatMap(Json::parseObject);
      return reply.isEmpty() ? Optional.empty() : Optional.of(parameters(reply.get()));
    } catch (IOException | LinuxException _) {
      return Optional.empty();
    }
  }

  private static Map<String, @Nullable Object> parameters(Map<String, @Nullable Object> reply)
      throws ControlServer.Refused {
    var parameters = Varlink.object(reply.get("parameters"));
    if (reply.get("error") != null) {
      var message = parameters.get("message");
      throw new ControlServer.Refused(
          message != null ? message.toString() : String.valueOf(reply.get("error")));
    }
    return parameters;
  }
}
