package vow.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vow.engine.Effect;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Mode;
import vow.language.policy.Compiled;
import vow.language.policy.Policy;
import vow.language.policy.PolicyInput;
import vow.language.syntax.Source;
import vow.model.Assessment;
import vow.model.Cause;
import vow.model.Manifest;

/** What a policy of 10,000 files costs in a warm process. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TenThousandPromises {
  private static final int PROMISES = 10_000;

  private final PolicyInput policy = policy("first");
  private final Engine engine = new Engine(Mode.KEEP);
  private Manifest now = Manifest.EMPTY;
  private Manifest next = Manifest.EMPTY;

  /** An engine that keeps one policy, and another one that differs in one promise. */
  @Setup
  public void converge() {
    now = Policy.compile(policy).manifest().orElseThrow();
    next = Policy.compile(policy("other")).manifest().orElseThrow();
    swap();
  }

  /** From text to manifest. */
  @Benchmark
  public Compiled compile() {
    return Policy.compile(policy);
  }

  /** To the manifest that differs, and all that follows from it but the work itself. */
  @Benchmark
  public Manifest swap() {
    var other = next;
    next = now;
    now = other;
    var effects = new ArrayDeque<Effect>(step(new Event.Swapped(other, Cause.POLICY)));
    while (!effects.isEmpty()) {
      if (effects.remove() instanceof Effect.Assess assess) {
        effects.addAll(step(new Event.Assessed(assess.id(), Assessment.kept(), Map.of())));
      }
    }
    return engine.manifest();
  }

  private List<Effect> step(Event event) {
    return engine.step(1, event);
  }

  private static PolicyInput policy(String last) {
    var text = new StringBuilder();
    for (int i = 0; i < PROMISES; i++) {
      text.append("file \"/srv/f").append(i).append("\" {\n  mode    = \"0644\"\n");
      text.append("  content = \"number ").append(i < PROMISES - 1 ? i : last).append("\\n\"\n}\n");
    }
    var source = Source.of("bench.hcl", text.toString().getBytes(StandardCharsets.UTF_8));
    return PolicyInput.of(List.of(source));
  }
}
