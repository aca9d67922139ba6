package vow.agent.tell;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Sends a message to a webhook. Nothing of the address or of what the other end says is ever shown:
 * both may hold a secret.
 */
final class Post {
  private static final int SILENCE_MS = 10_000;

  private Post() {}

  /** Why it did not arrive; empty when it did. */
  static Optional<String> send(String url, Map<String, String> headers, String json) {
    HttpURLConnection connection = null;
    try {
      connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod("POST");
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(SILENCE_MS);
      connection.setReadTimeout(SILENCE_MS);
      connection.setDoOutput(true);
      var body = json.getBytes(StandardCharsets.UTF_8);
      // A body of known length is not sent twice by the library itself.
      connection.setFixedLengthStreamingMode(body.length);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("User-Agent", "vow");
      headers.forEach(connection::setRequestProperty);
      try (var out = connection.getOutputStream()) {
        out.write(body);
      }
      int status = connection.getResponseCode();
      return status / 100 == 2
          ? Optional.empty()
          : Optional.of("the webhook answers with " + status);
    } catch (IOException e) {
      return Optional.of(why(e));
    } catch (IllegalArgumentException _) {
      return Optional.of("the webhook's address cannot be used");
    } finally {
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  private static String why(IOException problem) {
    return switch (problem) {
      case ConnectException _ -> "nobody listens at the webhook's address";
      case UnknownHostException _ -> "the webhook's host is not known";
      case SocketTimeoutException _ -> "the webhook does not answer";
      case SSLException _ -> "the webhook's certificate is not trusted, or it speaks no TLS";
      default -> "the connection to the webhook broke";
    };
  }
}
