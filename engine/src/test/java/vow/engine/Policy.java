package vow.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Meta;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Window;
import vow.model.kind.Directory;
import vow.model.kind.File;
import vow.model.kind.Kind;
import vow.model.kind.Ownership;

/** Builds manifests of files and folders; what they promise does not matter to an engine. */
final class Policy {
  private static final Ownership ANYBODY =
      new Ownership(Optional.empty(), Optional.empty(), OptionalInt.empty());

  private final Map<PromiseId, Promise> promises = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  static PromiseId id(String name) {
    return new PromiseId("file", name);
  }

  /** Files without any order. */
  static Manifest files(String... paths) {
    var policy = new Policy();
    for (var path : paths) {
      policy.file(path);
    }
    return policy.manifest();
  }

  Policy file(String path) {
    return file(path, Meta.NONE);
  }

  Policy file(String path, Meta meta) {
    return part(path, path, meta);
  }

  /** One of several promises about the same path. */
  Policy part(String name, String path, Meta meta) {
    return add(name, file(path, "as promised"), meta);
  }

  /** A file that promises something else than before. */
  Policy other(String path) {
    return add(path, file(path, "something else"), Meta.NONE);
  }

  /** A folder in which nothing unmanaged may be. */
  Policy purged(String path) {
    return add(
        path, new Directory(path, ANYBODY, false, true, List.of(), 10, false, true), Meta.NONE);
  }

  /** A folder of which everything below matters. */
  Policy tree(String path) {
    return add(
        path, new Directory(path, ANYBODY, true, false, List.of(), 10, false, true), Meta.NONE);
  }

  Policy after(String from, String to) {
    edges.add(new Edge(id(from), id(to), Edge.Reason.AFTER));
    return this;
  }

  Policy wants(String from, String to) {
    edges.add(new Edge(id(from), id(to), Edge.Reason.WANTED));
    return this;
  }

  Policy listens(String from, String to) {
    edges.add(new Edge(id(from), id(to), Edge.Reason.ON_CHANGE));
    return this;
  }

  /** The same, but that the file at one path is to be something else, or what it was. */
  static Manifest changed(Manifest manifest, String path) {
    var policy = new Policy();
    policy.promises.putAll(manifest.promises());
    policy.edges.addAll(manifest.edges());
    var before = manifest.promise(id(path));
    policy.other(path);
    boolean same = before.filter(it -> it.equals(policy.promises.get(id(path)))).isPresent();
    return (same ? policy.file(path) : policy).manifest();
  }

  Manifest manifest() {
    return Manifest.of(promises.values(), edges);
  }

  private Policy add(String name, Kind kind, Meta meta) {
    var attributes = Map.<String, Object>of("kind", kind.toString(), "meta", meta.toString());
    var promise = Promise.of(id(name), kind, attributes, meta, new Origin("test.hcl", 1, 1));
    promises.put(promise.id(), promise);
    return this;
  }

  private static File file(String path, String content) {
    return new File(
        path,
        Optional.of(content),
        Optional.empty(),
        ANYBODY,
        false,
        Optional.empty(),
        true,
        true,
        false);
  }

  static Meta noop() {
    return meta(true, 0, Optional.empty(), Optional.empty(), false);
  }

  /** Tries again so often, after a second each. */
  static Meta retry(int times) {
    return meta(false, times, Optional.empty(), Optional.empty(), false);
  }

  static Meta semaphore(String name) {
    return meta(false, 0, Optional.of(name), Optional.empty(), false);
  }

  static Meta every(Duration period) {
    return meta(false, 0, Optional.empty(), Optional.of(period), false);
  }

  static Meta reverse() {
    return meta(false, 0, Optional.empty(), Optional.empty(), true);
  }

  static Meta sensitive() {
    return meta(true, Optional.empty());
  }

  /** Repaired in these hours, UTC. */
  static Meta window(String hours) {
    return meta(false, Window.parse(hours));
  }

  private static Meta meta(boolean sensitive, Optional<Window> window) {
    var none = Meta.NONE;
    return new Meta(
        none.onlyIf(),
        none.notIf(),
        false,
        0,
        none.retryDelay(),
        none.timeout(),
        none.semaphore(),
        none.every(),
        none.audit(),
        sensitive,
        window,
        false);
  }

  private static Meta meta(
      boolean noop,
      int retries,
      Optional<String> semaphore,
      Optional<Duration> every,
      boolean reverse) {
    return new Meta(
        Optional.empty(),
        Optional.empty(),
        noop,
        retries,
        Duration.ofSeconds(1),
        Optional.empty(),
        semaphore,
        every,
        Optional.empty(),
        false,
        Optional.empty(),
        reverse);
  }
}
