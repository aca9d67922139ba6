package vow.agent.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.engine.Braking;
import vow.engine.Breaker;
import vow.engine.Hold;
import vow.engine.Rules;
import vow.engine.Scope;
import vow.model.PromiseId;

/** The brakes of an engine in {@link EngineStateJson}; what is damaged brakes nothing. */
final class BrakingJson {
  private BrakingJson() {}

  static Map<String, Object> write(Braking brakes) {
    var object = new LinkedHashMap<String, Object>();
    var rules = brakes.rules();
    object.put("observe", rules.observe());
    object.put("zone", rules.zone());
    rules
        .breaker()
        .ifPresent(breaker ->
            object.put(
                "breaker", List.of(breaker.repairs(), breaker.withinMs(), breaker.sharePercent())));
    object.put("limit", texts(rules.scope().limit()));
    object.put("skip", texts(rules.scope().skip()));
    brakes.all().ifPresent(hold -> object.put("all", EngineStateJson.hold(hold)));
    var lately = new ArrayList<Object>();
    brakes.lately().forEach(drift -> lately.add(List.of(drift.id().toString(), drift.timeMs())));
    object.put("lately", lately);
    object.put("left_out", texts(brakes.leftOut()));
    return object;
  }

  static Braking read(Map<?, ?> object) {
    if (object.isEmpty()) {
      return Braking.NONE;
    }
    var numbers = EngineStateJson.list(object.get("breaker"));
    var breaker =
        numbers.size() == 3
            ? Optional.of(
                new Breaker(
                    (int) EngineStateJson.number(numbers.get(0)),
                    EngineStateJson.number(numbers.get(1)),
                    (int) EngineStateJson.number(numbers.get(2))))
            : Optional.<Breaker>empty();
    var scope = new Scope(ids(object.get("limit")), ids(object.get("skip")));
    var zone = EngineStateJson.text(object.get("zone"));
    var rules =
        new Rules(
            Boolean.TRUE.equals(object.get("observe")),
            breaker,
            scope,
            zone.isEmpty() ? Rules.NONE.zone() : zone);
    Optional<Hold> all = EngineStateJson.hold(EngineStateJson.object(object.get("all")));
    return new Braking(
        rules, all, lately(object.get("lately")), new LinkedHashSet<>(ids(object.get("left_out"))));
  }

  private static List<Breaker.Drift> lately(@Nullable Object value) {
    var drifts = new ArrayList<Breaker.Drift>();
    for (var entry : EngineStateJson.list(value)) {
      var pair = EngineStateJson.list(entry);
      if (pair.size() == 2) {
        PromiseId.parse(String.valueOf(pair.get(0)))
            .ifPresent(
                id -> drifts.add(new Breaker.Drift(id, EngineStateJson.number(pair.get(1)))));
      }
    }
    return drifts;
  }

  private static List<String> texts(Iterable<PromiseId> ids) {
    var texts = new ArrayList<String>();
    ids.forEach(id -> texts.add(id.toString()));
    return texts;
  }

  private static List<PromiseId> ids(@Nullable Object value) {
    var ids = new ArrayList<PromiseId>();
    EngineStateJson.list(value)
        .forEach(text -> PromiseId.parse(String.valueOf(text)).ifPresent(ids::add));
    return ids;
  }
}
