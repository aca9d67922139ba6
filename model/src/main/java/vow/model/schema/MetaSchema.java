package vow.model.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.model.Meta;
import vow.model.Window;

/** The meta-arguments that every kind takes: the same checks and words for all. */
public final class MetaSchema {
  private static final List<Attribute> RETRY =
      List.of(
          new Attribute("attempts", Types.whole(0, 1_000), true, "How often to try again.", ""),
          new Attribute("delay", Types.SPAN, false, "The pause before each.", "\"1s\""));

  /** By name, in the order of the reference. */
  public static final Map<String, Attribute> ATTRIBUTES = attributes();

  private MetaSchema() {}

  /** Reads the meta-arguments from a promise's checked values. */
  public static Meta read(Fields fields) {
    if (!fields.hasAny(ATTRIBUTES.keySet())) {
      return Meta.NONE;
    }
    var retry = fields.nested("retry");
    int retries =
        fields.raw("retry") instanceof BigDecimal n
            ? n.intValue()
            : retry.map(r -> (int) r.whole("attempts").orElse(0)).orElse(0);
    return new Meta(
        fields.command("only_if"),
        fields.command("not_if"),
        fields.flag("noop", false),
        retries,
        retry.flatMap(r -> r.duration("delay")).orElse(Duration.ofSeconds(1)),
        fields.duration("timeout"),
        fields.text("semaphore"),
        fields.duration("every"),
        fields.duration("audit"),
        fields.flag("sensitive", false),
        window(fields),
        fields.text("on_remove").filter("reverse"::equals).isPresent());
  }

  private static Optional<Window> window(Fields fields) {
    var text = fields.text("window");
    var window = text.flatMap(Window::parse);
    if (text.isPresent() && window.isEmpty()) {
      fields.reject(
          "window",
          "invalid-value",
          "\"" + text.get() + "\" is no window",
          "\"02:00-04:00\", or \"sat,sun 22:00-05:00; mon-fri 01:00-02:00\"");
    }
    return window;
  }

  private static Map<String, Attribute> attributes() {
    var all = new LinkedHashMap<String, Attribute>();
    add(all, "after", Types.REFERENCES, "Comes after these promises, and only when they are kept.");
    add(
        all,
        "on_change",
        Types.REFERENCES,
        "Comes after these, and is refreshed once when any of them was repaired.");
    add(all, "when", Types.BOOL, "Decided while compiling: false takes the promise away.");
    add(all, "for_each", Types.ANY, "One instance per element of a map or a set of strings.");
    add(all, "only_if", Types.SHELL, "Kept as it is unless this command succeeds.");
    add(all, "not_if", Types.SHELL, "Kept as it is if this command succeeds.");
    add(all, "noop", Types.BOOL, "Assess and report, never repair.");
    add(all, "retry", Types.ANY, "Tries after a failed repair: a number, or { attempts, delay }.");
    add(all, "timeout", Types.SPAN, "The longest a repair may take.");
    add(all, "semaphore", Types.TEXT, "Promises with the same name repair one at a time.");
    add(all, "every", Types.SPAN, "Assess that often. Only for what the kernel cannot tell.");
    add(all, "audit", Types.SPAN, "Assess that often, against blind spots.");
    add(all, "sensitive", Types.BOOL, "Its values are never shown or stored.");
    add(
        all,
        "window",
        Types.TEXT,
        "Repaired and refreshed only in these hours of the machine's time, such as \"02:00-04:00\""
            + " or \"sat,sun 22:00-05:00; mon-fri 01:00-02:00\"; at other times it is told what"
            + " waits. A bundle's window holds for those in it that disrupt: packages and commands.");
    add(
        all,
        "on_remove",
        Types.word("leave", "reverse"),
        "What happens when the promise leaves the policy.");
    return Collections.unmodifiableMap(all);
  }

  /** The attributes of {@code retry} when it is an object. */
  public static List<Attribute> retry() {
    return RETRY;
  }

  private static void add(Map<String, Attribute> all, String name, Type type, String doc) {
    all.put(name, new Attribute(name, type, false, doc, ""));
  }
}
