package vow.agent.loop;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vow.agent.keeper.Attempt;
import vow.agent.keeper.Keepers;
import vow.agent.keeper.Keeping;
import vow.agent.keeper.Promised;
import vow.agent.keeper.Site;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.agent.state.RepairMark;
import vow.agent.state.Undos;
import vow.engine.Effect;
import vow.engine.Event;
import vow.model.Assessment;
import vow.model.Command;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.Stamp;
import vow.model.kind.Kinds;

/**
 * Does the engine's work, each piece on a virtual thread of its own, and answers each with one
 * event, whatever happens. How many run at once is the engine's to bound.
 */
public final class Workshop implements AutoCloseable {
  /** The longest that a piece of work may take when the promise does not say. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration GUARD_TIMEOUT = Duration.ofSeconds(30);

  private final Site site;
  private final Undos undos;
  private final RepairMark mark;
  private final Consumer<Event> answers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Promised promised = Promised.NOTHING;

  /** Works at a site; answers go to the consumer, on other threads. */
  public Workshop(Site site, Undos undos, RepairMark mark, Consumer<Event> answers) {
    this.site = site;
    this.undos = undos;
    this.mark = mark;
    this.answers = answers;
  }

  /** The paths of the manifest that is kept from now on. */
  public void promise(Promised paths) {
    promised = paths;
  }

  /** Starts a piece of work; its answer comes later, on another thread. */
  public void start(Effect.Work work) {
    threads.execute(() -> answers.accept(answer(work)));
  }

  /** Puts back what the last repair of a promise replaced; blocks. */
  public Repair undo(Promise promise) {
    var undo = undos.last(promise.id());
    if (undo.isEmpty()) {
      return Repair.failed("nothing is known of before: no repair of " + promise.id() + " is kept");
    }
    var site = siteFor(promise);
    var answer = guarded(() -> Keepers.of(promise.kind()).undo(undo.get(), site));
    if (answer instanceof Repair.Done) {
      undos.forget(promise.id());
    }
    return answer;
  }

  /**
   * Promises have other identities now. What was before vow goes with them, but for paths: there it
   * is of another place.
   */
  public void moved(Map<PromiseId, PromiseId> moves) {
    moves.forEach((from, to) -> {
      boolean path = Kinds.schema(to.kind()).filter(s -> s.key().equals("path")).isPresent();
      if (!path && from.kind().equals(to.kind())) {
        undos.move(from, to);
      }
    });
  }

  /** Nobody wants to know any more how it was before. */
  public void forget(PromiseId id) {
    undos.end(id);
  }

  /** Where and how a promise is kept. */
  public Site siteFor(Promise promise) {
    var timeout = promise.meta().timeout().orElse(DEFAULT_TIMEOUT);
    return site.with(Attempt.start(promise.id(), promise.meta().sensitive(), timeout, promised));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    undos.close();
  }

  private Event answer(Effect.Work work) {
    return switch (work) {
      case Effect.Assess assess -> assess(assess);
      case Effect.Repair repair -> repair(repair);
      case Effect.Refresh refresh -> refresh(refresh);
      case Effect.Reverse reverse -> reverse(reverse);
    };
  }

  private Event assess(Effect.Assess work) {
    var stamps = stamps(work.promise());
    if (Stamps.tellAll(work.promise()) && work.known().equals(stamps)) {
      return new Event.Assessed(work.id(), Assessment.kept(), stamps);
    }
    return new Event.Assessed(work.id(), assess(work.promise()), stamps);
  }

  private Event repair(Effect.Repair work) {
    var site = siteFor(work.promise());
    var keeping = Keepers.of(work.promise().kind());
    var repair = guarded(() -> keeping.repair(work.change(), site));
    var stamps = stamps(work.promise());
    if (!(repair instanceof Repair.Done done)) {
      return new Event.Repaired(work.id(), repair, Assessment.kept(), stamps);
    }
    undos.remember(work.id(), done.undo());
    var verified = assess(keeping, site.with(site.attempt().verify()));
    return new Event.Repaired(work.id(), repair, verified, stamps);
  }

  private Event refresh(Effect.Refresh work) {
    var site = siteFor(work.promise());
    var repair = guarded(() -> Keepers.of(work.promise().kind()).refresh(site));
    return new Event.Refreshed(work.id(), repair, stamps(work.promise()));
  }

  private Event reverse(Effect.Reverse work) {
    var site = siteFor(work.promise());
    var keeping = Keepers.of(work.promise().kind());
    var before = undos.first(work.id());
    if (before.isEmpty()) {
      return new Event.Reversed(work.id(), new Repair.Done("vow had changed nothing"));
    }
    var repair = guarded(() -> keeping.reverse(before.get(), site));
    if (repair instanceof Repair.Done) {
      undos.end(work.id());
    }
    return new Event.Reversed(work.id(), repair);
  }

  private Assessment assess(Promise promise) {
    var site = siteFor(promise);
    var assessment = assess(Keepers.of(promise.kind()), site);
    return assessment instanceof Assessment.Drifted
        ? unwanted(promise, site).orElse(assessment)
        : assessment;
  }

  /** Kept after all, when a guard says that the repair is not wanted. */
  private static Optional<Assessment> unwanted(Promise promise, Site site) {
    var meta = promise.meta();
    if (meta.onlyIf().isPresent() && !run(meta.onlyIf().get(), site).succeeded()) {
      return Optional.of(new Assessment.Kept("only_if is not met"));
    }
    if (meta.notIf().isPresent() && run(meta.notIf().get(), site).succeeded()) {
      return Optional.of(new Assessment.Kept("not_if is met"));
    }
    return Optional.empty();
  }

  private static Ended run(Command guard, Site site) {
    return site.runner().run(Run.of(guard.toArgv(), GUARD_TIMEOUT));
  }

  private Map<String, Stamp> stamps(Promise promise) {
    return Stamps.of(promise, site.tree());
  }

  // A defect of one keeper must not leave its promise without an answer, and so the engine waiting
  // for ever: it becomes a failure that says so.
  private static Assessment assess(Keeping<?> keeping, Site site) {
    try {
      return keeping.assess(site);
    } catch (RuntimeException | StackOverflowError e) {
      return Assessment.failed(Defect.text("assess", e));
    }
  }

  private Repair guarded(Supplier<Repair> work) {
    mark.begin();
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError e) {
      return Repair.failed(Defect.text("repair", e));
    } finally {
      mark.end();
    }
  }
}
