package vow.agent.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;

/**
 * The Varlink wire format (varlink.org): JSON objects, each ended by one NUL byte. A call is {@code
 * {method, parameters}}, a reply {@code {parameters}} or {@code {error, parameters}}.
 */
final class Varlink {
  /** Longest message that is read, in bytes. */
  static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** A call's method and parameters. */
  record Call(String method, Map<String, @Nullable Object> parameters) {}

  private Varlink() {}

  /** Reads up to the next NUL; empty at the end of the stream or beyond the limit. */
  static Optional<String> readMessage(InputStream in) throws IOException {
    var message = new java.io.ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == 0) {
        return Optional.of(message.toString(StandardCharsets.UTF_8));
      }
      if (message.size() >= MAX_MESSAGE_BYTES) {
        return Optional.empty();
      }
      message.write(b);
    }
    return Optional.empty();
  }

  /** A message as bytes. */
  static byte[] encode(Map<String, ? extends @Nullable Object> message) {
    return (Json.write(message) + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a call; empty when it is none. */
  static Optional<Call> call(String message) {
    return Json.parseObject(message)
        .flatMap(m ->
            m.get("method") instanceof String method
                ? Optional.of(new Call(method, object(m.get("parameters"))))
                : Optional.empty());
  }

  static Map<String, ? extends @Nullable Object> reply(Map<String, @Nullable Object> parameters) {
    return Map.<String, Object>of("parameters", parameters);
  }

  static Map<String, ? extends @Nullable Object> error(
      String name, Map<String, @Nullable Object> parameters) {
    var result = new LinkedHashMap<String, Object>();
    result.put("error", name);
    result.put("parameters", parameters);
    return result;
  }

  @SuppressWarnings("unchecked") // maps that were read from JSON have text keys
  static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
