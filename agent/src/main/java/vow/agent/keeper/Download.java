package vow.agent.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import vow.linux.OpenFile;
import vow.model.Hash;

/** Writes what is at an address into a file, hashing as it comes. One use. */
final class Download implements Function<OpenFile, Hash> {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int REDIRECTS_MAX = 5;
  private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

  private final URI uri;
  private final Hash wanted;
  private final Attempt attempt;
  private String problem = "";

  Download(URI uri, Hash wanted, Attempt attempt) {
    this.uri = uri;
    this.wanted = wanted;
    this.attempt = attempt;
  }

  /** Why it came to nothing; empty when it did not. */
  String problem() {
    return problem;
  }

  @Override
  public Hash apply(OpenFile to) {
    var digest = Hash.sha256();
    boolean whole = false;
    try (var in = open(uri, 0)) {
      var chunk = new byte[CHUNK_BYTES];
      int got;
      while ((got = in.read(chunk)) >= 0 && !attempt.left().isZero()) {
        digest.update(chunk, 0, got);
        to.write(got == chunk.length ? chunk : Arrays.copyOf(chunk, got));
      }
      whole = got < 0;
      problem = whole ? "" : "it took too long";
    } catch (IOException e) {
      problem = why(e);
    }
    var hash = new Hash(HexFormat.of().formatHex(digest.digest()));
    if (whole && !hash.equals(wanted)) {
      problem = "what came has the SHA-256 " + hash.brief() + "..., not " + wanted.brief() + "...";
    }
    return hash;
  }

  private InputStream open(URI at, int redirects) throws IOException {
    if ("file".equalsIgnoreCase(at.getScheme())) {
      return Files.newInputStream(Path.of(at.getPath()));
    }
    var connection = (HttpURLConnection) at.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(silence());
    connection.setReadTimeout(silence());
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return connection.getInputStream();
    }
    var elsewhere = Optional.ofNullable(connection.getHeaderField("Location"));
    connection.disconnect();
    if (status / 100 == 3 && elsewhere.isPresent() && redirects < REDIRECTS_MAX) {
      return open(redirected(at, elsewhere.get()), redirects + 1);
    }
    throw new IOException("the server answers with " + status);
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

  private int silence() {
    return (int) Math.max(1, Math.min(SILENCE_MAX.toMillis(), attempt.left().toMillis()));
  }

  /** What the network or the disk says, in words. */
  static String why(IOException e) {
    return switch (e) {
      case UnknownHostException u -> "there is no host " + u.getMessage();
      case SocketTimeoutException _ -> "no answer in time";
      case NoSuchFileException n -> "there is no file " + n.getMessage();
      case IOException other -> lower(other);
    };
  }

  private static String lower(IOException e) {
    var text = Optional.ofNullable(e.getMessage()).orElse("it broke off");
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
