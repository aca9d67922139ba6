package vow.agent.keeper;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import vow.linux.OpenFile;
import vow.model.Hash;
import vow.model.kind.Fetch;

/**
 * Writes what is at one of several addresses into a file, hashing as it comes. What breaks off goes
 * on where it was, there or at the next address. One use, one thread.
 */
public final class Download implements Function<OpenFile, Hash> {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int RESUMES_MAX = 5;

  private final List<URI> urls;
  private final Hash wanted;
  private final Remote remote;
  private final Attempt attempt;
  private final List<String> problems = new ArrayList<>();
  private MessageDigest digest = Hash.sha256();
  private long received;

  Download(Fetch fetch, Site site) {
    this.urls = fetch.urls();
    this.wanted = new Hash(fetch.sha256());
    this.attempt = site.attempt();
    this.remote = new Remote(fetch.via(), site.tree(), attempt::left);
  }

  /** Why it came to nothing; empty when it did not. */
  String problem() {
    return String.join("; ", problems);
  }

  @Override
  public Hash apply(OpenFile to) {
    for (var url : urls) {
      var problem = from(url, to);
      if (problem.isEmpty()) {
        problems.clear();
        return wanted;
      }
      problems.add(url + ": " + problem);
      if (attempt.left().isZero()) {
        break;
      }
    }
    return Hash.of("not " + wanted); // whatever it is, it is not what was promised
  }

  private String from(URI url, OpenFile to) {
    for (int resumes = 0; ; resumes++) {
      long before = received;
      var problem = once(url, to);
      if (problem.isEmpty()) {
        var hash = new Hash(HexFormat.of().formatHex(digest.digest()));
        if (hash.equals(wanted)) {
          return "";
        }
        restart(to);
        problem =
            "what came has the SHA-256 " + hash.brief() + "..., not " + wanted.brief() + "...";
        if (before == 0) {
          return problem; // else what another address began may be what was wrong
        }
      } else if (received <= before) {
        return problem;
      }
      if (resumes == RESUMES_MAX || attempt.left().isZero()) {
        return problem;
      }
    }
  }

  /** One connection: nothing when it brought the rest of the file, else why it did not. */
  private String once(URI url, OpenFile to) {
    try {
      var stream = remote.open(url, received);
      try (var in = stream.body()) {
        if (!stream.continued()) {
          restart(to);
        }
        long end = stream.sizeBytes() < 0 ? -1 : received + stream.sizeBytes();
        var chunk = new byte[CHUNK_BYTES];
        int got;
        while ((got = in.read(chunk)) >= 0) {
          digest.update(chunk, 0, got);
          to.write(got == chunk.length ? chunk : Arrays.copyOf(chunk, got));
          received += got;
          if (attempt.left().isZero()) {
            return "it took too long";
          }
        }
        return end < 0 || received == end
            ? ""
            : "it broke off after " + received + " of " + end + " bytes";
      }
    } catch (IOException e) {
      return why(e);
    }
  }

  private void restart(OpenFile to) {
    if (received > 0) {
      to.overwrite(new byte[0]);
    }
    received = 0;
    digest = Hash.sha256();
  }

  /** What the network or the disk says, in words. */
  public static String why(IOException e) {
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
