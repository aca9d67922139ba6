package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vow.agent.state.AtomicFile;
import vow.agent.state.ManifestJson;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Succession;

/**
 * What left the policy and has yet to be taken back: STATE/leaving.json, a manifest, so that
 * neither a brake nor a killed agent makes it forgotten. Any thread. Without anything to take back
 * there is no file.
 */
final class LeavingFile {
  private final Path file;

  /** Told by a new policy, of which the engine has not heard yet. */
  private final LinkedHashMap<PromiseId, Promise> announced = new LinkedHashMap<>();

  private List<PromiseId> written;

  LeavingFile(Path state) {
    file = state.resolve("leaving.json");
    written = Files.exists(file) ? ids(read()) : List.of();
  }

  /** Those that are to be taken back when nothing of the same identity is promised. */
  List<Promise> read() {
    return AtomicFile.read(file)
        .flatMap(ManifestJson::read)
        .map(saved -> List.copyOf(saved.manifest().promises().values()))
        .orElse(List.of());
  }

  /** The same, but for what is promised again. */
  List<Promise> read(Manifest now) {
    return written.isEmpty()
        ? List.of()
        : read().stream().filter(p -> now.promise(p.id()).isEmpty()).toList();
  }

  /** A policy comes into force soon: what it no longer has is written down first. */
  synchronized void announce(Succession succession, Map<PromiseId, PromiseId> moved)
      throws IOException {
    var now = succession.after();
    for (var promise : succession.gone()) {
      boolean leaves = now.promise(promise.id()).isEmpty() && promise.meta().reverseOnRemove();
      if (leaves && !promise.meta().sensitive() && !moved.containsKey(promise.id())) {
        announced.put(promise.id(), promise);
      }
    }
    if (!announced.isEmpty()) {
      var all = new ArrayList<>(read(now));
      all.addAll(announced.values());
      write(all);
    }
  }

  /** The engine has heard of all that was announced. */
  synchronized void arrived() {
    announced.clear();
  }

  /** What the engine still has to take back. */
  synchronized void keep(List<Promise> leaving) throws IOException {
    if (announced.isEmpty() && !ids(leaving).equals(written)) {
      write(leaving);
    }
  }

  private void write(List<Promise> promises) throws IOException {
    var ids = ids(promises);
    if (ids.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      var manifest = Manifest.of(promises, Set.of());
      AtomicFile.writeNews(file, out -> ManifestJson.write(manifest, out));
    }
    written = ids;
  }

  /** One is not to be taken back any more; whether it was there. */
  synchronized boolean forget(PromiseId id) throws IOException {
    var rest = read().stream().filter(p -> !p.id().equals(id)).toList();
    boolean there = rest.size() < written.size();
    if (there) {
      write(rest);
    }
    return there;
  }

  private static List<PromiseId> ids(List<Promise> promises) {
    return promises.stream().map(Promise::id).toList();
  }
}
