package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.DataOrigin;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.language.eval.EvalJson;
import vow.language.policy.Data;
import vow.language.syntax.Spelling;
import vow.language.value.Value;

/** {@code vow why data.KEY}: which layer a value is from, and what the others say. */
final class WhyData {
  /** How the word begins that asks for it. */
  static final String ROOT = "data.";

  private static final String HIDDEN = "(sensitive)";

  private WhyData() {}

  static int run(String word, Invocation invocation) throws Failure, Refused {
    var path = List.of(word.substring(ROOT.length()).split("\\.", -1));
    var data = DataOrigin.read(invocation.places());
    var key = path.getFirst();
    if (!data.values().containsKey(key)) {
      throw new Failure(unknown(key, data));
    }
    var value = at(data.values().get(key), path);
    if (value.isEmpty()) {
      throw new Failure(
          "data." + key + " has no " + String.join(".", path.subList(1, path.size())));
    }
    if (invocation.json()) {
      invocation.terminal().out().println(json(word, value.get(), path, data));
    } else {
      print(word, value.get(), path, data, invocation.terminal());
    }
    return ExitCode.KEPT;
  }

  private static String unknown(String key, Data data) {
    if (data.layers().isEmpty()) {
      return "the policy has no data";
    }
    var meant = Spelling.nearest(key, data.values().keySet());
    var names = data.layers().stream().map(Data.Layer::name).toList();
    return "no layer has data."
        + key
        + meant.map(m -> ", did you mean data." + m + "?").orElse("")
        + "; the layers are "
        + String.join(", ", names);
  }

  /** What stands at the end of the steps after the key. */
  private static Optional<Value> at(@Nullable Value value, List<String> path) {
    var found = Optional.ofNullable(value);
    for (var step : path.subList(1, path.size())) {
      found = found.flatMap(it -> step(it, step));
    }
    return found;
  }

  private static Optional<Value> step(Value value, String step) {
    return switch (value) {
      case Value.Sensitive(var inner) -> step(inner, step).map(Value::sensitive);
      case Value.ObjectValue(var attributes) -> Optional.ofNullable(attributes.get(step));
      case Value _ -> Optional.empty();
    };
  }

  private static void print(
      String word, Value value, List<String> path, Data data, Terminal terminal) {
    var out = terminal.out();
    out.println(word + " = " + shown(value));
    var rule = data.rule(path.getFirst());
    if (rule != Data.Rule.FIRST) {
      out.println("  merge " + rule.word());
    }
    boolean counted = false;
    for (var layer : data.layers()) {
      var said = said(layer, path);
      var hidden = said.isPresent() && counted && rule == Data.Rule.FIRST ? ", not used" : "";
      var text =
          said.map(it -> place(layer, path) + ": " + shown(it) + hidden)
              .orElse(layer.file().isEmpty() ? "no file" : "says nothing");
      out.println("  " + layer.name() + "  " + text);
      counted |= said.isPresent();
    }
  }

  private static Optional<Value> said(Data.Layer layer, List<String> path) {
    var entry = layer.entries().get(path.getFirst());
    return entry == null ? Optional.empty() : at(entry.value(), path);
  }

  private static String place(Data.Layer layer, List<String> path) {
    var entry = layer.entries().get(path.getFirst());
    var line =
        entry == null
            ? Optional.<Integer>empty()
            : entry.span().map(span -> span.startPosition().line());
    return layer.file().orElse("") + line.map(l -> ":" + l).orElse("");
  }

  private static String shown(Value value) {
    return value.isSensitiveInside() ? HIDDEN : EvalJson.of(value);
  }

  private static String json(String word, Value value, List<String> path, Data data) {
    var layers = new ArrayList<Object>();
    for (var layer : data.layers()) {
      var said = said(layer, path);
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("layer", layer.name());
      object.put("file", layer.file().orElse(null));
      object.put("place", said.map(_ -> place(layer, path)).orElse(null));
      object.put("value", said.map(WhyData::plain).orElse(null));
      layers.add(object);
    }
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("key", word);
    object.put("value", plain(value));
    object.put("merge", data.rule(path.getFirst()).word());
    object.put("layers", layers);
    return Json.write(object);
  }

  private static @Nullable Object plain(Value value) {
    return value.isSensitiveInside()
        ? Map.of("sensitive", true)
        : Json.parse(EvalJson.of(value)).orElse(null);
  }
}
