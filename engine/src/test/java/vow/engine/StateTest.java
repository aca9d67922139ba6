package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Outcome;

/** What one engine leaves to the next. */
class StateTest {
  @Test
  void startsAgainByALookAtTheStamps() {
    var policy = Policy.files("/a", "/b");
    var before = Rig.converged(policy);
    before.mood("/b", Machine.Mood.BROKEN);
    before.drift("/b");

    var engine = new Engine(Mode.KEEP, before.engine.state());
    var effects = engine.step(before.nowMs, new Event.Swapped(policy, Cause.BOOT));

    var a = policy.promise(Policy.id("/a")).orElseThrow();
    var b = policy.promise(Policy.id("/b")).orElseThrow();
    assertThat(effects)
        .containsExactly(
            new Effect.Assess(a, Cause.BOOT, before.machine.stamps(a)),
            new Effect.Assess(b, Cause.BOOT, java.util.Map.of()));
  }

  @Test
  void startsFreshForAPromiseThatHasChangedMeanwhile() {
    var before = Rig.converged(Policy.files("/a"));

    var engine = new Engine(Mode.KEEP, before.engine.state());
    var now = new Policy().other("/a").manifest();
    var effects = engine.step(before.nowMs, new Event.Swapped(now, Cause.BOOT));

    assertThat(effects)
        .containsExactly(
            new Effect.Assess(
                now.promise(Policy.id("/a")).orElseThrow(), Cause.POLICY, java.util.Map.of()));
  }

  @Test
  void goesOnWithoutLookingAtAnything() {
    var policy = Policy.files("/a", "/b");
    var rig = Rig.converged(policy);

    rig.sleep();
    assertThat(rig.effects).isEmpty();
    rig.drift("/a");

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/a");
    assertThat(rig.engine.summary().count(Outcome.KEPT)).isEqualTo(2);
  }

  @Test
  void takesInOnlyWhatAnEventConcerns() {
    var policy =
        new Policy()
            .file("/a")
            .file("/b")
            .file("/c")
            .file("/d")
            .after("/b", "/a")
            .listens("/c", "/b")
            .manifest();
    var rig = Rig.converged(policy);

    var left = rig.rest();
    assertThat(left.asked()).isEmpty();
    rig.drift("/b");
    rig.pass(1_000);

    assertThat(rig.outcomes()).containsExactly("/b repaired", "/c repaired");
    assertThat(left.asked()).containsOnly(Policy.id("/b"), Policy.id("/c"));
    assertThat(rig.engine.state().changes().orElseThrow())
        .containsOnlyKeys(Policy.id("/a"), Policy.id("/b"), Policy.id("/c"));
    assertThat(rig.engine.summary().count(Outcome.KEPT)).isEqualTo(4);
    assertThat(rig.engine.state().promises()).hasSize(4);
  }

  @Test
  void takesInWhatIsUnderAnOverrideAtOnce() {
    var rig = Rig.converged(Policy.files("/a", "/b"));
    rig.send(
        new Event.Held(Policy.id("/b"), new Hold("ken", "", rig.nowMs + 1_000, Hold.Sort.HOLD)));
    rig.run();
    rig.drift("/b");

    rig.rest();
    assertThat(rig.engine.notable()).extracting(Standing::id).containsExactly(Policy.id("/b"));
    rig.pass(1_000);

    assertThat(rig.outcomes()).endsWith("/b repaired");
    assertThat(rig.engine.notable()).isEmpty();
  }

  @Test
  void takesInEverythingForAnotherPolicy() {
    var rig = Rig.converged(new Policy().file("/a").file("/b").after("/b", "/a").manifest());

    rig.rest();
    rig.swap(new Policy().file("/b").other("/c").after("/c", "/b").manifest());
    rig.drift("/b");

    assertThat(rig.outcomes()).contains("/b repaired");
    assertThat(rig.engine.state().changes()).isEmpty();
    assertThat(rig.engine.standings()).hasSize(2);
  }

  @Test
  void keepsOverridesAndTheirEnds() {
    var policy = Policy.files("/a");
    var rig = Rig.converged(policy);
    var hold = new Hold("ken", "", rig.nowMs + 1_000, Hold.Sort.HOLD);
    rig.send(new Event.Held(Policy.id("/a"), hold));
    rig.run();
    rig.drift("/a");

    rig.sleep();
    rig.pass(1_000);

    assertThat(rig.outcomes()).endsWith("/a repaired");
  }

  @Test
  void keepsCountingTriesAndWaitingBetweenThem() {
    var policy = new Policy().file("/a", Policy.retry(2)).manifest();
    var rig = new Rig();
    rig.wrong("/a");
    rig.mood("/a", Machine.Mood.STUBBORN);
    rig.send(new Event.Swapped(policy, Cause.BOOT));
    rig.run();

    rig.sleep();
    assertThat(rig.jobs).isEmpty();
    rig.pass(10_000);

    assertThat(rig.all(Effect.Repair.class))
        .extracting(Effect.Repair::attempt)
        .containsExactly(1, 2, 3);
  }

  @Test
  void doesAgainWhatWasInFlight() {
    var policy = Policy.files("/a");
    var rig = Rig.converged(policy);
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();

    rig.sleep();
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a repaired");
  }

  @Test
  void owesARefreshThroughASleep() {
    var manifest = new Policy().file("/f").file("/l").listens("/l", "/f").manifest();
    var rig = Rig.converged(manifest);
    rig.drift("/f");

    rig.sleep();
    rig.run();

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l");
  }

  @Test
  void goesOnCounting() {
    var rig = Rig.converged(Policy.files("/a"));

    var engine = new Engine(Mode.KEEP, rig.engine.state());

    assertThat(engine.totals()).isEqualTo(rig.engine.totals());
    assertThat(engine.totals().count(Counter.ASSESSMENTS)).isEqualTo(1);
  }
}
