package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Meta;
import vow.model.Outcome;

/** Who listens is refreshed once, after all that it needs, and not forgotten. */
class RefreshTest {
  private static Policy fiveAndAListener() {
    var policy = new Policy().file("/l");
    for (int i = 0; i < 5; i++) {
      policy.file("/f" + i).listens("/l", "/f" + i);
    }
    return policy;
  }

  @Test
  void refreshesOnceForManyChangesOfOneConverge() {
    var rig = new Rig();
    rig.wrong("/f0", "/f1", "/f2", "/f3", "/f4");

    rig.send(new Event.Swapped(fiveAndAListener().manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l");
    assertThat(rig.all(Effect.Refresh.class).getFirst().because()).hasSize(5);
    assertThat(rig.outcomes()).endsWith("/l repaired").hasSize(6);
    assertThat(rig.last("/l").orElseThrow().message())
        .isEqualTo("refreshed for file[/f0], file[/f1], file[/f2], file[/f3], file[/f4]");
  }

  @Test
  void refreshesOnceForManyDriftsWithinTheSettleTime() {
    var rig = Rig.converged(fiveAndAListener().manifest());

    for (int i = 0; i < 5; i++) {
      rig.drift("/f" + i);
      rig.pass(30);
    }
    assertThat(rig.names(Effect.Refresh.class)).isEmpty();
    rig.pass(Course.REFRESH_SETTLE_MS);

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l");
    assertThat(rig.names(Effect.Assess.class)).doesNotContain("/l");
  }

  @Test
  void countsAFailedRefreshAsAFailureAndTriesAgainWhenItIsGood() {
    var policy = new Policy().file("/f").file("/l").listens("/l", "/f");
    var rig = Rig.converged(policy.manifest());
    rig.mood("/l", Machine.Mood.DEAF);

    rig.drift("/f");
    rig.pass(1_000);
    assertThat(rig.outcome("/l")).isEqualTo(Outcome.FAILED);
    assertThat(rig.last("/l").orElseThrow().message())
        .isEqualTo("unable to refresh for file[/f]: deaf");
    rig.mood("/l", Machine.Mood.OBEYS);
    rig.send(new Event.Asked(java.util.List.of(), Cause.OPERATOR));
    rig.run();

    assertThat(rig.outcome("/l")).isEqualTo(Outcome.REPAIRED);
    assertThat(rig.names(Effect.Refresh.class)).hasSize(2);
  }

  @Test
  void repairsAFailedListenerBeforeItIsRefreshed() {
    var policy = new Policy().file("/f").file("/l").listens("/l", "/f");
    var rig = new Rig();
    rig.mood("/l", Machine.Mood.BROKEN);
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();
    rig.effects.clear();

    rig.drift("/f");
    rig.pass(1_000);
    assertThat(rig.names(Effect.Refresh.class)).isEmpty();
    rig.mood("/l", Machine.Mood.OBEYS);
    rig.drift("/l");

    assertThat(rig.outcomes()).endsWith("/l repaired", "/l repaired");
    assertThat(rig.all(Effect.Refresh.class).getFirst().justRepaired()).isTrue();
  }

  @Test
  void refreshesAgainForAChangeDuringTheRefresh() {
    var policy = new Policy().file("/f").file("/l").listens("/l", "/f");
    var rig = new Rig();
    rig.wrong("/f");
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    while (rig.names(Effect.Refresh.class).isEmpty()) {
      rig.advance(rig.jobs.getFirst());
    }

    rig.machine.drift(Policy.id("/f"), "/f");
    rig.notice();
    var refresh = rig.jobs.removeFirst();
    rig.run();
    rig.jobs.add(refresh);
    rig.run();
    rig.pass(1_000);

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l", "/l");
  }

  @Test
  void passesARefreshOnToWhoListensToTheListener() {
    var policy = new Policy().file("/f").file("/l").file("/m");
    policy.listens("/l", "/f").listens("/m", "/l");
    var rig = Rig.converged(policy.manifest());

    rig.drift("/f");
    rig.pass(1_000);

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l", "/m");
  }

  @Test
  void saysWhenTheListenerWasRepairedAfterTheChange() {
    var policy = new Policy().file("/f").file("/l").listens("/l", "/f");
    var rig = new Rig();
    rig.wrong("/f", "/l");

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.all(Effect.Refresh.class))
        .containsExactly(
            new Effect.Refresh(
                policy.manifest().promise(Policy.id("/l")).orElseThrow(),
                Set.of(Policy.id("/f")),
                true));
  }

  @Test
  void triesAFailedRefreshAgain() {
    var policy = new Policy().file("/f").file("/l", Policy.retry(1)).listens("/l", "/f");
    var rig = Rig.converged(policy.manifest());
    rig.mood("/l", Machine.Mood.DEAF);
    rig.drift("/f");
    rig.pass(300);
    assertThat(rig.names(Effect.Refresh.class)).hasSize(1);

    rig.mood("/l", Machine.Mood.OBEYS);
    rig.pass(2_000);

    assertThat(rig.names(Effect.Refresh.class)).hasSize(2);
    assertThat(rig.outcome("/l")).isEqualTo(Outcome.REPAIRED);
    assertThat(rig.outcomes()).doesNotContain("/l failed");
  }

  @Test
  void owesARefreshToAHeldListener() {
    var policy = new Policy().file("/f").file("/l", Meta.NONE).listens("/l", "/f");
    var rig = Rig.converged(policy.manifest());
    var hold = new Hold("ken", "", Hold.FOREVER, Hold.Sort.HOLD);
    rig.send(new Event.Held(Policy.id("/l"), hold));
    rig.run();

    rig.drift("/f");
    rig.pass(1_000);
    assertThat(rig.names(Effect.Refresh.class)).isEmpty();
    assertThat(rig.outcome("/l")).isEqualTo(Outcome.NOOP);
    rig.send(new Event.Released(Policy.id("/l")));
    rig.run();

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l");
  }
}
