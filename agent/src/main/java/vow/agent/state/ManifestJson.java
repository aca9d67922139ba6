package vow.agent.state;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.Kinds;
import vow.model.schema.Fields;
import vow.model.schema.MetaSchema;

/**
 * A manifest as JSON: {@code {version, hash, promises:[{id, at, attributes}], edges:[{from, to,
 * reason}]}}. Sensitive promises are named without their values, so that no secret is on disk; when
 * read back they are missing.
 */
public final class ManifestJson {
  /** How every one begins. */
  public static final String START = "{\"version\":";

  /** How every one ends. */
  public static final String END = "}";

  private static final int VERSION = 1;

  /** What was read back. */
  public record Saved(Manifest manifest, List<PromiseId> withheld) {}

  private ManifestJson() {}

  /** Writes a manifest. */
  public static String write(Manifest manifest) {
    AtomicFile.Text text = out -> write(manifest, out);
    return text.all();
  }

  /** Writes a manifest, a promise at a time. */
  public static void write(Manifest manifest, Appendable out) throws IOException {
    out.append(START).append(Integer.toString(VERSION)).append(",\"hash\":");
    out.append(Json.write(manifest.hash().hex())).append(",\"promises\":[");
    var before = "";
    for (var promise : manifest.promises().values()) {
      out.append(before).append(Json.write(promise(promise)));
      before = ",";
    }
    out.append("],\"edges\":[");
    before = "";
    for (var edge : manifest.edges()) {
      out.append(before).append(Json.write(edge(edge)));
      before = ",";
    }
    out.append("]").append(END);
  }

  private static Map<String, Object> edge(Edge edge) {
    return ordered(
        "from", edge.from().toString(), "to", edge.to().toString(), "reason", edge.reason().name());
  }

  /** Reads a manifest; empty when the text is not one, whatever it is. */
  public static Optional<Saved> read(String text) {
    return Json.parseObject(text).flatMap(ManifestJson::saved);
  }

  /** The text of a manifest without a promise; empty when it has none such. */
  public static Optional<String> without(String text, PromiseId id) {
    var root = Json.parseObject(text);
    if (root.isEmpty()
        || !(root.get().get("promises") instanceof List<?> promises)
        || !(root.get().get("edges") instanceof List<?> edges)) {
      return Optional.empty();
    }
    var named = id.toString();
    var rest = promises.stream().filter(p -> !named.equals(field(p, "id"))).toList();
    if (rest.size() == promises.size()) {
      return Optional.empty();
    }
    var ends =
        edges.stream()
            .filter(e -> !named.equals(field(e, "from")) && !named.equals(field(e, "to")))
            .toList();
    var less = new LinkedHashMap<String, @Nullable Object>(root.get());
    less.put("promises", rest);
    less.put("edges", ends);
    return Optional.of(Json.write(less));
  }

  private static Map<String, Object> promise(Promise promise) {
    var result = ordered("id", promise.id().toString(), "at", promise.origin().toString());
    if (promise.meta().sensitive()) {
      result.put("sensitive", true);
    } else {
      result.put("attributes", promise.attributes());
    }
    return result;
  }

  private static Optional<Saved> saved(Map<String, @Nullable Object> root) {
    if (!(root.get("version") instanceof BigDecimal version)
        || version.intValue() != VERSION
        || !(root.get("promises") instanceof List<?> promises)
        || !(root.get("edges") instanceof List<?> edges)) {
      return Optional.empty();
    }
    var kept = new LinkedHashMap<PromiseId, Promise>();
    var withheld = new ArrayList<PromiseId>();
    for (var entry : promises) {
      var id = id(field(entry, "id"));
      if (id.isEmpty()) {
        return Optional.empty();
      }
      if (Boolean.TRUE.equals(field(entry, "sensitive"))) {
        withheld.add(id.get());
        continue;
      }
      var promise = promise(id.get(), entry);
      if (promise.isEmpty()) {
        return Optional.empty();
      }
      kept.put(id.get(), promise.get());
    }
    return manifest(kept, edges).map(manifest -> new Saved(manifest, withheld));
  }

  private static Optional<Manifest> manifest(Map<PromiseId, Promise> kept, List<?> edges) {
    var known = new HashSet<Edge>();
    for (var entry : edges) {
      var from = id(field(entry, "from"));
      var to = id(field(entry, "to"));
      if (from.isEmpty() || to.isEmpty()) {
        return Optional.empty();
      }
      if (kept.containsKey(from.get()) && kept.containsKey(to.get())) {
        reason(field(entry, "reason"))
            .ifPresent(reason -> known.add(new Edge(from.get(), to.get(), reason)));
      }
    }
    try {
      return Optional.of(Manifest.of(kept.values(), known));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Promise> promise(PromiseId id, Object entry) {
    if (!(field(entry, "attributes") instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    var attributes = new TreeMap<String, Object>();
    map.forEach((name, value) -> attributes.put(String.valueOf(name), value));
    return promise(id, attributes, origin(String.valueOf(field(entry, "at"))));
  }

  /** A promise with these attributes; empty when there can be none. */
  public static Optional<Promise> promise(
      PromiseId id, SortedMap<String, Object> attributes, Origin origin) {
    var schema = Kinds.schema(id.kind());
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    var fields = new Fields(attributes);
    var kind = schema.get().make().apply(fields);
    if (!fields.problems().isEmpty()) {
      return Optional.empty();
    }
    var meta = MetaSchema.read(fields);
    return Optional.of(new Promise(id, kind, attributes, meta, origin));
  }

  private static Origin origin(String text) {
    var parts = text.split(":", -1);
    try {
      int last = parts.length - 1;
      return new Origin(
          String.join(":", List.of(parts).subList(0, last - 1)),
          Integer.parseInt(parts[last - 1]),
          Integer.parseInt(parts[last]));
    } catch (RuntimeException _) { // a damaged place only costs a hint
      return new Origin(text, 1, 1);
    }
  }

  private static Optional<Edge.Reason> reason(Object name) {
    for (var reason : Edge.Reason.values()) {
      if (reason.name().equals(name)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  private static Optional<PromiseId> id(Object text) {
    return text instanceof String id ? PromiseId.parse(id) : Optional.empty();
  }

  private static Object field(Object entry, String name) {
    var value = entry instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? "" : value;
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var result = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      result.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return result;
  }
}
