package vow.agent.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import vow.engine.service.Standing;

/** Those who wait until a service stands in some way. On the loop's thread, but for the waiting. */
final class Waiters {
  private record Waiter(
      String name, Predicate<Standing> until, CompletableFuture<Standing> answer) {}

  private final List<Waiter> waiting = new ArrayList<>();

  void add(String name, Predicate<Standing> until, CompletableFuture<Standing> answer) {
    waiting.add(new Waiter(name, until, answer));
  }

  /** Tells those who have waited for this, and forgets those who have given up. */
  void look(Standing standing) {
    waiting.removeIf(waiter ->
        waiter.answer().isDone()
            || (waiter.name().equals(standing.name())
                && waiter.until().test(standing)
                && waiter.answer().complete(standing)));
  }

  /**
   * There is no such service any more: who waits for it is let go, with an answer that is
   * cancelled.
   */
  void forget(String name) {
    waiting.stream()
        .filter(waiter -> waiter.name().equals(name))
        .forEach(waiter -> waiter.answer().cancel(false));
  }

  /** Whether somebody waits. */
  boolean any() {
    waiting.removeIf(waiter -> waiter.answer().isDone());
    return !waiting.isEmpty();
  }
}
