package vow.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vow.agent.watch.Watcher;
import vow.engine.Engine;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Watch;
import vow.model.kind.Kinds;
import vow.model.kind.Probe;
import vow.model.schema.Units;

/** How a promise is watched: which events back it, what no event tells, what is done about that. */
final class Explanation {
  /** What the watcher knows better: whether it is so where this promise is. */
  private static final Set<String> OF_WATCHES = Set.of(Watch.UNSEEN_MAPS, Watch.UNSEEN_MACHINES);

  private Explanation() {}

  static Map<String, Object> of(PromiseId id, Engine engine, Watcher watcher) {
    return engine.manifest().promise(id).map(p -> of(p, watcher)).orElse(Map.of());
  }

  private static Map<String, Object> of(Promise promise, Watcher watcher) {
    var watches = new ArrayList<Object>();
    var blind = new ArrayList<String>();
    for (var watch : promise.kind().watches()) {
      for (var backing : watcher.describe(watch.path())) {
        var one = new LinkedHashMap<String, Object>();
        one.put("path", watch.path());
        one.put("scope", watch.scope().name().toLowerCase(Locale.ROOT));
        one.put("by", backing.mechanism());
        watches.add(one);
        backing.blindSpots().stream().filter(b -> !blind.contains(b)).forEach(blind::add);
      }
    }
    Kinds.schema(promise.id().kind()).map(schema -> schema.blindSpots()).orElse(List.of()).stream()
        .filter(b -> !OF_WATCHES.contains(b) && !blind.contains(b))
        .forEach(blind::add);
    var result = new LinkedHashMap<String, Object>();
    result.put("id", promise.id().toString());
    result.put("policy", promise.origin().toString());
    result.put("watches", watches);
    result.put("blind_spots", blind);
    var timers = new ArrayList<String>();
    promise.meta().every().ifPresent(d -> timers.add("every " + Units.text(d)));
    promise.meta().audit().ifPresent(d -> timers.add("audit " + Units.text(d)));
    if (promise.kind() instanceof Probe probe && probe.patience().isPresent()) {
      timers.add("every " + Units.text(probe.interval()) + " while it is waited for");
    }
    result.put("timers", timers);
    return result;
  }
}
