package vow.agent.rest;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.state.ManifestJson;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;

/** A promise as bytes, so that a brain that is woken parses nothing. Never a sensitive one. */
final class PromiseBlob {
  private static final int NOTHING = 0;
  private static final int TEXT = 1;
  private static final int NUMBER = 2;
  private static final int TRUE = 3;
  private static final int FALSE = 4;
  private static final int LIST = 5;
  private static final int MAP = 6;

  /** Deepest nesting that is read. */
  private static final int DEPTH_MAX = 100;

  private PromiseBlob() {}

  static void id(BlobWriter out, PromiseId id) {
    out.text(id.kind());
    out.text(id.name());
  }

  static PromiseId id(BlobReader in) throws IOException {
    return new PromiseId(in.text(), in.text());
  }

  /** All but its identity. */
  static void promise(BlobWriter out, Promise promise) {
    out.text(promise.origin().file());
    out.number(promise.origin().line());
    out.number(promise.origin().column());
    value(out, promise.attributes());
  }

  static Promise promise(BlobReader in, PromiseId id) throws IOException {
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
