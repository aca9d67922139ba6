package vow.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vow.agent.holder.Holder;
import vow.agent.keeper.Promised;
import vow.agent.loop.SingleRun;
import vow.agent.policy.PolicyReader;
import vow.agent.report.DiagnosticJson;
import vow.agent.report.JournalReporter;
import vow.agent.report.JsonReporter;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.report.Reporter.Converged;
import vow.agent.report.TerminalReporter;
import vow.agent.report.TextReporter;
import vow.agent.report.WriterText;
import vow.agent.state.Journal;
import vow.agent.state.ManifestJson;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Mode;
import vow.engine.tell.Telling;
import vow.language.policy.Compiled;
import vow.language.policy.PolicyInput;
import vow.language.syntax.DiagnosticText;
import vow.model.Cause;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.Summary;

/** {@code vow keep}: converges once, or converges and stays. The composition root of an agent. */
public final class Keep {
  private final KeepRequest request;
  private final Screen screen;
  private final Runnable halt;
  private final InstantSource clock;

  /**
   * With what was asked and where to tell about it.
   *
   * @param halt ends this process at once, when it goes to sleep
   */
  public Keep(KeepRequest request, Screen screen, Runnable halt) {
    this.request = request;
    this.screen = screen;
    this.halt = halt;
    this.clock = InstantSource.system();
  }

  /**
   * Converges once.
   *
   * @return whether every outcome is a good one
   */
  public boolean once() throws Refused {
    sayPath();
    try (var _ = Premises.enter(request.places())) {
      var reader = reader();
      var settled = new Settled(request, reader.facts(), clock.millis());
      var kept = screen.json() ? OptionalInt.empty() : settled.kept();
      if (kept.isPresent()) {
        nothingMoved(kept.getAsInt(), settled.startedMs());
        return true;
      }
      try (var journal = Journal.open(request.places().state())) {
        var compiled = reader.compile(PolicyInput.Mode.REAL);
        tell(compiled);
        return compiled.manifest().isPresent() && converge(compiled, settled, journal);
      }
    } catch (IOException e) {
      throw new Refused("unable to keep: " + Refused.reason(e));
    } catch (InterruptedException e) {
      throw new Refused("interrupted");
    }
  }

  /** Converges and stays until it is told to stop. */
  public void stay() throws Refused {
    var holder = Holder.find(System.getenv());
    holder.filter(Holder::forFile).ifPresent(_ -> findDigest());
    try {
      stay(holder);
      holder.ifPresent(it -> it.end(0));
    } catch (Refused e) {
      holder.ifPresent(it -> it.end(1));
      throw e;
    }
  }

  /**
   * A repair needs a digest, and to find out who makes one takes a cold process as long as all the
   * rest: somebody else does it meanwhile.
   */
  private static void findDigest() {
    Thread.ofPlatform().daemon().start(Hash::sha256);
  }

  private void stay(Optional<Holder> holder) throws Refused {
    var places = request.places();
    try (var _ =
            holder.isPresent() ? Premises.enter(places, holder.get()) : Premises.enter(places);
        var journal = Journal.open(places.state())) {
      var brain = holder.map(it -> Brain.of(it, places, halt));
      var slept = brain.flatMap(Brain::slept);
      var file = slept.flatMap(this::packed);
      var manifest =
          file.isPresent()
              ? file.map(it -> it.promises().manifest())
              : slept.flatMap(this::unchanged);
      if (slept.isPresent() && manifest.isPresent()) {
        var before = new Beginning(reader(), brain, manifest, file);
        try (var live = new Live(request, screen, before, reporters(journal))) {
          live.resume(slept.get(), before.promised());
        }
      } else {
        start(brain.map(Brain::afresh), journal);
      }
    } catch (IOException e) {
      throw new Refused("unable to keep: " + Refused.reason(e));
    }
  }

  private void start(Optional<Brain> brain, Journal journal) throws Refused, IOException {
    try (var live = begin(brain, journal)) {
      live.run();
    }
  }

  /** Of its own, so that nobody has hold of a compilation while the agent runs. */
  private Live begin(Optional<Brain> brain, Journal journal) throws Refused, IOException {
    sayPath();
    var reader = reader();
    var policy = reader.follow();
    var compiled = policy.compiled();
    tell(compiled);
    var first = compiled.manifest().or(this::lastGood);
    if (first.isEmpty()) {
      throw new Refused("nothing to keep: the policy is invalid and " + whyNone());
    }
    var before = Beginning.anew(reader, brain);
    var live = new Live(request, screen, before, reporters(journal));
    live.begin(policy, first.get());
    return live;
  }

  /** The manifest that the brain before kept, as it left it, if nobody has changed it since. */
  private Optional<ManifestFile> packed(SleepFile slept) {
    var memory = new Memory(request.places().state());
    return memory.stamp().equals(slept.packed().stamp())
        ? ManifestFile.read(request.places(), slept.manifest())
        : Optional.empty();
  }

  /** The same from the saved one; compiled anew when not all of it may be stored. */
  private Optional<Manifest> unchanged(SleepFile slept) {
    var memory = new Memory(request.places().state());
    var saved = memory.manifest();
    var manifest =
        saved.isPresent() && saved.get().withheld().isEmpty()
            ? saved.map(ManifestJson.Saved::manifest)
            : compiledAgain();
    return manifest.filter(m -> m.hash().hex().equals(slept.manifest()));
  }

  private Optional<Manifest> compiledAgain() {
    try {
      return reader().compile(PolicyInput.Mode.REAL).manifest();
    } catch (Refused _) {
      return Optional.empty(); // the full start says why
    }
  }

  private boolean converge(Compiled compiled, Settled settled, Journal journal)
      throws IOException, InterruptedException, Refused {
    var manifest = compiled.manifest().orElseThrow();
    var memory = new Memory(request.places().state(), screen::warn);
    var engine = new Engine(Mode.KEEP, memory.engine());
    var reporters = reporters(journal);
    var run = new SingleRun(engine, clock, reporters);
    try (var works = Works.open(request.places(), run::answer)) {
      var promised = Promised.of(manifest);
      works.recover(promised);
      works.workshop().promise(promised);
      var lent = new Herald.Lent(engine, works.site().runner(), reporters);
      var teller = Herald.of(request, screen, lent, Optional.empty());
      run.tell(teller);
      teller.follow(compiled);
      var leaving = new LeavingFile(request.places().state());
      var left = Swapping.left(memory, leaving, manifest, compiled.moved());
      var rules = request.only().rules(compiled.agent(), request.only().scope(manifest));
      works.workshop().moved(compiled.moved());
      var before =
          List.<Event>of(
              new Event.Ruled(rules),
              new Event.Moved(compiled.moved()),
              new Event.Left(left, false));
      var end = run.run(manifest, before, works.workshop());
      Swapping.keepVersion(request, compiled, screen);
      var state = engine.state();
      leaving.keep(engine.leaving());
      memory.save(manifest);
      memory.save(state);
      memory.policyPath(request.location());
      teller.sendAll();
      if (teller.nextMs() == Telling.NEVER) {
        settled.save(compiled, state, clock.millis());
      } else {
        settled.forget(); // the next run has something to tell
      }
      return end.summary().good();
    }
  }

  private void nothingMoved(int kept, long startedMs) throws IOException {
    long nowMs = clock.millis();
    var summary = Summary.of(Collections.nCopies(kept, Outcome.KEPT));
    var text = text();
    text.converged(new Converged(nowMs, summary, nowMs - startedMs, Cause.BOOT, kept));
    text.flush();
  }

  private Optional<Manifest> lastGood() {
    var saved = new Memory(request.places().state()).manifest();
    saved.ifPresent(this::tellLastGood);
    return saved.map(ManifestJson.Saved::manifest);
  }

  private String whyNone() {
    return new Memory(request.places().state()).manifestIsDamaged()
        ? "the last good one, " + request.places().state() + "/manifest.json, is damaged"
        : "none was accepted before";
  }

  private void tellLastGood(ManifestJson.Saved saved) {
    screen.warn("the policy is invalid: keeping the last good one");
    if (!saved.withheld().isEmpty()) {
      screen.warn(
          "not kept until it is valid, as their values are not stored: " + saved.withheld());
    }
  }

  private PolicyReader reader() {
    return Machine.reader(request.location(), request.given(), request.places());
  }

  private void sayPath() {
    screen.say("policy " + request.location().path());
  }

  private void tell(Compiled compiled) {
    if (compiled.diagnostics().isEmpty()) {
      return;
    }
    if (screen.json() && compiled.manifest().isEmpty()) {
      screen.out().println(DiagnosticJson.of(compiled.diagnostics()));
    } else {
      screen.warn(DiagnosticText.of(compiled.diagnostics()).stripTrailing());
    }
  }

  private List<Reporter> reporters(Journal journal) {
    var reporters = new ArrayList<Reporter>();
    reporters.add(screen.json() ? new JsonReporter(screen.out()) : text());
    reporters.add(new JournalReporter(journal));
    reporters.add(new TerminalReporter(request.options()));
    return reporters;
  }

  private TextReporter text() {
    return new TextReporter(screen.out(), screen.colours(), new WriterText(Machine::userName));
  }
}
