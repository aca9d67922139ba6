package vow.agent.state;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.engine.Braking;
import vow.engine.Contest;
import vow.engine.Counter;
import vow.engine.EngineState;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.Saved;
import vow.engine.Totals;
import vow.model.Cause;
import vow.model.Hash;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

/**
 * What an engine knows beside its manifest, as JSON: {@code {version, totals, promises}}. Reading
 * is lenient by promise: one that is damaged is forgotten, and so assessed afresh.
 */
public final class EngineStateJson {
  private static final int VERSION = 2;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Hash.LENGTH + "}");

  private EngineStateJson() {}

  /** Writes it. */
  public static String write(EngineState state) {
    AtomicFile.Text text = out -> write(state, out);
    return text.all();
  }

  /** Writes it, a promise at a time. */
  public static void write(EngineState state, Appendable out) throws IOException {
    var root = new LinkedHashMap<String, Object>();
    root.put("version", VERSION);
    root.put("manifest", state.manifest().hex());
    root.put("events", words(state.totals().events()));
    root.put("outcomes", words(state.totals().outcomes()));
    if (!state.brakes().equals(Braking.NONE)) {
      root.put("brakes", BrakingJson.write(state.brakes()));
    }
    var head = Json.write(root);
    out.append(head, 0, head.length() - 1).append(",\"promises\":");
    char before = '{';
    for (var promise : state.promises().entrySet()) {
      out.append(before).append(Json.write(promise.getKey().toString())).append(':');
      out.append(Json.write(saved(promise.getValue())));
      before = ',';
    }
    out.append(before == '{' ? "{}}" : "}}");
  }

  /** Reads it; nothing is known when the text is not of this version. */
  public static EngineState read(String text) {
    var root = Json.parseObject(text);
    if (root.isEmpty()
        || number(root.get().get("version")) != VERSION
        || !(root.get().get("manifest") instanceof String hex && HASH.matcher(hex).matches())
        || !(root.get().get("promises") instanceof Map<?, ?> map)) {
      return EngineState.EMPTY;
    }
    var promises = new LinkedHashMap<PromiseId, Saved>();
    map.forEach((key, value) ->
        PromiseId.parse(String.valueOf(key))
            .ifPresent(id -> saved(id, object(value)).ifPresent(s -> promises.put(id, s))));
    var events = numbers(Counter.class, root.get().get("events"));
    var outcomes = numbers(Outcome.class, root.get().get("outcomes"));
    var brakes = BrakingJson.read(object(root.get().get("brakes")));
    return new EngineState(new Hash(hex), promises, new Totals(events, outcomes), brakes);
  }

  private static Map<String, @Nullable Object> saved(Saved saved) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("definition", saved.definition().hex());
    object.put("since", saved.sinceMs());
    saved.last().ifPresent(last -> object.put("last", happened(last)));
    var stamps = new LinkedHashMap<String, Object>();
    saved.stamps().forEach((path, stamp) -> stamps.put(path, stamp(stamp)));
    object.put("stamps", stamps);
    object.put("own", saved.ownStamps());
    object.put("kept", saved.keptStamps());
    if (saved.attempts() > 0) {
      object.put("attempts", saved.attempts());
    }
    saved.hold().ifPresent(hold -> object.put("hold", hold(hold)));
    if (!saved.contest().equals(Contest.NONE)) {
      object.put("repairs", saved.contest().repairsMs());
      object.put("wait", saved.contest().waitMs());
    }
    saved.rival().ifPresent(rival -> object.put("rival", writer(rival)));
    saved.owed().ifPresent(owed -> object.put("owed", owed(owed)));
    saved.due().ifPresent(due -> object.put("due", due(due)));
    return object;
  }

  private static Optional<Saved> saved(PromiseId id, Map<?, ?> object) {
    if (!(object.get("definition") instanceof String hex) || !HASH.matcher(hex).matches()) {
      return Optional.empty();
    }
    var stamps = new HashMap<String, Stamp>();
    object(object.get("stamps"))
        .forEach((path, stamp) -> stamp(stamp).ifPresent(s -> stamps.put(String.valueOf(path), s)));
    var repairs = list(object.get("repairs")).stream().map(EngineStateJson::number).toList();
    return Optional.of(
        new Saved(
            new Hash(hex),
            happened(id, object(object.get("last"))),
            number(object.get("since")),
            stamps,
            Boolean.TRUE.equals(object.get("own")),
            Boolean.TRUE.equals(object.get("kept")),
            (int) number(object.get("attempts")),
            hold(object(object.get("hold"))),
            repairs.isEmpty() ? Contest.NONE : new Contest(repairs, number(object.get("wait"))),
            writer(object(object.get("rival"))),
            owed(object(object.get("owed"))),
            due(object(object.get("due")))));
  }

  private static Map<String, Object> happened(Happened happened) {
    var object = new LinkedHashMap<String, Object>();
    object.put("outcome", happened.outcome().word());
    object.put("cause", happened.cause().word());
    object.put("time", happened.timeMs());
    object.put("took", happened.tookMs());
    object.put("message", happened.message());
    return object;
  }

  private static Optional<Happened> happened(PromiseId id, Map<?, ?> object) {
    var outcome = constant(Outcome.class, object.get("outcome"));
    var cause = constant(Cause.class, object.get("cause"));
    if (outcome.isEmpty() || cause.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Happened(
            id,
            number(object.get("time")),
            outcome.get(),
            cause.get(),
            Optional.empty(),
            number(object.get("took")),
            Optional.empty(),
            text(object.get("message"))));
  }

  static Map<String, Object> hold(Hold hold) {
    return Map.of(
        "who", hold.who(), "why", hold.why(), "until", hold.untilMs(), "sort", hold.sort().name());
  }

  static Optional<Hold> hold(Map<?, ?> object) {
    return constant(Hold.Sort.class, object.get("sort"))
        .map(sort ->
            new Hold(
                text(object.get("who")),
                text(object.get("why")),
                number(object.get("until")),
                sort));
  }

  private static Map<String, Object> owed(Saved.Owed owed) {
    return Map.of(
        "ids", owed.ids().stream().map(PromiseId::toString).toList(),
        "cause", owed.cause().word(),
        "repaired", owed.justRepaired());
  }

  private static Optional<Saved.Owed> owed(Map<?, ?> object) {
    var ids = new LinkedHashSet<PromiseId>();
    list(object.get("ids")).forEach(o -> PromiseId.parse(String.valueOf(o)).ifPresent(ids::add));
    return constant(Cause.class, object.get("cause"))
        .filter(_ -> !ids.isEmpty())
        .map(cause -> new Saved.Owed(ids, cause, Boolean.TRUE.equals(object.get("repaired"))));
  }

  /** What a message needs to name it; where it was then is of no use later. */
  static Map<String, @Nullable Object> writer(Writer writer) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("pid", writer.pid());
    object.put("exe", writer.exe());
    object.put("comm", writer.comm());
    object.put("uid", writer.uid());
    object.put("login", writer.login());
    return object;
  }

  static Optional<Writer> writer(Map<?, ?> object) {
    if (!(object.get("pid") instanceof BigDecimal pid)) {
      return Optional.empty();
    }
    return Optional.of(
        new Writer(
            pid.intValue(),
            object.get("exe") instanceof String exe ? exe : null,
            object.get("comm") instanceof String comm ? comm : null,
            object.get("uid") instanceof BigDecimal uid ? uid.intValue() : null,
            object.get("login") instanceof BigDecimal login ? login.intValue() : null,
            null,
            null,
            null));
  }

  private static Map<String, @Nullable Object> due(Saved.Due due) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("cause", due.cause().word());
    object.put("by", due.by().map(EngineStateJson::writer).orElse(null));
    object.put("fresh", due.fresh());
    object.put("at", due.notBeforeMs());
    return object;
  }

  private static Optional<Saved.Due> due(Map<?, ?> object) {
    var by = writer(object(object.get("by")));
    return constant(Cause.class, object.get("cause"))
        .map(cause ->
            new Saved.Due(
                cause, by, Boolean.TRUE.equals(object.get("fresh")), number(object.get("at"))));
  }

  private static List<Object> stamp(Stamp stamp) {
    return List.of(stamp.inode(), stamp.ctimeNs(), stamp.sizeBytes(), stamp.mode(), stamp.owner());
  }

  private static Optional<Stamp> stamp(@Nullable Object value) {
    var n = list(value);
    return n.size() == 5
        ? Optional.of(
            new Stamp(
                number(n.get(0)),
                number(n.get(1)),
                number(n.get(2)),
                (int) number(n.get(3)),
                number(n.get(4))))
        : Optional.empty();
  }

  static <E extends Enum<E>> Map<String, Long> words(Map<E, Long> counts) {
    var result = new LinkedHashMap<String, Long>();
    counts.forEach((constant, count) -> result.put(constant.name(), count));
    return result;
  }

  static <E extends Enum<E>> Map<E, Long> numbers(Class<E> type, @Nullable Object value) {
    var result = new EnumMap<E, Long>(type);
    object(value)
        .forEach(
            (name, count) -> constant(type, name).ifPresent(c -> result.put(c, number(count))));
    return result;
  }

  static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable Object word) {
    for (var constant : type.getEnumConstants()) {
      if (word instanceof String text && constant.name().equals(text.toUpperCase(Locale.ROOT))) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static long number(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.longValue() : 0;
  }

  static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }
}
