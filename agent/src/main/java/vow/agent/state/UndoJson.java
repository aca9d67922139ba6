package vow.agent.state;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.model.Hash;
import vow.model.PromiseId;
import vow.model.Undo;

/** What a repair replaced, as one line of JSON that starts with whose repair it was. */
final class UndoJson {
  private static final String ID = "{\"id\":";
  private static final String BEFORE = ",\"before\":[";
  private static final String END = "],\"end\":true}";

  private UndoJson() {}

  static String write(PromiseId id, Undo undo) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", id.toString());
    line.put("before", undo.before().stream().map(UndoJson::before).toList());
    return Json.write(line);
  }

  /** How all lines of a promise start. */
  static String start(PromiseId id) {
    return ID + Json.write(id.toString()) + BEFORE;
  }

  /** How a line starts that is one, by {@link #start(PromiseId)}. */
  static Optional<String> start(String line) {
    int end = line.indexOf(BEFORE);
    return line.startsWith(ID) && end > 0
        ? Optional.of(line.substring(0, end + BEFORE.length()))
        : Optional.empty();
  }

  /** The line that ends what is known of a promise. */
  static String end(PromiseId id) {
    return start(id) + END;
  }

  /** Whether a line ends what is known. */
  static boolean isEnd(String line) {
    return line.endsWith(BEFORE + END);
  }

  /** Whose line it is; empty when it is damaged. */
  static Optional<PromiseId> id(String line) {
    return Json.parseObject(line).map(o -> String.valueOf(o.get("id"))).flatMap(PromiseId::parse);
  }

  /** Every hash in lines, of whatever: more than contents does no harm. */
  static Set<String> hashes(CharSequence lines) {
    var hashes = new HashSet<String>();
    var found = Pattern.compile("[0-9a-f]{64}").matcher(lines);
    while (found.find()) {
      hashes.add(found.group());
    }
    return hashes;
  }

  /** Whether nothing is to be put back by this line. */
  static boolean isNothing(String line) {
    return line.endsWith(BEFORE + "]}");
  }

  /** Reads it back; empty when the text is damaged or of another promise. */
  static Optional<Undo> read(PromiseId id, String text) {
    var root = Json.parseObject(text);
    if (root.isEmpty()
        || !id.toString().equals(root.get().get("id"))
        || !(root.get().get("before") instanceof List<?> list)) {
      return Optional.empty();
    }
    var before = new ArrayList<Undo.Before>();
    for (var entry : list) {
      var one = entry instanceof Map<?, ?> map ? before(map) : Optional.<Undo.Before>empty();
      if (one.isEmpty()) {
        return Optional.empty();
      }
      before.add(one.get());
    }
    return Optional.of(new Undo(before));
  }

  private static Map<String, @Nullable Object> before(Undo.Before before) {
    var result = new LinkedHashMap<String, @Nullable Object>();
    result.put("name", before.name());
    switch (before) {
      case Undo.Missing _ -> result.put("was", "missing");
      case Undo.Content file -> {
        result.put("was", "file");
        result.put("content", file.content() == null ? null : file.content().hex());
        result.put("replaced", file.contentReplaced());
        result.put("metadata", metadata(file.metadata()));
      }
      case Undo.Folder folder -> {
        result.put("was", "folder");
        result.put("metadata", metadata(folder.metadata()));
      }
      case Undo.Link link -> {
        result.put("was", "link");
        result.put("target", link.target());
        result.put("owner", link.owner() == null ? null : owner(link.owner()));
      }
      case Undo.Setting setting -> {
        result.put("was", "setting");
        result.put("value", setting.value());
      }
    }
    return result;
  }

  private static Map<String, Object> owner(Undo.Owner owner) {
    return Map.of(
        "uid", Integer.toUnsignedLong(owner.uid()), "gid", Integer.toUnsignedLong(owner.gid()));
  }

  private static Map<String, Object> metadata(Undo.Metadata metadata) {
    return Map.of(
        "mode", metadata.mode(),
        "uid", Integer.toUnsignedLong(metadata.uid()),
        "gid", Integer.toUnsignedLong(metadata.gid()),
        "attributes", metadata.attributes());
  }

  private static Optional<Undo.Before> before(Map<?, ?> map) {
    if (!(map.get("name") instanceof String name) || !(map.get("was") instanceof String was)) {
      return Optional.empty();
    }
    var metadata = metadata(map.get("metadata"));
    return switch (was) {
      case "missing" -> Optional.of(new Undo.Missing(name));
      case "file" ->
          metadata.map(m ->
              new Undo.Content(
                  name, hash(map.get("content")), Boolean.TRUE.equals(map.get("replaced")), m));
      case "folder" -> metadata.map(m -> new Undo.Folder(name, m));
      case "link" ->
          map.get("target") instanceof String target
              ? Optional.of(new Undo.Link(name, target, owner(map.get("owner"))))
              : Optional.empty();
      case "setting" -> Optional.of(new Undo.Setting(name, text(map.get("value"))));
      default -> Optional.empty();
    };
  }

  private static Undo.@Nullable Owner owner(@Nullable Object value) {
    return value instanceof Map<?, ?> map
            && map.get("uid") instanceof BigDecimal uid
            && map.get("gid") instanceof BigDecimal gid
        ? new Undo.Owner(uid.intValue(), gid.intValue())
        : null;
  }

  private static Optional<Undo.Metadata> metadata(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)
        || !(map.get("mode") instanceof BigDecimal mode)
        || !(map.get("uid") instanceof BigDecimal uid)
        || !(map.get("gid") instanceof BigDecimal gid)
        || !(map.get("attributes") instanceof Map<?, ?> attributes)) {
      return Optional.empty();
    }
    var sorted = new TreeMap<String, String>();
    attributes.forEach((key, text) -> sorted.put(String.valueOf(key), String.valueOf(text)));
    return Optional.of(new Undo.Metadata(mode.intValue(), uid.intValue(), gid.intValue(), sorted));
  }

  private static @Nullable Hash hash(@Nullable Object value) {
    return value instanceof String hex && hex.matches("[0-9a-f]{64}") ? new Hash(hex) : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
