package vow.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import vow.agent.policy.PolicyReader;
import vow.agent.report.Refused;
import vow.agent.watch.PathEvent;
import vow.language.policy.Compiled;
import vow.language.policy.PolicyInput;
import vow.model.Watch;

/**
 * Compiles the policy again when one of its files was written and closed, or renamed into place;
 * never while somebody is still writing. Several changes within {@link #SETTLE} are one.
 */
final class PolicyWatch {
  /** So long after the first change the policy is read. */
  static final Duration SETTLE = Duration.ofMillis(100);

  /** What is done with a compilation, or with the reason that there is none; on another thread. */
  interface Listener {
    void compiled(Compiled compiled);

    void unreadable(String why);
  }

  private final PolicyReader reader;
  private final Listener listener;
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicInteger compiling = new AtomicInteger();
  private volatile Set<Path> paths = Set.of();
  private volatile Set<Path> facts = Set.of();

  PolicyWatch(PolicyReader reader, Listener listener) {
    this.reader = reader;
    this.listener = listener;
  }

  /** The places to be watched on behalf of a compilation, and of the facts that it used. */
  Set<Watch> watch(Compiled compiled, Set<Watch> ofFacts) {
    paths = reader.watched(compiled);
    facts = ofFacts.stream().map(w -> Path.of(w.path())).collect(Collectors.toSet());
    var watches = new LinkedHashSet<>(ofFacts);
    for (var path : paths) {
      boolean folder = path.equals(reader.location().folder());
      watches.add(new Watch(path.toString(), folder ? Watch.Scope.ENTRIES : Watch.Scope.SELF));
    }
    return watches;
  }

  /** The places of the present watches: the policy's, and those of facts. */
  Places places() {
    return new Places(paths, facts);
  }

  /** Goes on with watches that are in force already. */
  void resume(Places places) {
    paths = places.policy();
    facts = places.facts();
  }

  /** Whether it is about to be compiled. */
  boolean busy() {
    return compiling.get() > 0;
  }

  /** Where the policy is read from, and where the facts that it used. */
  record Places(Set<Path> policy, Set<Path> facts) {}

  /** Something happened on this machine; compiles again when it concerns the policy. */
  void noticed(PathEvent event) {
    if (event.change() == PathEvent.Change.OVERFLOW) {
      reload();
      return;
    }
    var path = Path.of(event.path());
    boolean policy =
        paths.contains(path)
            || (path.startsWith(reader.location().folder()) && event.path().endsWith(".hcl"));
    boolean fact = facts.stream().anyMatch(path::startsWith);
    if ((policy || fact) && event.finished()) {
      reload();
    }
  }

  /** Compiles soon, on another thread. */
  void reload() {
    if (due.compareAndSet(false, true)) {
      compiling.incrementAndGet();
      Thread.ofVirtual()
          .name("policy")
          .start(() -> {
            try {
              compile();
            } finally {
              compiling.decrementAndGet();
            }
          });
    }
  }

  private void compile() {
    try {
      Thread.sleep(SETTLE); // a save is several events; one reading is enough
    } catch (InterruptedException _) {
      return;
    }
    due.set(false);
    try {
      listener.compiled(reader.compile(PolicyInput.Mode.REAL));
    } catch (Refused e) {
      listener.unreadable(String.valueOf(e.getMessage()));
    }
  }
}
