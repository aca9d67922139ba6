package vow.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.bell.EpollBells;
import vow.agent.bell.Source;
import vow.agent.control.ControlServer;
import vow.agent.fact.FactBells;
import vow.agent.fact.MachineFacts;
import vow.agent.holder.Holder;
import vow.agent.json.Json;
import vow.agent.keeper.Promised;
import vow.agent.loop.EventLoop;
import vow.agent.loop.Signals;
import vow.agent.report.DiagnosticJson;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.report.StatusFile.AgentPart;
import vow.agent.watch.KernelWatcher;
import vow.agent.watch.PathEvent;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Hold;
import vow.language.policy.Compiled;
import vow.language.syntax.DiagnosticText;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.PromiseId;
import vow.model.Repair;

/** An agent that stays: the event loop with everything around it. */
final class Live implements AutoCloseable, EventLoop.Surroundings, PolicyWatch.Listener {
  private final KeepRequest request;
  private final Screen screen;
  private final Memory memory;
  private final Engine engine;
  private final Works works;
  private final Optional<Brain> brain;
  private final Bells bells;
  private final KernelWatcher watcher;
  private final EventLoop loop;
  private final PolicyWatch policy;
  private final Publisher publisher;
  private final MachineFacts facts;
  private final FactBells factBells;
  private @Nullable ControlServer control;
  private final Map<PromiseId, CompletableFuture<Repair>> undos = new ConcurrentHashMap<>();

  /** An agent that has not begun: {@link #run} or {@link #resume}. */
  Live(KeepRequest request, Screen screen, Beginning before, List<Reporter> reporters)
      throws IOException {
    this.request = request;
    this.screen = screen;
    brain = before.brain();
    bells = brain.map(Brain::bells).orElseGet(EpollBells::new);
    memory = new Memory(request.places().state());
    engine = before.engine(memory);
    works = Works.open(request.places(), this::post);
    policy = new PolicyWatch(before.reader(), this);
    watcher = before.watcher(works.tree().folder(), policy::reload);
    facts = before.reader().facts();
    publisher =
        new Publisher(
            request.places(),
            request.location().path().toString(),
            engine,
            brain.<Function<String, AgentPart>>map(it -> it::part).orElseGet(Publisher::alone));
    var all = new ArrayList<>(reporters);
    all.add(publisher);
    brain.ifPresent(it -> all.add(it::happened));
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
  void run(Compiled compiled, Manifest first) throws IOException, Refused {
    listen();
    try (var _ = publisher;
        var server = control()) {
      control = server;
      bells.onReadable(Source.CALLERS, server.fd());
      loop.linger(Brain.linger(brain, compiled.agent()));
      publisher.diagnostics(DiagnosticJson.list(compiled.diagnostics()));
      works.recover(Promised.of(first));
      post(new Event.Left(Leaving.of(memory.manifest(), first).promises()));
      swap(compiled, first, Cause.BOOT);
      loop.run(_ -> true);
      memory.save(first);
      memory.policyPath(request.location());
      ready();
      loop.run(_ -> false);
      memory.save(engine.state());
    }
  }

  /** Goes on where the brain before us went to sleep. */
  void resume(SleepFile slept) throws IOException {
    listen();
    try (var _ = publisher;
        var server = control()) {
      control = server;
      if (Json.parse(slept.diagnostics()).orElse(List.of()) instanceof List<?> diagnostics) {
        publisher.diagnostics(diagnostics);
      }
      works.recover(Promised.of(engine.manifest()));
      works.workshop().promise(Promised.of(engine.manifest()));
      policy.resume(
          new PolicyWatch.Places(
              SleepFile.paths(slept.policy()), SleepFile.paths(slept.factPlaces())));
      factBells.listen(Set.copyOf(slept.usedFacts()), facts);
      loop.linger(Duration.ofMillis(slept.lingerMs()));
      loop.resume();
      loop.run(_ -> false);
      memory.save(engine.state());
    }
  }

  /** The control socket; the one of a brain before us, so that no caller is sent away. */
  private ControlServer control() throws IOException {
    var path = request.places().socket();
    return brain.isPresent() && Holder.holdsSocket(Source.CALLERS)
        ? ControlServer.resume(path, Holder.held(Source.CALLERS), new Control(this))
        : ControlServer.listen(path, new Control(this));
  }

  private void listen() {
    if (brain.isEmpty()) {
      Signals.onStop(() -> post(new Event.Stopping()));
      Signals.onReload(policy::reload);
      return;
    }
    brain.get().greet(() -> post(new Event.Stopping()), policy::reload);
  }

  @Override
  public void close() {
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
    if (control != null) {
      control.accept();
    }
    if (factBells.rang()) {
      policy.reload();
    }
  }

  @Override
  public boolean idle(long wakeAtMs) {
    boolean busy = policy.busy() || !undos.isEmpty() || (control != null && control.busy());
    if (brain.isEmpty() || busy) {
      return false;
    }
    try {
      memory.save(engine.state());
      publisher.asleep(true);
      screen.out().flush();
      var known =
          new Brain.Known(
              engine.manifest().hash().hex(),
              policy.places(),
              factBells.used(),
              publisher.diagnostics(),
              loop.linger());
      brain.get().sleep(known, watcher, wakeAtMs == Bells.FOREVER ? 0 : wakeAtMs);
      publisher.asleep(false);
    } catch (IOException e) {
      screen.warn("unable to go to sleep: " + Refused.reason(e));
    }
    return false;
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
  public void compiled(Compiled compiled) {
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
    loop.execute(() -> {
      factBells.listen(used, facts);
      loop.linger(Brain.linger(brain, compiled.agent()));
    });
    var ofFacts = FactBells.watches(used, facts, Machine.custom(request.places()));
    loop.swap(manifest, cause, policy.watch(compiled, ofFacts));
  }

  private void ready() {
    screen.say("watching " + engine.manifest().promises().size() + " promises");
    watcher.problem().ifPresent(screen::warn);
    Notify.ready(System.getenv("NOTIFY_SOCKET"));
  }
}
