package vow.agent;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import vow.agent.loop.Workshop;
import vow.engine.Event;
import vow.engine.Hold;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Repair;

/**
 * Undoing while an agent runs: an override first, so that nothing repairs the promise meanwhile,
 * then the old content.
 */
final class UndoCalls {
  private final Workshop workshop;
  private final Map<PromiseId, CompletableFuture<Repair>> waiting = new ConcurrentHashMap<>();

  UndoCalls(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Whether somebody waits for one. */
  boolean busy() {
    return !waiting.isEmpty();
  }

  /** Undoes the last repair of a promise; blocks. On the caller's thread. */
  Repair undo(PromiseId id, Hold hold, Live live) {
    var done = new CompletableFuture<Repair>();
    waiting.put(id, done);
    live.post(new Event.Held(id, hold));
    var repair = done.join();
    if (repair instanceof Repair.Undone) {
      live.post(new Event.Released(id));
    }
    return repair;
  }

  /** The override of a promise is in force. On the loop's thread. */
  void overridden(Promise promise) {
    var asked = waiting.remove(promise.id());
    if (asked != null) {
      Thread.ofVirtual().name("undo").start(() -> asked.complete(workshop.undo(promise)));
    }
  }
}
