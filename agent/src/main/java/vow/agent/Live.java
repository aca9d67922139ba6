package vow.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import vow.agent.bell.Bells;
import vow.agent.bell.EpollBells;
import vow.agent.control.ControlServer;
import vow.agent.fact.FactBells;
import vow.agent.fact.FactPlaces;
import vow.agent.fact.MachineFacts;
import vow.agent.keeper.Promised;
import vow.agent.loop.EventLoop;
import vow.agent.loop.Signals;
import vow.agent.policy.PolicyReader;
import vow.agent.report.DiagnosticJson;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.watch.KernelWatcher;
import vow.agent.watch.Mechanism;
import vow.agent.watch.PathEvent;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Hold;
import vow.engine.Mode;
import vow.language.policy.Compiled;
import vow.language.policy.LivePolicy;
import vow.language.syntax.DiagnosticText;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.Watch;

/** An agent that stays: the event loop with everything around it. */
final class Live implements AutoCloseable, EventLoop.Surroundings, PolicyWatch.Listener {
  /** So long work may take to end when the agent is told to stop; repairs survive a kill. */
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private final KeepRequest request;
  private final Screen screen;
  private final Memory memory;
  private final Engine engine;
  private final Works works;
  private final Bells bells = new EpollBells();
  private final KernelWatcher watcher;
  private final EventLoop loop;
  private final PolicyWatch policy;
  private final Publisher publisher;
  private final MachineFacts facts;
  private final FactBells factBells;
  private final Map<PromiseId, CompletableFuture<Repair>> undos = new ConcurrentHashMap<>();

  Live(KeepRequest request, Screen screen, PolicyReader reader, List<Reporter> reporters)
      throws Refused {
    this.request = request;
    this.screen = screen;
    memory = new Memory(request.places().state(), screen::warn);
    engine = new Engine(Mode.KEEP, memory.engine());
    works = Works.open(request.places(), this::post);
    watcher = KernelWatcher.open(works.tree().folder(), Mechanism.chosen());
    policy = new PolicyWatch(reader, this);
    facts = reader.facts();
    publisher = new Publisher(request.places(), request.location().path().toString(), engine);
    var all = new ArrayList<>(reporters);
    all.add(publisher);
    all.add(new StateReporter(memory, engine));
    loop =
        new EventLoop(
            engine,
            new EventLoop.Watches(works.tree(), watcher, bells),
            InstantSource.system(),
            new EventLoop.Outside(all, this));
    factBells = new FactBells(bells);
  }

  /** Keeps a manifest, and what the policy becomes, until it is told to stop. */
  void run(LivePolicy followed, Manifest first) throws IOException, Refused {
    var compiled = followed.compiled();
    policy.follow(followed);
    Signals.onStop(this::stop);
    Signals.onReload(policy::reload);
    try (var _ = publisher;
        var _ = ControlServer.listen(request.places().socket(), new Control(this))) {
      publisher.diagnostics(DiagnosticJson.list(compiled.diagnostics()));
      works.recover(Promised.of(first));
      swap(compiled, first, Cause.BOOT);
      loop.run(_ -> true);
      memory.save(first);
      memory.policyPath(request.location());
      ready();
      loop.run(_ -> false);
      memory.save(engine.state());
    }
  }

  /** Ends in good order, soon: what cannot be broken off ends by itself, the rest is left. */
  private void stop() {
    post(new Event.Stopping());
    var runner = works.site().runner();
    runner.interrupt();
    Thread.ofVirtual()
        .name("stop")
        .start(() -> {
          try {
            do {
              Thread.sleep(PATIENCE);
            } while (runner.mustFinish());
          } catch (InterruptedException _) {
            return;
          }
          loop.execute(loop::giveUp);
        });
  }

  @Override
  public void close() {
    if (loop.gaveUp()) {
      return; // the process ends now; what still works on the tree must not lose it before
    }
    factBells.close();
    watcher.close();
    bells.close();
    works.close();
  }

  // --- what the loop asks for

  @Override
  public void start(Effect.Work work) {
    works.workshop().start(work);
  }

  @Override
  public void noticed(PathEvent event) {
    policy.noticed(event);
  }

  @Override
  public void look() {
    policy.perhapsChanged(factBells.rang());
  }

  @Override
  public void unwatched(String why) {
    screen.warn(why);
  }

  @Override
  public void overridden(Effect.Overridden overridden) {
    var asked = undos.remove(overridden.id());
    var promise = engine.manifest().promise(overridden.id());
    if (asked != null && promise.isPresent()) {
      Thread.ofVirtual()
          .name("undo")
          .start(() -> asked.complete(works.workshop().undo(promise.get())));
    }
  }

  // --- what the policy becomes

  @Override
  public void compiled(LivePolicy.Update update) {
    var compiled = update.compiled();
    loop.execute(() -> publisher.diagnostics(DiagnosticJson.list(compiled.diagnostics())));
    if (!compiled.diagnostics().isEmpty()) {
      screen.warn(DiagnosticText.of(compiled.diagnostics()).stripTrailing());
    }
    if (compiled.manifest().isEmpty()) {
      screen.warn("the policy is invalid: still keeping the last good one");
      return;
    }
    var manifest = compiled.manifest().get();
    swap(compiled, manifest, Cause.POLICY);
    try {
      memory.save(manifest);
    } catch (IOException e) {
      screen.warn("unable to save the manifest: " + Refused.reason(e));
    }
  }

  @Override
  public void beingWritten(Set<Watch> places) {
    loop.watch(places);
    loop.execute(policy::reload); // it may have been closed before it was watched
  }

  @Override
  public void unreadable(String why) {
    screen.warn(why + ": still keeping the last good policy");
  }

  // --- what callers ask for

  EventLoop loop() {
    return loop;
  }

  KernelWatcher watcher() {
    return watcher;
  }

  Publisher publisher() {
    return publisher;
  }

  void reload() {
    policy.reload();
  }

  /** Puts a promise under an override that undoes its last repair, and does that. */
  Repair undo(PromiseId id, Hold hold) {
    var done = new CompletableFuture<Repair>();
    undos.put(id, done);
    post(new Event.Held(id, hold));
    var repair = done.join();
    if (repair instanceof Repair.Undone) {
      post(new Event.Released(id));
    }
    return repair;
  }

  void post(Event event) {
    loop.post(event);
  }

  private void swap(Compiled compiled, Manifest manifest, Cause cause) {
    works.workshop().promise(Promised.of(manifest));
    var used = compiled.usedFacts();
    var fresh = new TreeSet<String>();
    loop.execute(() -> fresh.addAll(factBells.listen(used, facts)));
    loop.swap(manifest, cause, policy.watch(compiled, FactPlaces.of(used, facts)));
    loop.execute(() -> policy.perhapsChanged(fresh)); // between being read and being watched
  }

  private void ready() {
    screen.say("watching " + engine.manifest().promises().size() + " promises");
    watcher.problem().ifPresent(screen::warn);
    Notify.ready(System.getenv("NOTIFY_SOCKET"));
  }
}
