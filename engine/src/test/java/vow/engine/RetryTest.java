package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vow.model.Assessment;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.Stamp;
import vow.model.Writer;

/** Trying again, and not burning the machine in a fight. */
class RetryTest {
  @Test
  void triesAgainAfterAPauseAndReportsOnce() {
    var rig = new Rig();
    rig.wrong("/a");
    rig.mood("/a", Machine.Mood.STUBBORN);
    rig.send(new Event.Swapped(new Policy().file("/a", Policy.retry(2)).manifest(), Cause.BOOT));
    rig.run();
    assertThat(rig.reports()).isEmpty();

    rig.pass(10_000);

    assertThat(rig.all(Effect.Repair.class))
        .extracting(Effect.Repair::attempt)
        .containsExactly(1, 2, 3);
    assertThat(rig.outcomes()).containsExactly("/a failed");
    assertThat(rig.last("/a").orElseThrow().message()).isEqualTo("stubborn (after 3 tries)");
    assertThat(rig.all(Effect.Converged.class)).hasSize(1);
  }

  @Test
  void triesAgainAfterATimeout() {
    var rig = new Rig();
    rig.wrong("/a");
    rig.mood("/a", Machine.Mood.SLOW);
    rig.send(new Event.Swapped(new Policy().file("/a", Policy.retry(1)).manifest(), Cause.BOOT));
    rig.run();

    rig.mood("/a", Machine.Mood.OBEYS);
    rig.pass(1_000);

    assertThat(rig.outcomes()).containsExactly("/a repaired");
  }

  @Test
  void doesNotTryAgainWhatIsDenied() {
    var rig = new Rig();
    rig.mood("/a", Machine.Mood.FORBIDDEN);

    rig.send(new Event.Swapped(new Policy().file("/a", Policy.retry(2)).manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a denied");
  }

  @Test
  void countsOnThroughASwapOfAnotherPromise() {
    var policy = new Policy().file("/a", Policy.retry(2));
    var rig = new Rig();
    rig.wrong("/a");
    rig.mood("/a", Machine.Mood.STUBBORN);
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    rig.swap(policy.file("/b").manifest());
    rig.pass(10_000);

    assertThat(rig.all(Effect.Repair.class))
        .extracting(Effect.Repair::attempt)
        .containsExactly(1, 2, 3);
  }

  @Test
  void saysWhenARepairMadeNothingBetter() {
    var rig = new Rig();
    rig.wrong("/a");
    rig.mood("/a", Machine.Mood.SLACK);

    rig.send(new Event.Swapped(Policy.files("/a"), Cause.BOOT));
    rig.run();

    assertThat(rig.last("/a").orElseThrow().message()).isEqualTo("still differs: differs");
  }

  @Test
  void somebodyWhoWroteBeforeTheStampsWereTakenIsNotAVainRepair() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();
    while (rig.names(Effect.Repair.class).isEmpty()) {
      rig.advance(rig.jobs.getFirst());
    }
    rig.jobs.clear();
    // They wrote after the repair, and the stamp that the repair returns is of what they wrote.
    var stamp = new Stamp(1, 99, 0, 0, 0);
    var theirs = new Assessment.Drifted(Change.of("differs"));
    var by = Optional.of(Writer.gone(7));
    rig.send(new Event.Touched("/a", stamp, true, by));
    rig.send(new Event.Repaired(Policy.id("/a"), Repair.done(), theirs, Map.of("/a", stamp)));
    rig.jobs.clear();
    rig.send(new Event.Assessed(Policy.id("/a"), theirs, Map.of("/a", stamp)));

    assertThat(rig.outcomes()).isEmpty();
    assertThat(rig.names(Effect.Repair.class)).containsExactly("/a", "/a");
    rig.run();
    assertThat(rig.outcomes()).containsExactly("/a repaired");
  }

  @Test
  void slowsDownWhenSomebodyFightsAndNamesThem() {
    var rig = Rig.converged(Policy.files("/a"));

    for (int i = 0; i < 5; i++) {
      drift(rig);
      rig.pass(100);
    }

    assertThat(rig.outcomes()).hasSize(5);
    assertThat(rig.reports().getLast().message())
        .isEqualTo("contested by puppet (pid 7): the next repair waits 1 s");
    assertThat(rig.engine.standing(Policy.id("/a")).orElseThrow().contested()).isTrue();
    drift(rig);
    rig.pass(500);
    assertThat(rig.outcomes()).hasSize(5);
    rig.pass(500);
    assertThat(rig.outcomes()).hasSize(6);
  }

  @Test
  void doublesThePauseUpToFiveMinutes() {
    var rig = Rig.converged(Policy.files("/a"));

    for (int second = 0; second < 3_600; second++) {
      drift(rig);
      rig.pass(1_000);
    }

    assertThat(rig.names(Effect.Assess.class)).hasSizeBetween(15, 30);
    assertThat(rig.reports().getLast().message()).endsWith("waits 300 s");
  }

  @Test
  void forgetsAFightAfterAQuietTime() {
    var rig = Rig.converged(Policy.files("/a"));
    for (int i = 0; i < 5; i++) {
      drift(rig);
    }

    rig.pass(59_000);
    assertThat(rig.engine.standing(Policy.id("/a")).orElseThrow().contested()).isTrue();
    rig.pass(2_000);

    assertThat(rig.engine.standing(Policy.id("/a")).orElseThrow().contested()).isFalse();
    assertThat(rig.wakeAtMs).isEmpty();
  }

  @Test
  void doesNotCallFewOrSlowDriftsAFight() {
    var rig = Rig.converged(Policy.files("/a"));

    for (int i = 0; i < 20; i++) {
      drift(rig);
      rig.pass(16_000);
    }

    assertThat(rig.outcomes()).hasSize(20);
    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
    assertThat(rig.engine.standing(Policy.id("/a")).orElseThrow().contested()).isFalse();
  }

  private static void drift(Rig rig) {
    var puppet = new Writer(7, "/usr/bin/ruby", "puppet", 0, null, null, null, null);
    rig.machine.wrong.add(Policy.id("/a"));
    rig.machine.change("/a", true, java.util.Optional.of(puppet));
    assertThat(rig.machine.stamp("/a")).isNotEqualTo(Stamp.MISSING);
    rig.run();
  }
}
