package vow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Restart;

/** What the table of {@link Supervisor} says, step by step. */
class SupervisorTest {
  private final World world = new World(new Random(7));

  @Test
  void oneThatSaysNothingIsReadyWhenItsProgramRuns() {
    world.want(Examples.plain("a"));
    assertThat(world.state("a")).isEqualTo(State.READY);
    assertThat(world.standing("a").pid()).isPositive();
  }

  @Test
  void oneThatSaysSoIsReadyWhenItHas() {
    world.want(Examples.with(Examples.plain("a"), new Readiness.Notify(false)));
    assertThat(world.state("a")).isEqualTo(State.STARTING);
    world.send(new ServiceEvent.Told("a", 1, "STATUS=warm\nREADY=1"));
    assertThat(world.state("a")).isEqualTo(State.READY);
    assertThat(world.standing("a").note()).isEqualTo("warm");
  }

  @Test
  void whatIsSaidForAnEarlierRunIsNotHeard() {
    world.want(Examples.with(Examples.plain("a"), new Readiness.Notify(false)));
    world.send(new ServiceEvent.Ready("a", 0));
    world.send(new ServiceEvent.Ended("a", 0, End.exited(1)));
    assertThat(world.state("a")).isEqualTo(State.STARTING);
  }

  @Test
  void itIsStartedAgainAfterAPauseThatGrows() {
    world.want(Examples.plain("a"));
    world.end("a", End.exited(1));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.PAUSING);
    assertThat(world.standing("a").trouble()).isEqualTo("exited with 1");
    long firstMs = world.nowMs;
    world.advance();
    assertThat(world.nowMs - firstMs).isBetween(80L, 120L);
    world.drain();
    world.end("a", End.killed("SIGSEGV"));
    world.drain();
    long secondMs = world.nowMs;
    world.advance();
    assertThat(world.nowMs - secondMs).isBetween(160L, 240L);
    assertThat(world.standing("a").trouble()).isEqualTo("killed by SIGSEGV");
    assertThat(world.standing("a").restarts()).isEqualTo(2);
  }

  @Test
  void afterTooManyFailuresItIsGivenUpUntilAPersonAsks() {
    fail("a", 3);
    assertThat(world.state("a")).isEqualTo(State.GIVEN_UP);
    assertThat(world.advance()).isFalse();
    world.want(Examples.plain("a"));
    assertThat(world.state("a")).isEqualTo(State.GIVEN_UP);
    assertThat(world.standing("a").trouble()).as("why it was").isNotEmpty();
    world.send(new ServiceEvent.Want(Examples.plain("a"), true));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.READY);
    world.end("a", End.exited(1));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.PAUSING);
  }

  private void fail(String name, int times) {
    world.want(Examples.plain(name));
    for (int i = 0; i < times; i++) {
      world.end(name, End.exited(1));
      world.drain();
      if (i < times - 1) {
        world.advance();
        world.drain();
      }
    }
  }

  @Test
  void failuresLongAgoDoNotCount() {
    for (int i = 0; i < 10; i++) {
      world.want(Examples.plain("a"));
      world.nowMs += 20_000;
      world.end("a", End.exited(1));
      world.drain();
      assertThat(world.state("a")).isEqualTo(State.PAUSING);
      world.advance();
      world.drain();
    }
  }

  @Test
  void aCleanEndIsNoFailure() {
    var calm = Examples.restart(Restart.When.ON_FAILURE);
    world.want(Examples.with(Examples.plain("a"), calm, Service.Type.LONGRUN));
    world.end("a", End.killed("SIGTERM"));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.ENDED);
    assertThat(world.standing("a").failed()).isFalse();
  }

  @Test
  void exitCodesThatMeanSuccessAreNamed() {
    var restart =
        new Restart(
            Restart.When.ON_FAILURE,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            3,
            Duration.ofSeconds(1),
            Set.of("3", "SIGUSR1"));
    world.want(Examples.with(Examples.plain("a"), restart, Service.Type.LONGRUN));
    world.end("a", End.exited(3));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.ENDED);
    assertThat(world.standing("a").failed()).isFalse();
  }

  @Test
  void oneThatIsNotReadyInTimeIsStopped() {
    world.want(Examples.with(Examples.plain("a"), new Readiness.Notify(false)));
    world.advance();
    world.drain();
    while (world.state("a").running()) {
      world.advance();
      world.drain();
    }
    assertThat(world.state("a")).isEqualTo(State.PAUSING);
    assertThat(world.standing("a").trouble()).isEqualTo("it was not ready within 1m30s");
  }

  @Test
  void itMayAskForMoreTime() {
    world.want(Examples.with(Examples.plain("a"), new Readiness.Notify(false)));
    world.send(new ServiceEvent.Told("a", 1, "EXTEND_TIMEOUT_USEC=600000000"));
    long startMs = world.nowMs;
    world.advance();
    assertThat(world.nowMs - startMs).isEqualTo(600_000);
  }

  @Test
  void aOneshotIsDoneWhenItHasSucceeded() {
    var once = Examples.restart(Restart.When.ON_FAILURE);
    world.want(Examples.with(Examples.plain("a"), once, Service.Type.ONESHOT));
    assertThat(world.state("a")).isEqualTo(State.STARTING);
    world.end("a", End.exited(0));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.DONE);
    world.want(Examples.with(Examples.plain("a"), once, Service.Type.ONESHOT));
    assertThat(world.state("a")).isEqualTo(State.DONE);
  }

  @Test
  void anotherDescriptionRestartsOnlyWhenItIsAboutTheProcess() {
    world.want(Examples.plain("a"));
    var patient =
        new Restart(
            Restart.When.NEVER,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1),
            Set.of());
    world.want(Examples.with(Examples.plain("a"), patient, Service.Type.LONGRUN));
    assertThat(world.standing("a").run()).isEqualTo(1);
    world.want(Examples.with(Examples.plain("a"), Examples.launch("/bin/other")));
    world.settle();
    assertThat(world.standing("a").run()).isEqualTo(2);
    assertThat(world.state("a")).isEqualTo(State.READY);
  }

  @Test
  void aProgramThatGoesIntoTheBackgroundIsTold() {
    var service = Examples.with(Examples.plain("a"), new Readiness.Notify(false));
    world.send(new ServiceEvent.Want(service, false));
    world.drain();
    world.processes().clear();
    world.send(new ServiceEvent.Ended("a", 1, End.exited(0)));
    world.send(new ServiceEvent.Swept("a", 1, 2));
    assertThat(world.standing("a").trouble()).contains("background");
  }

  @Test
  void whatAPersonLeavesAloneIsNotStartedAgain() {
    world.want(Examples.plain("a"));
    world.send(new ServiceEvent.Leave("a"));
    assertThat(world.state("a")).isEqualTo(State.READY);
    world.end("a", End.exited(1));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.ENDED);
    world.want(Examples.plain("a"));
    assertThat(world.state("a")).isEqualTo(State.ENDED);
    world.send(new ServiceEvent.Want(Examples.plain("a"), true));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.READY);
  }

  @Test
  void whatIsNotPromisedAnyMoreGoesOnAndIsForgottenWhenItEnds() {
    world.want(Examples.plain("a"));
    world.send(new ServiceEvent.Drop("a"));
    assertThat(world.state("a")).isEqualTo(State.READY);
    world.end("a", End.exited(1));
    world.drain();
    assertThat(world.supervisor().standings()).isEmpty();
  }

  private static Service storing(Object... parts) {
    var like = Examples.with(Examples.plain("a"), parts);
    return Examples.with(like, Examples.launch("/bin/a", 2), new Readiness.Notify(false));
  }

  @Test
  void whatItHasStoredIsKeptOverItsRestarts() {
    world.want(storing());
    world.readies();
    world.drain();
    world.end("a", End.killed("SIGKILL"));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.PAUSING);
    world.advance();
    world.send(new ServiceEvent.Again("a"));
    world.settle();
    assertThat(world.released).isEmpty();
  }

  @Test
  void whatItHasStoredIsLetGoWhenItIsStoppedOrNotStartedAgain() {
    world.want(storing());
    world.send(new ServiceEvent.Unwant("a"));
    world.settle();
    assertThat(world.state("a")).isEqualTo(State.DOWN);
    assertThat(world.released).containsExactly("a");
    world.want(storing(Examples.restart(Restart.When.NEVER)));
    world.end("a", End.exited(1));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.ENDED);
    assertThat(world.released).containsExactly("a", "a");
  }
}
