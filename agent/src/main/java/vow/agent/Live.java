package vow.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.bell.EpollBells;
import vow.agent.fact.FactBells;
import vow.agent.fact.FactPlaces;
import vow.agent.fact.MachineFacts;
import vow.agent.keeper.Promised;
import vow.agent.loop.EventLoop;
import vow.agent.loop.Surroundings;
import vow.agent.report.DiagnosticJson;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.tell.Teller;
import vow.agent.watch.KernelWatcher;
import vow.agent.watch.PathEvent;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Hold;
import vow.language.policy.Compiled;
import vow.language.policy.LivePolicy;
import vow.language.syntax.DiagnosticText;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.Watch;

/** An agent that stays: the event loop with everything around it. */
final class Live implements AutoCloseable, Surroundings, PolicyWatch.Listener {
  private final KeepRequest request;
  private final Screen screen;
  private final Memory memory;
  private final Engine engine;
  private final LazyServing serving;
  private final Works works;
  private final Optional<Brain> brain;
  private final Bells bells;
  private final KernelWatcher watcher;
  private final EventLoop loop;
  private final PolicyWatch policy;
  private final Shown shown;
  private final Publisher publisher;
  private final MachineFacts facts;
  private final FactBells factBells;
  private final UndoCalls undos;
  private final Swapping swapping;
  private final Litter litter = new Litter(this);
  private final Teller teller;
  private @Nullable Callers callers;

  /** An agent that has not begun: {@link #begin} or {@link #resume}. */
  Live(KeepRequest request, Screen screen, Beginning before, List<Reporter> reporters)
      throws IOException {
    this.request = request;
    this.screen = screen;
    brain = before.brain();
    bells = brain.map(Brain::bells).orElseGet(EpollBells::new);
    memory = new Memory(request.places().state(), screen::warn);
    engine = before.engine(memory);
    serving = new LazyServing(brain, request.places(), this, screen);
    works = Works.open(request.places(), this::post, serving::at);
    undos = new UndoCalls(works.workshop());
    policy = new PolicyWatch(before.reader(), this);
    watcher = before.watcher(works.tree().folder(), policy::reload);
    facts = before.reader().facts();
    shown = new Shown(request.places(), screen::warn);
    publisher = Publisher.of(request, engine, brain, shown);
    var all = new ArrayList<>(reporters);
    all.add(publisher);
    all.add(serving);
    brain.ifPresent(all::add);
    var leaving = new LeavingFile(request.places().state());
    swapping = new Swapping(request, memory, leaving, works.workshop(), screen);
    all.add(new StateReporter(memory, leaving, engine));
    var lent = new Herald.Lent(engine, works.site().runner(), reporters);
    teller = Herald.of(request, screen, lent, Optional.of(it -> loop().execute(it)));
    all.add(teller);
    loop =
        new EventLoop(
            engine,
            new EventLoop.Watches(works.tree(), watcher, bells),
            InstantSource.system(),
            new EventLoop.Outside(all, this));
    factBells = new FactBells(bells);
  }

  /** Takes up a policy; what it promises is kept from {@link #run} on. */
  void begin(LivePolicy followed, Manifest first) throws Refused {
    Stop.listen(brain, this::stop, policy::reload);
    var compiled = followed.compiled();
    policy.follow(followed);
    loop.linger(Brain.linger(brain, compiled.agent()));
    publisher.diagnostics(DiagnosticJson.list(compiled.diagnostics()));
    works.recover(Promised.of(first));
    swapping.begin(first);
    serving.begin(first, compiled);
    swap(compiled, first, Cause.BOOT);
    wasRead(compiled);
  }

  /** Keeps what it began with, and what the policy becomes, until it is told to stop. */
  void run() throws IOException {
    try (var _ = publisher;
        var open = Callers.open(brain, request.places(), new Control(this, request), bells)) {
      callers = open;
      loop.run(_ -> true);
      memory.saveFirst(engine.manifest());
      memory.policyPath(request.location());
      Notify.ready(screen, engine.manifest().promises().size(), watcher.problem());
      loop.run(_ -> false);
      memory.save(engine.state());
    }
  }

  /** Goes on where the brain before us went to sleep. */
  void resume(SleepFile slept, Promised promised) throws IOException {
    Stop.listen(brain, this::stop, policy::reload);
    try (var _ = publisher;
        var open = Callers.open(brain, request.places(), new Control(this, request), bells)) {
      callers = open;
      publisher.diagnostics(slept.diagnostics());
      works.recover(promised);
      works.workshop().promise(promised);
      var used = Set.copyOf(slept.usedFacts());
      policy.resume(slept.policy(), FactPlaces.of(used, facts));
      factBells.listen(used, facts);
      brain.ifPresent(it -> loop.linger(it.linger()));
      swapping.resume(engine, this::post);
      serving.sleptOn(engine.manifest(), slept.services());
      loop.resume();
      loop.run(_ -> false);
      memory.save(engine.state());
    }
  }

  /** Ends in good order, soon: what cannot be broken off ends by itself, the rest is left. */
  private void stop() {
    post(new Event.Stopping());
    Stop.soon(works.site().runner(), () -> loop.execute(loop::giveUp));
  }

  @Override
  public void close() {
    teller.save();
    serving.farewell();
    if (loop.gaveUp()) {
      return; // the process ends now; what still works on the tree must not lose it before
    }
    factBells.close();
    watcher.close();
    bells.close();
    works.close();
  }

  @Override
  public void start(Effect.Work work) {
    works.workshop().start(work);
  }

  @Override
  public void noticed(PathEvent event) {
    var what = policy.noticed(event);
    brain.ifPresent(it -> what.ifPresent(it::because));
  }

  @Override
  public void look() {
    if (callers != null) {
      callers.accept();
    }
    policy.perhapsChanged(factBells.rang());
    serving.look();
  }

  @Override
  public boolean idle(long wakeAtMs) {
    boolean called = callers != null && callers.busy();
    boolean busy = called || policy.busy() || undos.busy() || teller.busy() || !serving.quiet();
    if (brain.isPresent() && !busy) {
      var told = publisher.diagnostics();
      var left = serving.asleep();
      var known = new Brain.Known(engine, memory, policy.read(), factBells.used(), told, left);
      new Bedtime(works, publisher, teller, screen).sleep(brain.get(), known, watcher, wakeAtMs);
    }
    return false;
  }

  @Override
  public long dueMs() {
    return Math.min(teller.nextMs(), serving.dueMs());
  }

  @Override
  public void unwatched(String why) {
    screen.warn(why);
  }

  @Override
  public void overridden(Effect.Overridden overridden) {
    serving.leave(overridden.id());
    engine.manifest().promise(overridden.id()).ifPresent(undos::overridden);
  }

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
    memory.saveNewer(manifest);
    litter.left();
  }

  @Override
  public void wasRead(Compiled compiled) {
    swapping.accepted(compiled);
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

  EventLoop loop() {
    return loop;
  }

  KernelWatcher watcher() {
    return watcher;
  }

  LazyServing serving() {
    return serving;
  }

  Publisher publisher() {
    return publisher;
  }

  void reload() {
    policy.reload();
  }

  /** Puts a promise under an override that undoes its last repair, and does that. */
  Repair undo(PromiseId id, Hold hold) {
    return undos.undo(id, hold, this);
  }

  void forget(PromiseId id) {
    swapping.forget(id);
  }

  void post(Event event) {
    loop.post(event);
  }

  private void swap(Compiled compiled, Manifest manifest, Cause cause) {
    works.workshop().promise(Promised.of(manifest));
    var used = compiled.usedFacts();
    var fresh = new TreeSet<String>();
    loop.execute(() -> {
      fresh.addAll(factBells.listen(used, facts));
      loop.linger(Brain.linger(brain, compiled.agent()));
      teller.follow(compiled);
      shown.follow(compiled, works.site().accounts(), publisher, Objects.requireNonNull(callers));
    });
    swapping.before(compiled, manifest, cause, this::post);
    var host = policy.watch(compiled, FactPlaces.of(used, facts));
    loop.swap(manifest, cause, host, swapping::announce);
    loop.execute(() -> {
      swapping.arrived();
      policy.armed(fresh);
      serving.promised(manifest, compiled);
    });
  }
}
