package vow.agent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.control.ControlServer;
import vow.agent.control.ControlServer.Refused;
import vow.agent.json.Json;
import vow.agent.origin.PolicyFetch;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Hold;
import vow.model.Cause;
import vow.model.PromiseId;
import vow.model.Repair;

/** Answers what comes in through the control socket. On the callers' threads. */
final class Control implements ControlServer.Handler {
  private final Live live;
  private final KeepRequest request;

  Control(Live live, KeepRequest request) {
    this.live = live;
    this.request = request;
  }

  @Override
  public String description() {
    return """
    # The agent that keeps this machine.
    interface vow.Agent

    # The object of `vow status --json`.
    method Status(all: bool) -> (status: object)
    # Leave a promise alone; until is in milliseconds since the epoch, none for no end.
    method Hold(id: string, who: string, why: string, until: ?int) -> ()
    # End an override.
    method Release(id: string) -> ()
    # Leave everything alone, as with Hold.
    method HoldAll(who: string, why: string, until: ?int) -> ()
    # End that, whoever did it: a person or the breaker.
    method ReleaseAll() -> ()
    # Stop knowing of a promise that has left the policy.
    method Forget(id: string) -> ()
    # Put back what the last repair replaced, and leave it so.
    method Undo(id: string, who: string, why: string, until: ?int) -> (note: string)
    # How a promise is watched, and what is not seen.
    method Explain(id: string) -> (explanation: object)
    # Assess promises again, all when none is named.
    method Assess(ids: []string) -> ()
    # Read the policy again.
    method Reload() -> ()
    # Fetch the policy from where it comes from; answers what came.
    method Fetch() -> (note: string)
    # Start a service and wait until it is ready; ends the override that StopService made.
    method StartService(name: string, who: string) -> (service: object)
    # Stop a service and leave it so, as with Hold.
    method StopService(name: string, who: string, why: string, until: ?int) -> (service: object)
    # Stop and start a service, or start it.
    method RestartService(name: string) -> (service: object)
    # Make a service read its configuration again.
    method ReloadService(name: string) -> (service: object)
    # OpenMetrics text.
    method Metrics() -> (text: string)

    error Refused(message: string)
    """;
  }

  @Override
  public Map<String, @Nullable Object> answer(
      String method, Map<String, @Nullable Object> parameters) throws Refused {
    return switch (method) {
      case "Status" -> status(Boolean.TRUE.equals(parameters.get("all")));
      case "Hold" -> hold(parameters);
      case "Release" -> release(parameters);
      case "HoldAll" -> holdAll(parameters);
      case "ReleaseAll" -> releaseAll();
      case "Forget" -> forget(parameters);
      case "Undo" -> undo(parameters);
      case "Explain" -> explain(parameters);
      case "Assess" -> assess(parameters);
      case "Reload" -> reload();
      case "Fetch" -> one("note", fetch());
      case "StartService", "StopService", "RestartService", "ReloadService" ->
          one("service", service(method, parameters).json());
      case "Metrics" -> one("text", live.loop().ask(_ -> live.publisher().metrics()).join());
      default -> throw new Refused("there is no method " + method);
    };
  }

  private Map<String, @Nullable Object> status(boolean all) throws Refused {
    var text = live.loop().ask(_ -> live.publisher().status(all)).join();
    return one("status", Json.parse(text).orElseThrow(() -> new Refused("no status")));
  }

  private Map<String, @Nullable Object> hold(Map<String, @Nullable Object> parameters)
      throws Refused {
    live.post(new Event.Held(known(parameters), override(parameters, Hold.Sort.HOLD)));
    return nothing();
  }

  private Map<String, @Nullable Object> release(Map<String, @Nullable Object> parameters)
      throws Refused {
    var id = known(parameters);
    var standing = live.loop().ask(e -> e.standing(id)).join();
    if (standing.flatMap(s -> s.hold()).isEmpty()) {
      throw new Refused(id + " is not under an override");
    }
    live.post(new Event.Released(id));
    return nothing();
  }

  private Map<String, @Nullable Object> holdAll(Map<String, @Nullable Object> parameters)
      throws Refused {
    var brake = live.loop().ask(Engine::brake).join();
    var why = brake.flatMap(AllHeld::whyNotHold);
    if (why.isPresent()) {
      throw new Refused(why.get());
    }
    live.post(new Event.HeldAll(override(parameters, Hold.Sort.HOLD)));
    live.loop().ask(Engine::brake).join(); // it is in force, and saved
    return nothing();
  }

  private Map<String, @Nullable Object> releaseAll() throws Refused {
    var why = AllHeld.whyNotRelease(live.loop().ask(Engine::brake).join());
    if (why.isPresent()) {
      throw new Refused(why.get());
    }
    live.post(new Event.ReleasedAll());
    return nothing();
  }

  private Map<String, @Nullable Object> forget(Map<String, @Nullable Object> parameters)
      throws Refused {
    var text = text(parameters, "id");
    var id = PromiseId.parse(text).orElseThrow(() -> new Refused(text + " is no promise"));
    if (live.loop().ask(e -> keeps(e, Optional.of(id))).join()) {
      throw new Refused(
          "the policy has " + id + ": remove it there, or leave it alone with vow hold");
    }
    live.post(new Event.Forgotten(id));
    live.forget(id);
    return nothing();
  }

  private Map<String, @Nullable Object> undo(Map<String, @Nullable Object> parameters)
      throws Refused {
    return switch (live.undo(known(parameters), override(parameters, Hold.Sort.UNDO))) {
      case Repair.Done done -> one("note", done.note());
      case Repair.Undone undone -> throw new Refused(undone.why());
    };
  }

  private Map<String, @Nullable Object> explain(Map<String, @Nullable Object> parameters)
      throws Refused {
    var id = known(parameters);
    return one("explanation", live.loop().ask(e -> Explanation.of(id, e, live.watcher())).join());
  }

  private Map<String, @Nullable Object> assess(Map<String, @Nullable Object> parameters)
      throws Refused {
    var ids = new ArrayList<PromiseId>();
    if (parameters.get("ids") instanceof List<?> named) {
      for (var id : named) {
        ids.add(known(id));
      }
    }
    live.post(new Event.Asked(ids, Cause.OPERATOR));
    return nothing();
  }

  private Map<String, @Nullable Object> reload() {
    live.reload();
    return nothing();
  }

  private String fetch() throws Refused {
    var places = request.places();
    try {
      var facts = Machine.facts(places);
      var came = new PolicyFetch(places.state(), facts, request.given(), false).again(false);
      if (!came.changed().isEmpty()) {
        live.reload(); // the kernel tells us of others' changes, not of our own
      }
      return came.text();
    } catch (vow.agent.report.Refused e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  private ServiceTable.Row service(String method, Map<String, @Nullable Object> parameters)
      throws Refused {
    var calls = ServiceCalls.of(live);
    var name = text(parameters, "name");
    return switch (method) {
      case "StartService" -> calls.start(name);
      case "StopService" -> calls.stop(name, override(parameters, Hold.Sort.HOLD));
      case "RestartService" -> calls.restart(name);
      default -> calls.reload(name);
    };
  }

  private PromiseId known(Map<String, @Nullable Object> parameters) throws Refused {
    return known(parameters.get("id"));
  }

  private PromiseId known(@Nullable Object named) throws Refused {
    var text = String.valueOf(named);
    var id = PromiseId.parse(text);
    if (id.isEmpty() || !live.loop().ask(e -> keeps(e, id)).join()) {
      throw new Refused("the policy has no promise " + text);
    }
    return id.get();
  }

  private static boolean keeps(Engine engine, Optional<PromiseId> id) {
    return engine.manifest().promise(id.orElseThrow()).isPresent();
  }

  private static Hold override(Map<String, @Nullable Object> parameters, Hold.Sort sort) {
    long until =
        parameters.get("until") instanceof BigDecimal time ? time.longValue() : Hold.FOREVER;
    return new Hold(text(parameters, "who"), text(parameters, "why"), until, sort);
  }

  private static String text(Map<String, @Nullable Object> parameters, String name) {
    return parameters.get(name) instanceof String text ? text : "";
  }

  private static Map<String, @Nullable Object> nothing() {
    return new LinkedHashMap<>();
  }

  private static Map<String, @Nullable Object> one(String name, Object value) {
    var result = new LinkedHashMap<String, @Nullable Object>();
    result.put(name, value);
    return result;
  }
}
