package vow.agent.keeper;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import vow.agent.tree.Tree;
import vow.linux.LinuxException;
import vow.model.kind.Fetch;

/**
 * Opens addresses as a promise says: through its proxy, trusting its certificates.
 *
 * @param tree in which the certificates are
 * @param left how long it may still take
 */
public record Remote(Fetch.Via via, Tree tree, Supplier<Duration> left) {
  private static final int REDIRECTS_MAX = 5;
  private static final int HTTP_PORT = 80;
  private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

  /**
   * What comes.
   *
   * @param continued whether it begins where it was asked to, and not at the beginning
   * @param sizeBytes how much the other end says will come; -1 when it does not
   */
  public record Stream(InputStream body, boolean continued, long sizeBytes) {}

  /** From so many bytes on where the other end can do that, else all of it. */
  public Stream open(URI at, long fromBytes) throws IOException {
    if ("file".equalsIgnoreCase(at.getScheme())) {
      return new Stream(Files.newInputStream(Path.of(at.getPath())), false, -1);
    }
    return open(at, fromBytes, 0);
  }

  private Stream open(URI at, long fromBytes, int redirects) throws IOException {
    var connection = connection(at);
    if (fromBytes > 0) {
      connection.setRequestProperty("Range", "bytes=" + fromBytes + "-");
    }
    int status = connection.getResponseCode();
    var range = Optional.ofNullable(connection.getHeaderField("Content-Range")).orElse("");
    boolean continued =
        status == HttpURLConnection.HTTP_PARTIAL && range.startsWith("bytes " + fromBytes + "-");
    if (status == HttpURLConnection.HTTP_OK || continued) {
      var body = closing(connection);
      return new Stream(body, continued, connection.getContentLengthLong());
    }
    var elsewhere = Optional.ofNullable(connection.getHeaderField("Location"));
    connection.disconnect();
    if (status / 100 == 3 && elsewhere.isPresent() && redirects < REDIRECTS_MAX) {
      return open(redirected(at, elsewhere.get()), fromBytes, redirects + 1);
    }
    throw new IOException("the server answers with " + status);
  }

  private HttpURLConnection connection(URI at) throws IOException {
    var proxy = via.proxy().map(Remote::proxy).orElse(Proxy.NO_PROXY);
    var connection = (HttpURLConnection) at.toURL().openConnection(proxy);
    if (connection instanceof HttpsURLConnection secure && via.ca().isPresent()) {
      secure.setSSLSocketFactory(trusting(via.ca().get()));
    }
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(silence());
    connection.setReadTimeout(silence());
    return connection;
  }

  private static Proxy proxy(URI at) {
    int port = at.getPort() < 0 ? HTTP_PORT : at.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(at.getHost(), port));
  }

  private SSLSocketFactory trusting(String path) throws IOException {
    try (var file = tree.read(path)) {
      var bytes = file.readAll(TextFile.SIZE_BYTES_MAX);
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new java.io.ByteArrayInputStream(bytes))) {
        trusted.setCertificateEntry("ca" + number++, certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(path + " holds no certificates that can be used", e);
    } catch (LinuxException e) {
      throw new IOException(
          "unable to %s %s: %s".formatted(e.call(), e.path(), e.errno().text()), e);
    }
  }

  private static URI redirected(URI from, String location) throws IOException {
    try {
      var to = from.resolve(location);
      var scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
      if (scheme.equals("https") || scheme.equals(from.getScheme().toLowerCase(Locale.ROOT))) {
        return to;
      }
    } catch (IllegalArgumentException _) {
      // No address at all: told like one that may not be followed.
    }
    throw new IOException("the server redirects to " + location);
  }

  /** A body that was not read to its end takes its connection with it. */
  private static InputStream closing(HttpURLConnection connection) throws IOException {
    return new FilterInputStream(connection.getInputStream()) {
      @Override
      public void close() {
        connection.disconnect();
      }
    };
  }

  private int silence() {
    return (int) Math.max(1, Math.min(SILENCE_MAX.toMillis(), left.get().toMillis()));
  }
}
