package vow.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.PromiseId;

/**
 * Who is at work and who is next. Promises with the same semaphore change one at a time; the
 * semaphore is taken before a place is waited for, and nobody waits for a second one, so there is
 * no deadlock.
 */
final class Slots {
  /** Assessments in flight: they are short and mostly wait for a disk. */
  static final int ASSESSMENTS_MAX = 64;

  /** Repairs, refreshes and reversals in flight. */
  static final int CHANGES_MAX = 16;

  /** What is in flight for a promise. */
  enum Sort {
    ASSESS,
    REPAIR,
    REFRESH,
    REVERSE
  }

  /** A piece of work given to the shell. The node may have been replaced since. */
  record Flight(Node node, Sort sort) {}

  private final Map<PromiseId, Flight> flights = new HashMap<>();
  private final Map<String, Set<Node>> semaphores = new HashMap<>();
  private final Set<Node> ready = new LinkedHashSet<>();
  private final Set<Node> toChange = new LinkedHashSet<>();
  private final Set<Node> parked = new LinkedHashSet<>();
  private int assessing;
  private int changing;

  /** It may be its turn: to be assessed, or refreshed. */
  void ready(Node node) {
    ready.add(node);
  }

  Optional<Node> pollReady() {
    return assessing < ASSESSMENTS_MAX ? poll(ready) : Optional.empty();
  }

  /** Ready, but something of an earlier policy has to end first. */
  void park(Node node) {
    parked.add(node);
  }

  void unpark() {
    ready.addAll(parked);
    parked.clear();
  }

  /** It is to be changed once its semaphore and a place are free. */
  void wantChange(Node node) {
    var semaphore = node.promise.meta().semaphore();
    if (semaphore.isPresent()) {
      var waiting = semaphores.get(semaphore.get());
      if (waiting != null) {
        waiting.add(node);
        return;
      }
      semaphores.put(semaphore.get(), new LinkedHashSet<>());
      node.holdsSemaphore = true;
    }
    toChange.add(node);
  }

  Optional<Node> pollChange() {
    return changeFree() ? poll(toChange) : Optional.empty();
  }

  boolean changeFree() {
    return changing < CHANGES_MAX;
  }

  /** It is not to be started after all. */
  void withdraw(Node node) {
    ready.remove(node);
    parked.remove(node);
    toChange.remove(node);
    node.promise.meta().semaphore().map(semaphores::get).ifPresent(w -> w.remove(node));
    if (!flies(node)) {
      release(node);
    }
  }

  void start(Node node, Sort sort) {
    if (flights.put(node.id, new Flight(node, sort)) != null) {
      throw new IllegalStateException("two works for " + node.id);
    }
    if (sort == Sort.ASSESS) {
      assessing++;
    } else {
      changing++;
    }
  }

  /** The work of a promise was answered; empty when there was none. */
  Optional<Flight> land(PromiseId id) {
    @Nullable Flight flight = flights.remove(id);
    if (flight == null) {
      return Optional.empty();
    }
    if (flight.sort == Sort.ASSESS) {
      assessing--;
    } else {
      changing--;
      release(flight.node);
    }
    return Optional.of(flight);
  }

  boolean flying(PromiseId id) {
    return flights.containsKey(id);
  }

  boolean empty() {
    return flights.isEmpty();
  }

  Collection<Flight> flights() {
    return flights.values();
  }

  private boolean flies(Node node) {
    var flight = flights.get(node.id);
    return flight != null && flight.node == node;
  }

  private void release(Node node) {
    if (!node.holdsSemaphore) {
      return;
    }
    node.holdsSemaphore = false;
    var name = node.promise.meta().semaphore().orElseThrow();
    var waiting = semaphores.remove(name);
    var next = waiting == null ? Optional.<Node>empty() : poll(waiting);
    if (waiting != null && next.isPresent()) {
      semaphores.put(name, waiting);
      next.get().holdsSemaphore = true;
      toChange.add(next.get());
    }
  }

  private static Optional<Node> poll(Set<Node> nodes) {
    var all = nodes.iterator();
    if (!all.hasNext()) {
      return Optional.empty();
    }
    var node = all.next();
    all.remove();
    return Optional.of(node);
  }
}
