package vow.model.kind;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vow.model.schema.Fields;

/** Addresses as policies write them. */
final class Urls {
  private Urls() {}

  /** A checked address: one of these schemes, without a password in it. */
  static Optional<URI> of(Fields fields, String attribute, String text, List<String> schemes) {
    var problem = "\"" + text + "\" is no address";
    try {
      var uri = new URI(text);
      var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      boolean local = scheme.equals("file");
      boolean whole = local ? uri.getPath() != null : uri.getHost() != null;
      if (schemes.contains(scheme) && whole && uri.getUserInfo() == null) {
        return Optional.of(uri);
      }
      if (uri.getUserInfo() != null) {
        problem = "the address holds a user name";
      }
    } catch (URISyntaxException e) {
      problem += ": " + e.getReason().toLowerCase(Locale.ROOT);
    }
    fields.reject(
        attribute,
        "invalid-value",
        problem,
        "an address that begins with " + String.join(":// or ", schemes) + "://");
    return Optional.empty();
  }
}
