package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Stamp;
import vow.model.Writer;

/** One outside change, one assessment; our own writes, none. */
class TouchTest {
  private static final Optional<Writer> SOMEBODY = Optional.of(Writer.gone(4711));

  @Test
  void assessesOnceForAnOutsideChangeAndSaysWhoItWas() {
    var rig = Rig.converged(Policy.files("/a", "/b"));

    rig.drift("/a");

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/a");
    assertThat(rig.outcomes()).containsExactly("/a repaired");
    var happened = rig.reports().getFirst();
    assertThat(happened.cause()).isEqualTo(Cause.DRIFT);
    assertThat(happened.by()).contains(Writer.gone(7));
  }

  @Test
  void knowsItsOwnWrites() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.drift("/a");

    assertThat(rig.engine.totals().count(Counter.TOUCHES)).isGreaterThanOrEqualTo(3);
    assertThat(rig.engine.totals().count(Counter.SUPPRESSED)).isPositive();
    assertThat(rig.names(Effect.Assess.class)).hasSize(1);
  }

  @Test
  void doesNothingForWhatItKnowsAlready() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.send(new Event.Touched("/a", rig.machine.stamp("/a"), true, SOMEBODY));

    assertThat(rig.effects).isEmpty();
  }

  @Test
  void repairsAFolderBeforeAFileInItOfWhichWasToldFirst() {
    var rig = Rig.converged(new Policy().file("/d").file("/d/f").after("/d/f", "/d").manifest());

    rig.machine.drift(Policy.id("/d/f"), "/d/f");
    rig.notice();
    rig.machine.drift(Policy.id("/d"), "/d");
    rig.run();

    assertThat(rig.names(Effect.Repair.class)).containsExactly("/d", "/d/f");
    assertThat(rig.outcomes()).containsExactly("/d repaired", "/d/f repaired");
  }

  @Test
  void aFailureWhileWhatItNeedsIsAtWorkIsNoFailure() {
    var rig = Rig.converged(new Policy().file("/d").file("/d/f").after("/d/f", "/d").manifest());
    rig.mood("/d/f", Machine.Mood.STUBBORN);
    rig.machine.drift(Policy.id("/d/f"), "/d/f");
    rig.notice();
    while (rig.names(Effect.Repair.class).isEmpty()) {
      rig.advance(rig.jobs.getFirst());
    }

    rig.machine.drift(Policy.id("/d"), "/d");
    rig.notice();
    rig.advance(rig.jobs.getFirst());
    while (rig.jobs.stream().anyMatch(job -> job.work.id().equals(Policy.id("/d/f")))) {
      rig.advance(rig.jobs.getFirst());
    }
    rig.machine.moods.clear();
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/d repaired", "/d/f repaired");
  }

  @Test
  void ignoresPathsThatNobodyWatches() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.send(new Event.Touched("/elsewhere", Stamp.MISSING, true, SOMEBODY));

    assertThat(rig.effects).isEmpty();
  }

  @Test
  void waitsForAWriterToFinishButNotForLong() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.machine.wrong.add(Policy.id("/a"));
    rig.machine.change("/a", false, SOMEBODY);
    rig.run();
    assertThat(rig.names(Effect.Assess.class)).isEmpty();
    assertThat(rig.wakeAtMs).hasValue(rig.nowMs + Touches.SETTLE_MS);
    rig.pass(Touches.SETTLE_MS / 2);
    rig.machine.change("/a", false, SOMEBODY);
    rig.run();
    assertThat(rig.names(Effect.Assess.class)).isEmpty();
    rig.pass(Touches.SETTLE_MS / 2);

    assertThat(rig.outcomes()).containsExactly("/a repaired");
  }

  @Test
  void assessesAtOnceWhenTheWriterFinishes() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.machine.change("/a", false, SOMEBODY);
    rig.machine.change("/a", true, SOMEBODY);
    rig.run();
    rig.pass(1_000);

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/a");
  }

  @Test
  void losesNoChangeDuringAnAssessment() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.send(new Event.Asked(java.util.List.of(Policy.id("/a")), Cause.OPERATOR));
    var job = rig.jobs.getFirst();
    rig.advance(job);
    rig.advance(job);

    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a kept", "/a repaired");
    assertThat(rig.reports().getLast().by()).contains(Writer.gone(7));
  }

  @Test
  void losesNoChangeDuringARepair() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();
    while (rig.names(Effect.Repair.class).isEmpty()) {
      rig.advance(rig.jobs.getFirst());
    }
    var repair = rig.jobs.getFirst();
    for (int i = 0; i < 4; i++) {
      rig.advance(repair);
    }

    rig.machine.drift(Policy.id("/a"), "/a");
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a repaired", "/a repaired");
    assertThat(rig.machine.wrong).isEmpty();
  }

  @Test
  void doesNotAssessTwiceWhenTheChangeCameBeforeTheLook() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();

    rig.machine.drift(Policy.id("/a"), "/a");
    rig.run();

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/a");
  }

  @Test
  void doesNotAssessWhatComesAfterADriftedOne() {
    var policy = new Policy().file("/a").file("/b").after("/b", "/a");
    var rig = Rig.converged(policy.manifest());

    rig.drift("/a");

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/a");
  }

  @Test
  void asksTheOthersWhenOneOfThemChangedTheirFile() {
    var policy = new Policy();
    policy.part("/a#1", "/a", vow.model.Meta.NONE).part("/a#2", "/a", vow.model.Meta.NONE);
    var rig = Rig.converged(policy.manifest());

    rig.machine.drift(Policy.id("/a#1"), "/a");
    rig.run();

    assertThat(rig.outcomes()).contains("/a#1 repaired", "/a#2 kept");
    assertThat(rig.names(Effect.Repair.class)).containsExactly("/a#1");
    rig.effects.clear();
    rig.pass(60_000);
    assertThat(rig.names(Effect.Assess.class)).isEmpty();
  }

  @Test
  void hearsOfNewEntriesButNotOfItsOwn() {
    var rig = Rig.converged(new Policy().purged("/d").file("/d/a").manifest());

    rig.drift("/d/a");
    assertThat(rig.names(Effect.Repair.class)).containsExactly("/d/a");
    rig.effects.clear();
    rig.machine.stray("/d/x-stray");
    rig.run();

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/d");
    assertThat(rig.outcomes()).containsExactly("/d repaired");
    assertThat(rig.machine.strays).isEmpty();
  }

  @Test
  void hearsOfEverythingBelowATree() {
    var rig = Rig.converged(new Policy().tree("/d").manifest());

    rig.machine.change("/d/deep/down", true, SOMEBODY);
    rig.run();

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/d");
  }

  @Test
  void looksAtEverythingOnceWhenEventsWereLost() {
    var rig = Rig.converged(Policy.files("/a", "/b"));
    rig.machine.wrong.add(Policy.id("/b"));
    rig.machine.change("/b", true, SOMEBODY);
    rig.machine.kernel.clear();

    rig.send(new Event.Overflowed());
    rig.send(new Event.Overflowed());
    rig.run();

    assertThat(rig.all(Effect.Rescanning.class)).containsExactly(new Effect.Rescanning(2));
    assertThat(rig.outcomes()).containsExactlyInAnyOrder("/a kept", "/b repaired");
    assertThat(rig.all(Effect.Assess.class)).allMatch(assess -> !assess.known().isEmpty());
    rig.pass(Deadlines.RESCAN_PAUSE_MS);
    assertThat(rig.all(Effect.Rescanning.class)).hasSize(2);
    rig.pass(3_600_000);
    assertThat(rig.all(Effect.Rescanning.class)).hasSize(2);
  }

  @Test
  void asksForNoWakingWhenNothingIsDue() {
    var rig = Rig.converged(Policy.files("/a"));

    rig.drift("/a");

    assertThat(rig.all(Effect.WakeAt.class)).isEmpty();
  }

  @Test
  void assessesByTheClockWhereThePolicySaysSo() {
    var every = Policy.every(java.time.Duration.ofMinutes(1));
    var rig = Rig.converged(new Policy().file("/a", every).file("/b").manifest());

    rig.pass(150_000);

    assertThat(rig.names(Effect.Assess.class)).containsExactly("/a", "/a");
    assertThat(rig.reports()).allMatch(h -> h.cause() == Cause.TIMER);
  }

  @Test
  void keepsItsPausesWhenTheClockIsSetBack() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.wrong.add(Policy.id("/a"));
    rig.machine.change("/a", false, SOMEBODY);
    rig.run();

    rig.nowMs -= 3_600_000;
    rig.send(new Event.Due());
    rig.pass(Touches.SETTLE_MS);

    assertThat(rig.outcomes()).containsExactly("/a repaired");
  }
}
