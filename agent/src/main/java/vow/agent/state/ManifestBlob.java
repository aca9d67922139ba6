package vow.agent.state;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.model.Edge;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;

/**
 * A manifest as bytes, in its order and with its hash, so that a brain that is woken neither parses
 * nor orders nor hashes. Like {@link ManifestJson}, never with a sensitive promise.
 */
public final class ManifestBlob {
  private static final int NOTHING = 0;
  private static final int TEXT = 1;
  private static final int NUMBER = 2;
  private static final int TRUE = 3;
  private static final int FALSE = 4;
  private static final int LIST = 5;
  private static final int MAP = 6;

  /** Deepest nesting that is read. */
  private static final int DEPTH_MAX = 100;

  private ManifestBlob() {}

  /** Writes a manifest; empty when it must not be stored as a whole. */
  public static Optional<byte[]> write(Manifest manifest) {
    for (var promise : manifest.promises().values()) {
      if (promise.meta().sensitive()) {
        return Optional.empty();
      }
    }
    var out = new BlobWriter();
    out.text(manifest.hash().hex());
    out.each(manifest.promises().values(), promise -> promise(out, promise));
    out.each(
        manifest.edges(),
        edge -> {
          id(out, edge.from());
          id(out, edge.to());
          out.constant(edge.reason());
        });
    return Optional.of(out.done());
  }

  /** Reads one; empty when the bytes are anything else. */
  public static Optional<Manifest> read(byte[] bytes) {
    try {
      var in = new BlobReader(bytes);
      var hash = new Hash(in.text());
      var promises = new LinkedHashMap<PromiseId, Promise>();
      for (int left = in.count(); left > 0; left--) {
        var promise = promise(in);
        promises.put(promise.id(), promise);
      }
      var edges = new LinkedHashSet<Edge>();
      for (int left = in.count(); left > 0; left--) {
        var edge = new Edge(id(in), id(in), in.constant(Edge.Reason.values()));
        if (!promises.containsKey(edge.from()) || !promises.containsKey(edge.to())) {
          throw new IOException("an edge has no end");
        }
        edges.add(edge);
      }
      in.end();
      return Optional.of(Manifest.restored(promises, edges, hash));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static void id(BlobWriter out, PromiseId id) {
    out.text(id.kind());
    out.text(id.name());
  }

  static PromiseId id(BlobReader in) throws IOException {
    return new PromiseId(in.text(), in.text());
  }

  private static void promise(BlobWriter out, Promise promise) {
    id(out, promise.id());
    out.text(promise.origin().file());
    out.number(promise.origin().line());
    out.number(promise.origin().column());
    value(out, promise.attributes());
  }

  private static Promise promise(BlobReader in) throws IOException {
    var id = id(in);
    var origin = new Origin(in.text(), in.number(), in.number());
    if (!(value(in, 0) instanceof Map<?, ?> map)) {
      throw new IOException("attributes are missing");
    }
    var attributes = new TreeMap<String, Object>();
    map.forEach((name, value) -> attributes.put(String.valueOf(name), value));
    return ManifestJson.promise(id, attributes, origin)
        .orElseThrow(() -> new IOException("no promise: " + id));
  }

  private static void value(BlobWriter out, @Nullable Object value) {
    switch (value) {
      case null -> out.number(NOTHING);
      case BigDecimal number -> {
        out.number(NUMBER);
        out.text(number.toString());
      }
      case Boolean truth -> out.number(truth ? TRUE : FALSE);
      case List<?> list -> {
        out.number(LIST);
        out.each(list, item -> value(out, item));
      }
      case Map<?, ?> map -> {
        out.number(MAP);
        out.number(map.size());
        map.forEach((name, item) -> {
          out.text(String.valueOf(name));
          value(out, item);
        });
      }
      case Object text -> {
        out.number(TEXT);
        out.text(text.toString());
      }
    }
  }

  private static @Nullable Object value(BlobReader in, int depth) throws IOException {
    if (depth > DEPTH_MAX) {
      throw new IOException("a value is too deep");
    }
    return switch (in.number()) {
      case NOTHING -> null;
      case TEXT -> in.text();
      case NUMBER -> new BigDecimal(in.text());
      case TRUE -> true;
      case FALSE -> false;
      case LIST -> {
        var list = new ArrayList<@Nullable Object>();
        for (int left = in.count(); left > 0; left--) {
          list.add(value(in, depth + 1));
        }
        yield list;
      }
      case MAP -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int left = in.count(); left > 0; left--) {
          map.put(in.text(), value(in, depth + 1));
        }
        yield map;
      }
      default -> throw new IOException("an unknown sort of value is saved");
    };
  }
}
