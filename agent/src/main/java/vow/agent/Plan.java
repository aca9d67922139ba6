package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.agent.keeper.Promised;
import vow.agent.loop.SingleRun;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.state.Undos;
import vow.engine.Engine;
import vow.engine.EngineState;
import vow.engine.Event;
import vow.engine.Happened;
import vow.engine.Mode;
import vow.engine.Rules;
import vow.engine.service.Foresight;
import vow.language.policy.Compiled;
import vow.language.policy.PolicyInput;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Undo;

/**
 * {@code vow plan}: the same path as {@link Keep} up to the effects. Changes nothing and needs no
 * lock, so it may run beside an agent.
 */
public final class Plan {
  private final KeepRequest request;

  /** Whether what was found before is trusted as far as nothing has moved since. */
  private final boolean trusting;

  private Plan(KeepRequest request, boolean trusting) {
    this.request = request;
    this.trusting = trusting;
  }

  /** With what was asked. */
  public Plan(KeepRequest request) {
    this(request, true);
  }

  /** One that compares everything, also where no event would tell of a change, and overrides. */
  static Plan ofEverything(KeepRequest request) {
    return new Plan(request, false);
  }

  /**
   * What would happen.
   *
   * @param compiled the policy, with its diagnostics
   * @param happened one for each promise, in the order of the work; empty when the policy is
   *     invalid
   * @param leaving what an agent kept until now and the policy does not have
   * @param before how things were before vow, of those that leave and are taken back
   * @param services what happens to services, in its order
   */
  public record Result(
      Compiled compiled,
      List<Happened> happened,
      Leaving leaving,
      Map<PromiseId, Undo> before,
      List<Foresight.Move> services) {
    public Result {
      services = List.copyOf(services);
    }

    /** What was planned; empty when the policy is invalid. */
    public Optional<Manifest> manifest() {
      return compiled.manifest();
    }
  }

  /** Assesses every promise. */
  public Result run() throws Refused {
    var reader = Machine.reader(request.location(), request.given(), request.places());
    var compiled = reader.compile(PolicyInput.Mode.REAL);
    if (compiled.manifest().isEmpty()) {
      return new Result(compiled, List.of(), Leaving.NOTHING, Map.of(), List.of());
    }
    try {
      var manifest = compiled.manifest().get();
      var before = new Memory(request.places().state()).manifest();
      var rules = request.only().rules(compiled.agent(), request.only().scope(manifest));
      var leaving = Leaving.of(before, manifest, compiled.moved());
      var happened = assess(manifest, rules);
      var services = ServicePlan.of(manifest, happened, request.places());
      return new Result(compiled, happened, leaving, before(leaving), services);
    } catch (IOException e) {
      throw new Refused("unable to plan: " + Refused.reason(e));
    } catch (InterruptedException _) {
      throw new Refused("interrupted");
    }
  }

  /** How many promises stand how, by the words of a plan; every word is there. */
  public static Map<String, Integer> summary(List<Happened> happened) {
    var counts = new LinkedHashMap<String, Integer>();
    for (var outcome : Outcome.values()) {
      counts.putIfAbsent(outcome.planWord(), 0);
    }
    happened.forEach(h -> counts.merge(h.outcome().planWord(), 1, Integer::sum));
    return counts;
  }

  private Map<PromiseId, Undo> before(Leaving leaving) {
    boolean some = leaving.promises().stream().anyMatch(p -> p.meta().reverseOnRemove());
    return some ? new Undos(request.places().state()).firsts() : Map.of();
  }

  private List<Happened> assess(Manifest manifest, Rules rules)
      throws IOException, InterruptedException {
    if (Files.isDirectory(request.places().root())) {
      return assess(manifest, rules, request.places());
    }
    // The tree is not there yet: it is planned for as an empty one.
    var empty = Files.createTempDirectory("vow-plan");
    try {
      return assess(
          manifest, rules, new Places(empty, request.places().state(), request.places().runtime()));
    } finally {
      Files.delete(empty);
    }
  }

  private List<Happened> assess(Manifest manifest, Rules rules, Places places)
      throws IOException, InterruptedException {
    var happened = new ArrayList<Happened>();
    var collect = (Reporter) happened::add;
    var known = trusting ? new Memory(request.places().state()).engine() : EngineState.EMPTY;
    var engine = new Engine(Mode.PLAN, known);
    var run = new SingleRun(engine, InstantSource.system(), List.of(collect));
    try (var works = Works.planning(places, run::answer)) {
      works.workshop().promise(Promised.of(manifest));
      run.run(manifest, List.of(new Event.Ruled(rules)), works.workshop());
    }
    return happened;
  }
}
