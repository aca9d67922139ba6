package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Outcome;

/** Overrides by a person. */
class HoldTest {
  private static Hold hold(long untilMs) {
    return new Hold("ken", "testing", untilMs, Hold.Sort.HOLD);
  }

  @Test
  void leavesAHeldPromiseAlone() {
    var policy = new Policy().file("/a").file("/b").after("/b", "/a");
    var rig = Rig.converged(policy.manifest());

    rig.send(new Event.Held(Policy.id("/a"), hold(Hold.FOREVER)));
    rig.run();
    rig.drift("/a");

    assertThat(rig.outcomes()).containsExactly("/a noop", "/a noop");
    assertThat(rig.last("/a").orElseThrow().message()).isEqualTo("held by ken: testing");
    assertThat(rig.all(Effect.Overridden.class)).hasSize(1);
    assertThat(rig.names(Effect.Repair.class)).isEmpty();
  }

  @Test
  void endsItAtItsTime() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.send(new Event.Held(Policy.id("/a"), hold(rig.nowMs + 60_000)));
    rig.run();
    rig.drift("/a");

    rig.pass(60_000);

    assertThat(rig.outcomes()).endsWith("/a repaired");
    assertThat(rig.reports().getLast().cause()).isEqualTo(Cause.OPERATOR);
    assertThat(rig.engine.standing(Policy.id("/a")).orElseThrow().hold()).isEmpty();
  }

  @Test
  void endsItWhenReleased() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.send(new Event.Held(Policy.id("/a"), hold(rig.nowMs + 60_000)));
    rig.run();
    rig.drift("/a");

    rig.send(new Event.Released(Policy.id("/a")));
    rig.run();

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
    rig.effects.clear();
    rig.pass(120_000);
    assertThat(rig.effects).isEmpty();
  }

  @Test
  void endsItWhenThePolicyChangesThePromise() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.send(new Event.Held(Policy.id("/a"), hold(Hold.FOREVER)));
    rig.run();
    rig.machine.wrong.add(Policy.id("/a"));

    rig.swap(new Policy().other("/a").manifest());

    assertThat(rig.outcomes()).endsWith("/a repaired");
  }

  @Test
  void keepsItWhenThePolicyChangesAnotherPromise() {
    var rig = Rig.converged(Policy.files("/a", "/b"));
    rig.send(new Event.Held(Policy.id("/a"), hold(Hold.FOREVER)));
    rig.run();

    rig.swap(new Policy().file("/a").other("/b").manifest());
    rig.drift("/a");

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.NOOP);
  }

  @Test
  void isInForceOnlyWhenTheRunningRepairHasEnded() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();
    while (rig.names(Effect.Repair.class).isEmpty()) {
      rig.advance(rig.jobs.getFirst());
    }

    rig.send(new Event.Held(Policy.id("/a"), hold(Hold.FOREVER)));
    assertThat(rig.all(Effect.Overridden.class)).isEmpty();
    rig.run();

    assertThat(rig.all(Effect.Overridden.class)).hasSize(1);
    assertThat(rig.outcomes()).containsExactly("/a repaired", "/a noop");
  }
}
