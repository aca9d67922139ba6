package vow.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.holder.Holder;
import vow.agent.holder.HolderBells;
import vow.agent.holder.Ledger;
import vow.agent.holder.ServiceRecord;
import vow.agent.holder.Successor;
import vow.agent.holder.WakeCommand;
import vow.agent.policy.PolicyPlaces;
import vow.agent.report.Reporter;
import vow.agent.report.StatusFile.AgentPart;
import vow.agent.rest.StateTable;
import vow.agent.wake.Stay;
import vow.agent.wake.Wakes;
import vow.agent.watch.KernelWatcher;
import vow.engine.Engine;
import vow.engine.Happened;
import vow.language.policy.AgentSettings;
import vow.linux.Fd;
import vow.linux.Inotify;
import vow.model.PromiseId;

/** This process as the brain of a holder: how it is woken, and how it goes to sleep. */
final class Brain implements Reporter {
  /** So long nothing must have happened before a fresh brain takes the place of one that stays. */
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private final Holder holder;
  private final Places places;
  private final Runnable halt;
  private final Optional<SleepFile> slept;
  private final HolderBells bells;
  private final Wakes wakes;
  private final long sinceMs;
  private @Nullable Ledger ledger;

  /** What the ledger told of services, and nobody has looked at. */
  private List<ServiceRecord> services = new ArrayList<>();

  /** How promises stood when it was woken. */
  private Optional<StateTable> standing = Optional.empty();

  /** The hash of the manifest that is written down for the next brain; empty at first. */
  private String written;

  private Stay stay;
  private boolean restless;

  /** Whether it has read a policy, which leaves a process half as large again. */
  private boolean worn;

  private boolean renews;

  private Brain(
      Holder holder, Places places, Runnable halt, Optional<SleepFile> slept, Wakes wakes) {
    this.holder = holder;
    this.places = places;
    this.halt = halt;
    this.slept = slept;
    bells = new HolderBells(holder, slept.map(SleepFile::held).orElse(Set.of()));
    sinceMs = slept.map(SleepFile::sinceMs).orElseGet(System::currentTimeMillis);
    this.wakes = wakes;
    stay = slept.map(SleepFile::stay).orElse(Stay.DEFAULT);
    written = slept.map(SleepFile::manifest).orElse("");
  }

  /** The brain of a holder; with what the one before it left, if that fits. */
  static Brain of(Holder holder, Places places, Runnable halt) {
    var slept =
        holder.woken()
            ? SleepFile.read(places, SleepFile.key(holder.pid(), holder.wakes() - 1))
            : Optional.<SleepFile>empty();
    var wakes = slept.map(SleepFile::wakes).orElseGet(Wakes::new);
    boolean renewed = slept.filter(SleepFile::renews).isPresent() && WakeReason.isTimer(holder);
    if (holder.woken() && !renewed) {
      wakes.woken(WakeReason.of(holder), System.currentTimeMillis(), WakeReason.isOpen(holder));
    }
    return new Brain(holder, places, halt, slept, wakes);
  }

  /** How long to stay when nothing happens; zero, that is for ever, without a holder. */
  static Duration linger(Optional<Brain> brain, AgentSettings settings) {
    return brain.isEmpty() ? Duration.ZERO : brain.get().linger(settings);
  }

  private Duration linger(AgentSettings settings) {
    int perHour = settings.wakesPerHour().orElse(Stay.DEFAULT.wakesPerHour());
    stay = new Stay(settings.linger(), perHour);
    worn = true;
    return linger();
  }

  /** The same by what the policy says already. */
  Duration linger() {
    long nowMs = System.currentTimeMillis();
    restless = stay.isRestless(wakes, nowMs);
    var linger = stay.after(wakes, nowMs);
    renews = worn && linger.isZero();
    return renews ? RENEWAL : linger;
  }

  /** Whether it is to stay, and sleeps only for a fresh brain to take its place at once. */
  boolean renews() {
    return renews;
  }

  /** What the brain before left; empty for a full start. */
  Optional<SleepFile> slept() {
    return slept;
  }

  /** How promises stood, if {@code memory} says nothing else; what it did not save, it is told. */
  Optional<StateTable> kept(Memory memory) {
    var kept = slept.flatMap(file -> file.engineKept(memory));
    if (kept.isPresent()) {
      for (var text : slept.orElseThrow().packed().unsaved()) {
        PromiseId.parse(text).ifPresent(id -> memory.unsaved(List.of(id)));
      }
    }
    standing = kept;
    return kept;
  }

  /** The same without what was left: it does not fit after all. */
  Brain afresh() {
    return slept.isEmpty() ? this : new Brain(holder, places, halt, Optional.empty(), wakes);
  }

  /** What the loop sleeps in while we are awake. */
  Bells bells() {
    return bells;
  }

  /**
   * A watcher whose queues the holder reads; {@code reload} hears of a signal to read the policy.
   */
  KernelWatcher watcher(String root, Runnable reload) throws IOException {
    var read = new Ledger(holder, bells::fired, reload, it -> services.add(it));
    ledger = read;
    var queues =
        new KernelWatcher.Queues(new Inotify(new Fd(Holder.INOTIFY)), HeldFiles.fanotify(), read);
    return slept.isPresent()
        ? KernelWatcher.resume(queues, root, slept.get().watches().buffer())
        : KernelWatcher.with(queues, root);
  }

  Holder holder() {
    return holder;
  }

  /** What has happened to services since the last time this was asked. */
  List<ServiceRecord> takeServices() {
    var taken = services;
    services = taken.isEmpty() ? taken : new ArrayList<>();
    return taken;
  }

  /** Begins to listen to the holder; from now on a failure of ours is a crash. */
  void greet(Runnable stop, Runnable reload) {
    holder.greet(
        new Holder.Listener() {
          @Override
          public void more() {
            bells.ring();
          }

          @Override
          public void stop() {
            stop.run();
          }

          @Override
          public void reload() {
            reload.run();
          }
        });
    WakeCommand.find().ifPresent(holder::wakeBy);
    Successor.offer(holder);
    bells.ring(); // for what the brain before us had not handled
  }

  /** The agent's part of the status. */
  AgentPart part(String state) {
    long cpuMs = holder.earlierCpuMs() + Publisher.ownCpuMs();
    boolean stays = restless && state.equals("awake");
    var waking = stay.told(wakes, System.currentTimeMillis(), stays);
    return new AgentPart(holder.pid(), state, sinceMs, waking, cpuMs);
  }

  /** The promises that woke it too often, each told once. */
  List<String> tooOften() {
    var told = new ArrayList<String>();
    for (var each : wakes.news(stay.wakesPerHour(), System.currentTimeMillis())) {
      told.add(each.promise() + " woke the agent " + each.count() + " times within an hour");
    }
    return told;
  }

  /** The first event on a path that promises watch says what a wake was for. */
  @Override
  public void touched(String path, Engine engine) {
    var concerned = wakes.open() ? engine.watching(path) : List.<PromiseId>of();
    if (!concerned.isEmpty()) {
      wakes.because(concerned.getFirst().toString());
    }
  }

  /** A wake was for the policy, or for a fact. */
  void because(String what) {
    wakes.because(what);
  }

  /** Without such an event, the first outcome says it. */
  @Override
  public void happened(Happened happened) {
    wakes.because(happened.id().toString());
  }

  /**
   * Leaves everything to the next brain; returns only when something has come meanwhile.
   *
   * @param wakeAtMs when something is due, since the epoch; 0 for never
   */
  void sleep(Known known, KernelWatcher watcher, long wakeAtMs) throws IOException {
    var manifest = known.engine().manifest();
    if (!written.equals(manifest.hash().hex())) {
      ManifestFile.write(places, manifest);
      written = manifest.hash().hex();
    }
    var left = watcher.leave();
    asleep(known, left).write(places);
    HeldFiles.writeFilter(left.filter().table());
    if (ledger != null && ledger.sleep(wakeAtMs, left.filter().entries())) {
      halt.run();
    }
  }

  private SleepFile asleep(Known known, KernelWatcher.Left left) throws IOException {
    return new SleepFile(
        SleepFile.key(holder.pid(), holder.wakes()),
        known.engine().manifest().hash().hex(),
        bells.held(),
        known.policy().texts(),
        List.copyOf(known.usedFacts()),
        known.diagnostics(),
        stay,
        sinceMs,
        known.services(),
        renews,
        wakes,
        packed(known),
        left.bytes());
  }

  private SleepFile.Packed packed(Known known) throws IOException {
    var engine = known.engine();
    var unsaved = new ArrayList<String>();
    for (var id : known.memory().unsaved()) {
      unsaved.add(id.toString());
    }
    var state = StateTable.write(engine.state(), engine.manifest(), standing);
    return new SleepFile.Packed(known.memory().stamp(), unsaved, state);
  }

  /** What the agent knows beside the watches. */
  record Known(
      Engine engine,
      Memory memory,
      PolicyPlaces policy,
      Set<String> usedFacts,
      String diagnostics,
      ServicesAsleep services) {}
}
