package vow.agent.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.agent.state.AtomicFile;

/**
 * Where a node's policy comes from, and the folder it is put into. It is remembered in
 * STATE/origin.json.
 *
 * @param folder that the agent keeps, absolute
 */
public record Origin(Source source, Path folder) {
  private static final String FILE = "origin.json";

  /** What can be fetched again. */
  public sealed interface Source {
    /** In words, without secrets: {@code git https://example.org/policy.git branch main}. */
    String text();
  }

  /**
   * A git repository.
   *
   * @param url anything that git can fetch from
   * @param ref {@code refs/heads/NAME} or {@code refs/tags/NAME}
   * @param subfolder of the repository that is the policy; all of it when empty
   * @param signers a file of allowed keys, absolute: as ssh-keygen(1) has them (ALLOWED SIGNERS),
   *     or an armoured OpenPGP key ring; unsigned commits are taken when empty
   */
  public record Git(String url, String ref, String subfolder, Optional<String> signers)
      implements Source {
    private static final String TAGS = "refs/tags/";

    boolean isTag() {
      return ref.startsWith(TAGS);
    }

    @Override
    public String text() {
      var name = ref.substring(ref.indexOf('/', "refs/".length()) + 1);
      var below = subfolder.isEmpty() ? "" : ", " + subfolder;
      return "git " + Urls.shown(url) + (isTag() ? " tag " : " branch ") + name + below;
    }
  }

  /**
   * A tar archive, plain or gzip, with a minisign signature at the same address and {@code
   * .minisig}.
   *
   * @param keys of which one must have signed it, as minisign writes them
   * @param proxy an http proxy
   * @param ca a PEM file with the certificates that are trusted
   */
  public record Archive(String url, List<String> keys, Optional<String> proxy, Optional<String> ca)
      implements Source {
    public Archive {
      keys = List.copyOf(keys);
    }

    @Override
    public String text() {
      return Urls.shown(url);
    }
  }

  /** The one that is remembered; empty when the policy comes from nowhere else. */
  public static Optional<Origin> read(Path state) throws Refused {
    var file = state.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var object = AtomicFile.read(file).flatMap(Json::parseObject).orElse(Map.of());
    var source = source(object);
    if (source.isEmpty() || text(object, "folder").isEmpty()) {
      throw new Refused(file + " is damaged: say where the policy is from with vow policy from");
    }
    return Optional.of(new Origin(source.get(), Path.of(text(object, "folder"))));
  }

  private static Optional<Source> source(Map<String, @Nullable Object> object) {
    var url = text(object, "url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    if (!text(object, "ref").isEmpty()) {
      return Optional.of(
          new Git(url, text(object, "ref"), text(object, "subfolder"), some(object, "signers")));
    }
    if (object.get("keys") instanceof List<?> keys && !keys.isEmpty()) {
      var texts = keys.stream().map(String::valueOf).toList();
      return Optional.of(new Archive(url, texts, some(object, "proxy"), some(object, "ca")));
    }
    return Optional.empty();
  }

  /** Remembers it. */
  void write(Path state) throws IOException {
    var object = new LinkedHashMap<String, @Nullable Object>();
    switch (source) {
      case Git git -> {
        object.put("url", git.url());
        object.put("ref", git.ref());
        object.put("subfolder", git.subfolder());
        object.put("signers", git.signers().orElse(null));
      }
      case Archive archive -> {
        object.put("url", archive.url());
        object.put("keys", archive.keys());
        object.put("proxy", archive.proxy().orElse(null));
        object.put("ca", archive.ca().orElse(null));
      }
    }
    object.put("folder", folder.toString());
    var file = state.resolve(FILE);
    AtomicFile.write(file, Json.write(object) + "\n");
    // An address may hold a password.
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Optional<String> some(Map<String, @Nullable Object> object, String name) {
    return Optional.of(text(object, name)).filter(text -> !text.isEmpty());
  }

  private static String text(Map<String, @Nullable Object> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }
}
