package vow.agent.origin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import vow.agent.keeper.Download;
import vow.agent.keeper.Remote;
import vow.agent.report.Refused;
import vow.agent.tree.Tree;
import vow.model.kind.Fetch;

/** Brings a policy as an archive that is signed. Blocks. */
record ArchiveSource(Origin.Archive archive) {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SIGNATURE_BYTES_MAX = 4_096;
  private static final String SIGNATURE = ".minisig";

  /** What is done with an archive whose signature is good. */
  interface Taker<T> {
    T take(byte[] bytes, Minisign.Signed signed) throws Refused;
  }

  /** Fetches both, verifies, and hands it on. */
  <T> T fetch(Taker<T> taker) throws Refused {
    long deadlineNs = System.nanoTime() + LIMIT.toNanos();
    var via = new Fetch.Via(archive.proxy().map(URI::create), archive.ca());
    try (var tree = Tree.open("/")) {
      var remote =
          new Remote(
              via, tree, () -> Duration.ofNanos(Math.max(0, deadlineNs - System.nanoTime())));
      var signature = read(remote, archive.url() + SIGNATURE, SIGNATURE_BYTES_MAX);
      var bytes = read(remote, archive.url(), PolicyFetch.BYTES_MAX);
      return taker.take(bytes, verified(bytes, new String(signature, StandardCharsets.UTF_8)));
    }
  }

  private Minisign.Signed verified(byte[] bytes, String signature) throws Refused {
    try {
      return Minisign.verify(bytes, signature, archive.keys());
    } catch (Refused e) {
      throw new Refused("unable to take " + archive.text() + ": " + e.getMessage());
    }
  }

  private static byte[] read(Remote remote, String url, int bytesMax) throws Refused {
    try (var body = remote.open(URI.create(url), 0).body()) {
      var bytes = body.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new IOException("it is larger than " + bytesMax + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new Refused("unable to fetch " + Urls.shown(url) + ": " + Download.why(e));
    } catch (IllegalArgumentException | ClassCastException _) {
      throw new Refused("unable to fetch " + Urls.shown(url) + ": that is no address");
    }
  }
}
