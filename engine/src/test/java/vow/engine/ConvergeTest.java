package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Outcome;

/** Order, skipping, places and summaries. */
class ConvergeTest {
  @Test
  void keepsWhatIsAlreadyRight() {
    var rig = new Rig();

    rig.send(new Event.Swapped(Policy.files("/a", "/b"), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a kept", "/b kept");
    assertThat(rig.reports()).allMatch(h -> h.cause() == Cause.POLICY);
    assertThat(rig.names(Effect.Repair.class)).isEmpty();
  }

  @Test
  void repairsWhatIsNotAndCountsIt() {
    var rig = new Rig();
    rig.wrong("/b");

    rig.send(new Event.Swapped(Policy.files("/a", "/b"), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a kept", "/b repaired");
    var converged = rig.all(Effect.Converged.class);
    assertThat(converged).hasSize(1);
    assertThat(converged.getFirst().summary().count(Outcome.KEPT)).isEqualTo(1);
    assertThat(converged.getFirst().summary().count(Outcome.REPAIRED)).isEqualTo(1);
    assertThat(converged.getFirst().assessed()).isEqualTo(2);
  }

  @Test
  void countsRepairedOnesAsKeptInTheNextConverge() {
    var rig = new Rig();
    rig.wrong("/b");
    rig.send(new Event.Swapped(Policy.files("/a", "/b"), Cause.BOOT));
    rig.run();
    rig.effects.clear();

    rig.drift("/a");

    var converged = rig.all(Effect.Converged.class).getFirst();
    assertThat(converged.summary().count(Outcome.KEPT)).isEqualTo(1);
    assertThat(converged.summary().count(Outcome.REPAIRED)).isEqualTo(1);
    assertThat(converged.cause()).isEqualTo(Cause.DRIFT);
    assertThat(converged.assessed()).isEqualTo(1);
  }

  @Test
  void convergesOnNothingAtAll() {
    var rig = new Rig();

    rig.send(new Event.Swapped(Manifest.EMPTY, Cause.BOOT));

    assertThat(rig.all(Effect.Converged.class)).hasSize(1);
  }

  @Test
  void assessesWhenAllNeedsAreSettled() {
    var policy = new Policy().file("/c").file("/b").file("/a").after("/c", "/b").after("/b", "/a");
    var rig = new Rig();
    rig.wrong("/a", "/b", "/c");

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    assertThat(rig.jobs).hasSize(1);
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a repaired", "/b repaired", "/c repaired");
  }

  @Test
  void skipsWhatNeedsAFailedOneAndNamesIt() {
    var policy = new Policy().file("/a").file("/b").file("/c").file("/d");
    policy.after("/b", "/a").after("/c", "/b");
    var rig = new Rig();
    rig.mood("/a", Machine.Mood.BROKEN);

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes())
        .containsExactlyInAnyOrder("/a failed", "/b skipped", "/c skipped", "/d kept");
    assertThat(rig.last("/b").orElseThrow().message()).isEqualTo("needs file[/a], which failed");
    assertThat(rig.last("/c").orElseThrow().message())
        .isEqualTo("needs file[/b], which was skipped");
  }

  @Test
  void goesOnWithTheSkippedWhenTheFailedIsRepaired() {
    var policy = new Policy().file("/a").file("/b").file("/c");
    policy.after("/b", "/a").after("/c", "/b");
    var rig = new Rig();
    rig.wrong("/a", "/c");
    rig.mood("/a", Machine.Mood.STUBBORN);
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();
    rig.effects.clear();

    rig.mood("/a", Machine.Mood.OBEYS);
    rig.drift("/a");

    assertThat(rig.outcomes()).containsExactly("/a repaired", "/b kept", "/c repaired");
  }

  @Test
  void runsIndependentOnesAtOnceUpToABound() {
    var policy = new Policy();
    for (int i = 0; i < 2 * Slots.ASSESSMENTS_MAX; i++) {
      policy.file("/f" + i);
    }
    var rig = new Rig();

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));

    assertThat(rig.jobs).hasSize(Slots.ASSESSMENTS_MAX);
    rig.run();
    assertThat(rig.outcomes()).hasSize(2 * Slots.ASSESSMENTS_MAX);
  }

  @Test
  void repairsOneAtATimeUnderASemaphore() {
    var one = Policy.semaphore("dpkg");
    var policy = new Policy().file("/a", one).file("/b", one).file("/c", one).file("/d");
    var rig = new Rig();
    rig.wrong("/a", "/b", "/c", "/d");
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));

    for (var job : List.copyOf(rig.jobs)) {
      while (rig.jobs.contains(job)) {
        rig.advance(job);
      }
    }

    assertThat(rig.names(Effect.Repair.class)).containsExactly("/a", "/d");
    rig.run();
    assertThat(rig.names(Effect.Repair.class)).containsExactly("/a", "/d", "/b", "/c");
  }

  @Test
  void neverRepairsWhatIsNoop() {
    var policy = new Policy().file("/a", Policy.noop()).file("/b").after("/b", "/a");
    var rig = new Rig();
    rig.wrong("/a");

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a noop", "/b kept");
    assertThat(rig.last("/a").orElseThrow().change()).isPresent();
    assertThat(rig.names(Effect.Repair.class)).isEmpty();
  }

  @Test
  void plansOnTheSamePathWithoutAnyEffect() {
    var policy = new Policy().file("/a").file("/b").file("/c").file("/d");
    policy.after("/b", "/a").listens("/c", "/a").after("/d", "/a");
    var rig = new Rig(Mode.PLAN);
    rig.wrong("/a");
    rig.mood("/d", Machine.Mood.BROKEN);

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes())
        .containsExactlyInAnyOrder("/a repaired", "/b kept", "/c repaired", "/d repaired");
    assertThat(rig.outcome("/a").planWord()).isEqualTo("would-repair");
    assertThat(rig.last("/c").orElseThrow().message()).isEqualTo("would be refreshed for file[/a]");
    assertThat(rig.last("/d").orElseThrow().message())
        .isEqualTo("not known before file[/a] is repaired: broken");
    assertThat(rig.all(Effect.Work.class)).allMatch(Effect.Assess.class::isInstance);
    assertThat(rig.all(Effect.WakeAt.class)).isEmpty();
  }

  @Test
  void showsNothingOfASensitiveOne() {
    var rig = new Rig();
    rig.wrong("/a");

    rig.send(new Event.Swapped(new Policy().file("/a", Policy.sensitive()).manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.last("/a").orElseThrow().change().orElseThrow().summary())
        .isEqualTo("differs (sensitive)");
  }

  @Test
  void skipsALongChainWithoutDeepRecursion() {
    int length = 20_000;
    var policy = new Policy().file("/0");
    for (int i = 1; i < length; i++) {
      policy.file("/" + i).after("/" + i, "/" + (i - 1));
    }
    var rig = new Rig();
    rig.mood("/0", Machine.Mood.BROKEN);

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.engine.summary().count(Outcome.SKIPPED)).isEqualTo(length - 1);
  }

  @Test
  void waitsForWhatItWantsAndDoesWithout() {
    var policy = new Policy().file("/a").file("/b").file("/c");
    policy.wants("/b", "/a").after("/c", "/b");
    var rig = new Rig();
    rig.mood("/a", Machine.Mood.BROKEN);

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    var order = rig.engine.standings().stream().map(Standing::doing).toList();
    rig.run();

    assertThat(order)
        .containsExactly("is being assessed", "waits for file[/a]", "waits for file[/b]");
    assertThat(rig.engine.summary().count(Outcome.FAILED)).isEqualTo(1);
    assertThat(rig.engine.summary().count(Outcome.SKIPPED)).isZero();
  }

  @Test
  void startsNothingMoreWhenItStops() {
    var policy = new Policy().file("/a").file("/b").after("/b", "/a");
    var rig = new Rig();
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));

    rig.send(new Event.Stopping());
    assertThat(rig.all(Effect.Stopped.class)).isEmpty();
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a kept");
    assertThat(rig.effects.getLast()).isEqualTo(new Effect.Stopped());
  }
}
