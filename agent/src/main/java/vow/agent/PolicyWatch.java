package vow.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vow.agent.fact.FactPlaces;
import vow.agent.policy.AsRead;
import vow.agent.policy.PolicyPlaces;
import vow.agent.policy.PolicyReader;
import vow.agent.report.Refused;
import vow.agent.watch.PathEvent;
import vow.language.policy.Compiled;
import vow.language.policy.LivePolicy;
import vow.linux.Lease;
import vow.model.Watch;

/**
 * Keeps the policy up with its files and with the facts that it uses. It is compiled again when one
 * of its files was written and closed, or renamed into place, and never read while somebody has one
 * of them open for writing. When facts change, only what used them is evaluated again. Several
 * changes within {@link #SETTLE} are one.
 */
final class PolicyWatch {
  /** So long after the first change the policy is read. */
  static final Duration SETTLE = Duration.ofMillis(100);

  /** Words for what was noticed. */
  static final String POLICY = "policy";

  static final String FACT = "fact";

  /** What is done with a compilation, or with the reason that there is none; on another thread. */
  interface Listener {
    void compiled(LivePolicy.Update update);

    /** The same was not only evaluated again: its files were read. */
    void wasRead(Compiled compiled);

    void unreadable(String why);

    /** A file of the policy is being written: ask for a reload when these places are watched. */
    void beingWritten(Set<Watch> places);
  }

  private record Due(boolean files, boolean armed, Set<String> facts) {}

  private final PolicyReader reader;
  private final Listener listener;
  private volatile PolicyPlaces read;
  private volatile FactPlaces places = FactPlaces.NONE;
  private boolean filesDue;
  private boolean armed;
  private final Set<String> factsDue = new TreeSet<>();
  private boolean working;
  private Optional<LivePolicy> live = Optional.empty();
  private Optional<AsRead> asRead = Optional.empty();

  /** True when the policy was followed by a process before this one, and not yet by this. */
  private boolean resumed;

  PolicyWatch(PolicyReader reader, Listener listener) {
    this.reader = reader;
    this.listener = listener;
    read = PolicyPlaces.none(reader.location());
  }

  /** The policy that is kept up from now on. */
  synchronized void follow(LivePolicy policy) {
    // One that uses no facts cannot change with them: it need not be remembered.
    boolean changes = !policy.compiled().usedFacts().isEmpty();
    live = changes ? Optional.of(policy) : Optional.empty();
    asRead = Optional.of(AsRead.of(policy));
    resumed = false;
  }

  /**
   * Goes on with watches that are in force already, by {@link PolicyPlaces#texts}; what changes is
   * read anew as a whole.
   */
  synchronized void resume(List<String> policy, FactPlaces ofFacts) {
    read = PolicyPlaces.of(reader.location(), policy);
    places = ofFacts;
    resumed = true;
  }

  /** Where the policy is read from. */
  PolicyPlaces read() {
    return read;
  }

  /** Whether something is about to be read or evaluated. */
  synchronized boolean busy() {
    return working;
  }

  /** The places to be watched on behalf of a compilation, and of the facts that it used. */
  Set<Watch> watch(Compiled compiled, FactPlaces ofFacts) {
    read = reader.places(compiled);
    places = ofFacts;
    return watches();
  }

  /**
   * Something happened on this machine; deals with it when it concerns the policy.
   *
   * @return what it concerned: {@link #POLICY}, {@link #FACT} or nothing
   */
  Optional<String> noticed(PathEvent event) {
    if (event.change() == PathEvent.Change.OVERFLOW) {
      reload(); // which asks for all facts too
      return Optional.empty();
    }
    if (!event.finished()) {
      return Optional.empty();
    }
    var path = Path.of(event.path());
    var facts = places.at(path);
    if (read.have(path)) {
      reload();
      perhapsChanged(facts);
      return Optional.of(POLICY);
    }
    perhapsChanged(facts);
    return facts.isEmpty() ? Optional.empty() : Optional.of(FACT);
  }

  /** Reads the files again soon, on another thread. */
  void reload() {
    ask(true, Set.of());
  }

  /** Looks at these facts again soon, on another thread. */
  void perhapsChanged(Set<String> facts) {
    if (!facts.isEmpty()) {
      ask(false, facts);
    }
  }

  /**
   * The kernel tells of changes of what {@link #watch} named from now on: looks whether something
   * changed between being read and that.
   *
   * @param fresh facts that were not listened for before
   */
  synchronized void armed(Set<String> fresh) {
    armed = true;
    ask(false, fresh);
  }

  private synchronized void ask(boolean files, Set<String> facts) {
    filesDue |= files;
    factsDue.addAll(facts);
    if (!working) {
      working = true;
      Thread.ofVirtual().name("policy").start(this::work);
    }
  }

  private void work() {
    try {
      do {
        Thread.sleep(SETTLE); // a save is several events; one reading is enough
      } while (next().map(this::work).isPresent());
    } catch (InterruptedException _) {
      return;
    }
  }

  private synchronized Optional<Due> next() {
    var due = new Due(filesDue, armed, Set.copyOf(factsDue));
    filesDue = false;
    armed = false;
    factsDue.clear();
    working = due.files() || due.armed() || !due.facts().isEmpty();
    return working ? Optional.of(due) : Optional.empty();
  }

  private Due work(Due due) {
    try {
      if (due.files() || mustRead() || (due.armed() && !isCurrent())) {
        readAgain();
      } else {
        evaluate(due.facts());
      }
    } catch (Refused e) {
      listener.unreadable(String.valueOf(e.getMessage()));
    }
    return due;
  }

  private synchronized boolean mustRead() {
    return resumed;
  }

  private boolean isCurrent() throws Refused {
    var before = asRead;
    return before.isEmpty() || before.get().isCurrent(reader);
  }

  private void readAgain() throws Refused {
    var written =
        Stream.concat(reader.location().files().stream(), read.files().stream())
            .filter(file -> Lease.isBeingWritten(file.toString()))
            .collect(Collectors.toSet());
    if (written.isEmpty()) {
      var policy = reader.follow();
      follow(policy);
      var all = policy.compiled().manifest().map(m -> m.promises().keySet()).orElse(Set.of());
      listener.compiled(new LivePolicy.Update(policy.compiled(), all));
      listener.wasRead(policy.compiled());
    } else if (!read.files().containsAll(written)) {
      read = read.with(written);
      listener.beingWritten(watches());
    } // else its end is told
  }

  private void evaluate(Set<String> facts) {
    if (live.isPresent()) {
      var before = live.get().compiled();
      var update = live.get().changed(facts);
      boolean same =
          update.compiled().equals(before)
              || (before.diagnostics().hasErrors()
                  && before
                      .diagnostics()
                      .sorted()
                      .equals(update.compiled().diagnostics().sorted()));
      if (!same) {
        asRead = asRead.map(it -> it.with(update.compiled()));
        listener.compiled(update);
      }
    }
  }

  private Set<Watch> watches() {
    var watches = new LinkedHashSet<>(places.watches());
    watches.addAll(read.watches());
    return watches;
  }
}
