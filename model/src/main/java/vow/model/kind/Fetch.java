package vow.model.kind;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vow.model.Hash;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A regular file that is fetched from elsewhere.
 *
 * @param urls tried in this order until what comes has the hash
 * @param sha256 of the content, 64 lower-case hex digits
 * @param via how they are reached
 */
public record Fetch(
    String path, List<URI> urls, String sha256, Via via, Ownership ownership, boolean parents)
    implements Kind {
  /**
   * The way to the addresses.
   *
   * @param proxy an http proxy; none when empty
   * @param ca a file of the kept tree with the certificates that are trusted, in place of those of
   *     the Java runtime
   */
  public record Via(Optional<URI> proxy, Optional<String> ca) {}

  private static final List<String> SCHEMES = List.of("https", "http", "file");

  /** What policies may say. */
  public static final Schema SCHEMA =
      Ownership.describe(
              Schema.kind(
                      "fetch",
                      "path",
                      "A regular file fetched by https, http or from a file of this machine. It is"
                          + " checked while it comes, and replaces what is there only when it has"
                          + " the promised hash; then it is not fetched again. What breaks off"
                          + " goes on where it was, where the server can do that.")
                  .required("path", Types.PATH, "Where the file is.")
                  .required("url", Types.TEXT, "Where it comes from.")
                  .optional("mirrors", Types.TEXTS, "Further addresses, tried in turn.")
                  .required("sha256", Types.TEXT, "The SHA-256 of its content, in hex.")
                  .optional("proxy", Types.TEXT, "An http:// proxy to go through.", "none")
                  .optional(
                      "ca",
                      Types.PATH,
                      "A PEM file with the certificates that are trusted for https.",
                      "those of the Java runtime"),
              "0644")
          .optional("parents", Types.BOOL, "Make missing folders (0755).", "true")
          .example(
              """
              fetch "/opt/tool/tool.tar.gz" {
                url    = "https://example.org/tool-1.2.tar.gz"
                sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
              }
              """)
          .blindSpot("what is at the address may change unnoticed: only the hash counts")
          .make(Fetch::of);

  private static Fetch of(Fields fields) {
    var sha256 = fields.required("sha256").toLowerCase(Locale.ROOT);
    if (!sha256.matches("[0-9a-f]{64}")) {
      fields.reject("sha256", "invalid-value", "this is no SHA-256", "64 hex digits");
      sha256 = Hash.of("").hex();
    }
    var urls = new ArrayList<URI>();
    Urls.of(fields, "url", fields.required("url"), SCHEMES).ifPresent(urls::add);
    for (var mirror : fields.texts("mirrors")) {
      Urls.of(fields, "mirrors", mirror, SCHEMES).ifPresent(urls::add);
    }
    return new Fetch(
        Paths.key(fields, "path"),
        List.copyOf(urls),
        sha256,
        new Via(
            fields.text("proxy").flatMap(p -> Urls.of(fields, "proxy", p, List.of("http"))),
            fields.text("ca").map(Paths::normal)),
        Ownership.of(fields),
        fields.flag("parents", true));
  }

  /** The same file without a word about its content. */
  public File file() {
    return new File(
        path,
        Optional.empty(),
        Optional.empty(),
        ownership,
        false,
        Optional.empty(),
        true,
        parents,
        false);
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(Thing.path(path), Thing.content(path));
  }

  @Override
  public Set<Thing> needs() {
    var needs = new LinkedHashSet<>(Paths.needs(path, ownership));
    via.ca().ifPresent(ca -> needs.add(Thing.path(ca)));
    via.ca().ifPresent(ca -> needs.add(Thing.content(ca)));
    return needs;
  }

  @Override
  public boolean saysOwner() {
    return ownership.owner().isPresent() || ownership.group().isPresent();
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(path));
  }
}
