package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Outcome;

/** A new policy touches only what it changes. */
class SwapTest {
  @Test
  void assessesOnlyWhatIsNewOrChanged() {
    var rig = Rig.converged(Policy.files("/a", "/b"));

    rig.swap(new Policy().file("/a").other("/b").file("/c").manifest());

    assertThat(rig.outcomes()).containsExactlyInAnyOrder("/b kept", "/c kept");
    assertThat(rig.reports()).allMatch(h -> h.cause() == Cause.POLICY);
    assertThat(rig.all(Effect.Assess.class)).allMatch(assess -> assess.known().isEmpty());
  }

  @Test
  void forgetsWhatIsGone() {
    var rig = Rig.converged(Policy.files("/a", "/b"));

    rig.swap(Policy.files("/a"));
    rig.drift("/b");

    assertThat(rig.outcomes()).isEmpty();
    assertThat(rig.engine.summary().count(Outcome.KEPT)).isEqualTo(1);
    assertThat(rig.all(Effect.Converged.class)).hasSize(1);
  }

  @Test
  void ignoresTheResultForAChangedPromiseAndWaitsForIt() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();
    var old = rig.jobs.removeFirst();

    rig.send(new Event.Swapped(new Policy().other("/a").manifest(), Cause.POLICY));
    assertThat(rig.jobs).isEmpty();
    rig.jobs.add(old);
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a repaired");
    assertThat(rig.reports().getFirst().cause()).isEqualTo(Cause.POLICY);
    assertThat(rig.engine.totals().count(Counter.OUTDATED)).isEqualTo(1);
  }

  @Test
  void ignoresTheResultForAPromiseThatIsGone() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();

    rig.swap(Manifest.EMPTY);

    assertThat(rig.outcomes()).isEmpty();
    assertThat(rig.engine.quiet()).isTrue();
  }

  @Test
  void takesBackWhatLeavesThePolicyBeforeTheNewComes() {
    var policy = new Policy().file("/a", Policy.reverse()).file("/b", Policy.reverse());
    var rig = Rig.converged(policy.after("/b", "/a").manifest());

    rig.swap(Policy.files("/c"));

    assertThat(rig.names(Effect.Work.class)).containsExactly("/b", "/a", "/c");
    assertThat(rig.names(Effect.Reverse.class)).containsExactly("/b", "/a");
    assertThat(rig.all(Effect.Converged.class)).hasSize(1);
  }

  @Test
  void takesBackWhatAnEngineBeforeKept() {
    var rig = new Rig();
    var before = new Policy().file("/a", Policy.reverse()).file("/b", Policy.reverse()).file("/c");

    rig.send(new Event.Left(List.copyOf(before.manifest().promises().values()), false));
    rig.swap(new Policy().file("/b").file("/d").manifest());

    assertThat(rig.names(Effect.Reverse.class)).containsExactly("/b", "/a");
    assertThat(rig.names(Effect.Assess.class)).containsExactlyInAnyOrder("/b", "/d");
    assertThat(rig.all(Effect.Converged.class)).hasSize(1);
  }

  @Test
  void leavesWhatLeavesThePolicyAsItIs() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.swap(Manifest.EMPTY);

    assertThat(rig.names(Effect.Reverse.class)).isEmpty();
  }

  @Test
  void freesWhatWasSkippedForAPromiseThatIsGone() {
    var rig = new Rig();
    rig.mood("/a", Machine.Mood.BROKEN);
    rig.send(
        new Event.Swapped(
            new Policy().file("/a").file("/b").after("/b", "/a").manifest(), Cause.BOOT));
    rig.run();

    rig.swap(Policy.files("/b"));

    assertThat(rig.outcome("/b")).isEqualTo(Outcome.KEPT);
  }

  @Test
  void freesWhatWaitsForAPromiseThatIsGone() {
    var rig = new Rig();
    rig.send(
        new Event.Swapped(
            new Policy().file("/a").file("/b").after("/b", "/a").manifest(), Cause.BOOT));

    rig.swap(Policy.files("/b"));

    assertThat(rig.outcome("/b")).isEqualTo(Outcome.KEPT);
    assertThat(rig.engine.quiet()).isTrue();
  }

  @Test
  void answersAlsoWhenNothingChanged() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.swap(Policy.files("/a"));

    assertThat(rig.effects).singleElement().isInstanceOf(Effect.Converged.class);
  }
}
