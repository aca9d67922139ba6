package vow.agent.origin;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.state.AtomicFile;

/**
 * What a policy folder is a copy of. It lies in the folder, as {@code .vow-origin.json}, and comes
 * and goes with it.
 *
 * @param source in words
 * @param revision a commit, or a digest of what came
 * @param signer who signed it; empty when nobody needed to
 * @param timeMs when it came, since the epoch
 * @param signedMs when it was signed, if the signature tells; 0 otherwise
 * @param files by path relative to the folder, with their digests
 */
public record Provenance(
    String source,
    String revision,
    Optional<String> signer,
    long timeMs,
    long signedMs,
    Map<String, String> files) {
  static final String FILE = ".vow-origin.json";

  public Provenance {
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** That of a folder; empty when it was filled by hand. */
  public static Optional<Provenance> of(Path folder) {
    return AtomicFile.read(folder.resolve(FILE))
        .flatMap(Json::parseObject)
        .flatMap(Provenance::parse);
  }

  private static Optional<Provenance> parse(Map<String, @Nullable Object> object) {
    if (!(object.get("source") instanceof String source)
        || !(object.get("revision") instanceof String revision)
        || !(object.get("time") instanceof BigDecimal time)
        || !(object.get("files") instanceof Map<?, ?> named)) {
      return Optional.empty();
    }
    var files = new TreeMap<String, String>();
    named.forEach((name, digest) -> files.put(String.valueOf(name), String.valueOf(digest)));
    var signer = Optional.ofNullable(object.get("signer")).map(String::valueOf);
    long signed = object.get("signed") instanceof BigDecimal number ? number.longValue() : 0;
    return Optional.of(new Provenance(source, revision, signer, time.longValue(), signed, files));
  }

  void write(Path folder) throws IOException {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("source", source);
    object.put("revision", revision);
    object.put("signer", signer.orElse(null));
    object.put("time", timeMs);
    object.put("signed", signedMs);
    object.put("files", files);
    AtomicFile.write(folder.resolve(FILE), Json.write(object) + "\n");
  }

  /** Where it is from, in words: {@code git … branch main, 1a2b3c4d5e6f, signed by ann}. */
  public String text() {
    int shown = Math.min(12, revision.length());
    return source
        + ", "
        + revision.substring(0, shown)
        + signer.map(s -> ", signed by " + s).orElse("");
  }
}
