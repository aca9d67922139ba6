package vow.agent;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vow.agent.report.Refused;
import vow.language.syntax.Spelling;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.kind.Paths;

/** The promises that a word of a command line means. */
final class Meant {
  private Meant() {}

  /**
   * Those meant by {@code kind[name]}, an absolute path, or a bare name: one, several candidates,
   * or none.
   *
   * @param manifest is only asked for when a path is nobody's name
   */
  static List<PromiseId> by(
      String text, Collection<PromiseId> ids, Supplier<Optional<Manifest>> manifest) {
    var exact = PromiseId.parse(text).filter(ids::contains);
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    var byName = ids.stream().filter(id -> id.name().equals(text)).toList();
    if (!byName.isEmpty() || !text.startsWith("/")) {
      return byName;
    }
    return manifest.get().map(m -> concerned(m, Paths.normal(text))).orElse(List.of());
  }

  /** The one promise of a manifest that each of these words means. */
  static List<PromiseId> each(String option, List<String> words, Manifest manifest) throws Refused {
    var ids = new java.util.ArrayList<PromiseId>();
    for (var word : words) {
      var meant = by(word, manifest.promises().keySet(), () -> Optional.of(manifest));
      if (meant.size() > 1) {
        var candidates = String.join(", ", meant.stream().map(PromiseId::toString).toList());
        throw Refused.misused(option + " \"" + word + "\" may be any of: " + candidates);
      }
      if (meant.isEmpty()) {
        throw Refused.misused(
            option + ": the policy has no promise " + word + nearest(word, manifest));
      }
      ids.add(meant.getFirst());
    }
    return ids;
  }

  private static String nearest(String word, Manifest manifest) {
    var ids = manifest.promises().keySet().stream();
    var written =
        PromiseId.parse(word).isPresent() ? ids.map(PromiseId::toString) : ids.map(PromiseId::name);
    return Spelling.nearest(word, written.toList())
        .map(w -> ", did you mean " + w + "?")
        .orElse("");
  }

  private static List<PromiseId> concerned(Manifest manifest, String path) {
    return manifest.promises().values().stream()
        .filter(promise -> concerns(promise, path))
        .map(Promise::id)
        .toList();
  }

  private static boolean concerns(Promise promise, String path) {
    boolean makes =
        promise.kind().owns().contains(Thing.path(path))
            || promise.kind().edits().contains(Thing.content(path));
    return makes || promise.kind().watches().stream().anyMatch(w -> covers(w, path));
  }

  private static boolean covers(Watch watch, String path) {
    return switch (watch.scope()) {
      case SELF -> watch.path().equals(path);
      case ENTRIES -> watch.path().equals(path) || Paths.parent(path).equals(watch.path());
      case TREE -> watch.path().equals(path) || path.startsWith(watch.path() + "/");
    };
  }
}
