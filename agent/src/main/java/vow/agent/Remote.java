package vow.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.control.ControlClient;
import vow.agent.control.ControlServer;
import vow.agent.report.Refused;
import vow.agent.state.StateLock;
import vow.agent.state.Undos;
import vow.engine.EngineState;
import vow.engine.Hold;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Repair;

/**
 * What people ask of an agent: through its socket when it runs, otherwise done here on its saved
 * state under its lock.
 */
public final class Remote {
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Places places;

  /** For the agent with these folders. */
  public Remote(Places places) {
    this.places = places;
  }

  /** Puts a promise under an override. */
  public void hold(PromiseId id, Hold hold) throws Refused {
    if (call("Hold", override(id, hold)).isEmpty()) {
      change(id, Optional.of(hold));
    }
  }

  /** Ends an override. */
  public void release(PromiseId id) throws Refused {
    if (call("Release", Map.of("id", id.toString())).isEmpty()) {
      change(id, Optional.empty());
    }
  }

  /** Stops knowing of a promise that is not in the policy any more. */
  public void forget(PromiseId id) throws Refused {
    if (call("Forget", Map.of("id", id.toString())).isPresent()) {
      return;
    }
    try (var _ = Premises.enter(places);
        var undos = new Undos(places.state())) {
      boolean known = new Memory(places.state()).forget(id);
      known |= new LeavingFile(places.state()).forget(id);
      known |= undos.first(id).isPresent();
      undos.end(id);
      if (!known) {
        throw new Refused("nothing is known of " + id);
      }
    } catch (IOException e) {
      throw new Refused("unable to forget " + id + ": " + Refused.reason(e));
    }
  }

  /** Leaves everything alone. */
  public void holdAll(Hold hold) throws Refused {
    if (call("HoldAll", override(hold)).isEmpty()) {
      changeAll(Optional.of(hold));
    }
  }

  /** Ends that, whoever did it. */
  public void releaseAll() throws Refused {
    if (call("ReleaseAll", Map.of()).isEmpty()) {
      changeAll(Optional.empty());
    }
  }

  private void changeAll(Optional<Hold> hold) throws Refused {
    try (var _ = Premises.enter(places)) {
      var memory = new Memory(places.state());
      var before = memory.engine();
      var brake = before.brakes().brake();
      var why =
          hold.isPresent() ? brake.flatMap(AllHeld::whyNotHold) : AllHeld.whyNotRelease(brake);
      if (why.isPresent()) {
        throw new Refused(why.get());
      }
      memory.save(before.with(hold));
    } catch (IOException e) {
      throw new Refused("unable to save the override: " + Refused.reason(e));
    }
  }

  /** Puts back what the last repair replaced, and leaves it so; answers what is to be told. */
  public String undo(PromiseId id, Hold hold) throws Refused {
    var reply = call("Undo", override(id, hold));
    if (reply.isPresent()) {
      return String.valueOf(reply.get().get("note"));
    }
    try (var _ = Premises.enter(places);
        var works = Works.open(places, _ -> {})) {
      var note =
          switch (works.workshop().undo(promise(id))) {
            case Repair.Done done -> done.note();
            case Repair.Undone undone -> throw new Refused(undone.why());
          };
      save(id, Optional.of(hold));
      return note;
    }
  }

  /** How a promise is watched; empty without a running agent. */
  public Optional<Map<String, @Nullable Object>> explain(PromiseId id) throws Refused {
    return call("Explain", Map.of("id", id.toString())).map(r -> object(r.get("explanation")));
  }

  /** The status with all promises; empty without a running agent. */
  public Optional<Map<String, @Nullable Object>> status() throws Refused {
    return call("Status", Map.of("all", true)).map(r -> object(r.get("status")));
  }

  /** Starts a service; answers how it stands: {@link ServiceTable.Row#json}. */
  public Map<String, @Nullable Object> start(String service, String who) throws Refused {
    return service("StartService", Map.of("name", service, "who", who));
  }

  /** Stops a service and leaves it so. */
  public Map<String, @Nullable Object> stop(String service, Hold hold) throws Refused {
    var parameters = override(hold);
    parameters.put("name", service);
    return service("StopService", parameters);
  }

  /** Stops and starts a service. */
  public Map<String, @Nullable Object> restart(String service) throws Refused {
    return service("RestartService", Map.of("name", service));
  }

  /** Makes a service read its configuration again. */
  public Map<String, @Nullable Object> reload(String service) throws Refused {
    return service("ReloadService", Map.of("name", service));
  }

  private Map<String, @Nullable Object> service(
      String method, Map<String, ? extends @Nullable Object> parameters) throws Refused {
    return call(method, parameters)
        .map(reply -> object(reply.get("service")))
        .orElseThrow(() -> new Refused("no agent runs here: vow keep starts one"));
  }

  private void change(PromiseId id, Optional<Hold> hold) throws Refused {
    try (var _ = Premises.enter(places)) {
      save(id, hold);
    }
  }

  private void save(PromiseId id, Optional<Hold> hold) throws Refused {
    var memory = new Memory(places.state());
    var before = memory.engine();
    var saved = before.promises().get(id);
    if (saved == null) {
      throw new Refused("nothing was ever kept here as " + id);
    }
    if (hold.isEmpty() && saved.hold().isEmpty()) {
      throw new Refused(id + " is not under an override");
    }
    var promises = new LinkedHashMap<>(before.promises());
    promises.put(id, saved.with(hold));
    var after = new EngineState(before.manifest(), promises, before.totals(), before.brakes());
    try {
      memory.save(after);
    } catch (IOException e) {
      throw new Refused("unable to save the override: " + Refused.reason(e));
    }
  }

  private Promise promise(PromiseId id) throws Refused {
    return new Logbook(places)
        .manifest()
        .flatMap(m -> m.promise(id))
        .orElseThrow(() -> new Refused("the values of " + id + " are not stored: start the agent"));
  }

  private Optional<Map<String, @Nullable Object>> call(
      String method, Map<String, ? extends @Nullable Object> parameters) throws Refused {
    try {
      for (int i = 0; i < TRIES; i++) {
        var reply = ControlClient.call(places.socket(), method, parameters);
        if (reply.isPresent() || StateLock.holder(places.state()).isEmpty()) {
          return reply;
        }
        Thread.sleep(PAUSE); // its brain has just ended, and another one is on its way
      }
      throw new Refused("the agent does not answer; vow status shows how it is");
    } catch (ControlServer.Refused e) {
      throw new Refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted");
    }
  }

  private static Map<String, @Nullable Object> override(PromiseId id, Hold hold) {
    var parameters = override(hold);
    parameters.put("id", id.toString());
    return parameters;
  }

  private static Map<String, @Nullable Object> override(Hold hold) {
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    parameters.put("who", hold.who());
    parameters.put("why", hold.why());
    parameters.put("until", hold.untilMs() == Hold.FOREVER ? null : hold.untilMs());
    return parameters;
  }

  @SuppressWarnings("unchecked") // objects that were read from JSON have text keys
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }
}
