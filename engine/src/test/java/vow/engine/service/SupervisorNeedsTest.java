package vow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vow.model.Command;
import vow.model.service.Readiness;
import vow.model.service.Reload;

/** The same for services that need others, and for reloads. */
class SupervisorNeedsTest {
  private final World world = new World(new Random(7));

  @Test
  void whoNeedsAnotherWaitsForItsReadiness() {
    world.want(Examples.plain("web", "db"));
    assertThat(world.state("web")).isEqualTo(State.READY); // nobody promises db
    world.send(new ServiceEvent.Unwant("web"));
    world.drain();
    while (world.state("web").running()) {
      world.advance();
      world.drain();
    }
    world.want(Examples.with(Examples.plain("db"), new Readiness.Notify(false)));
    world.want(Examples.plain("web", "db"));
    assertThat(world.state("web")).isEqualTo(State.WAITING);
    assertThat(world.standing("web").note()).isEqualTo("waits for service[db]");
    world.readies();
    world.drain();
    assertThat(world.state("web")).isEqualTo(State.READY);
  }

  @Test
  void aNeedThatCrashesIsWaitedForAndOneThatIsStoppedIsNot() {
    world.want(Examples.plain("db"));
    world.want(Examples.plain("web", "db"));
    world.end("db", End.exited(1));
    world.drain();
    assertThat(world.state("web")).isEqualTo(State.READY);
    world.advance();
    world.drain();
    long run = world.standing("db").run();
    world.send(new ServiceEvent.Unwant("db"));
    assertThat(world.state("db")).isEqualTo(State.READY); // until web has ended
    world.settle();
    assertThat(world.state("db")).isEqualTo(State.DOWN);
    assertThat(world.state("web")).isEqualTo(State.WAITING);
    world.want(Examples.plain("db"));
    assertThat(world.standing("db").run()).isGreaterThan(run);
    assertThat(world.state("web")).isEqualTo(State.READY);
  }

  @Test
  void reloadingWithoutAnAnswerIsOverAtOnceAndWithOneWhenItComes() {
    world.want(Examples.plain("a"));
    world.send(new ServiceEvent.Reload("a"));
    assertThat(world.state("a")).isEqualTo(State.READY);
    assertThat(world.log).anyMatch(line -> line.contains("SIGHUP"));
    world.want(Examples.with(Examples.plain("b"), new Readiness.Notify(false)));
    world.readies();
    world.drain();
    world.send(new ServiceEvent.Reload("b"));
    assertThat(world.state("b")).isEqualTo(State.RELOADING);
    world.send(new ServiceEvent.Told("b", 1, "READY=1"));
    assertThat(world.state("b")).isEqualTo(State.READY);
  }

  @Test
  void aReloadThatFailsIsSaidAndItGoesOn() {
    var plain = Examples.plain("a");
    var service =
        Examples.with(plain, new Reload.ByCommand(new Command(java.util.List.of("r"), false)));
    world.want(service);
    world.send(new ServiceEvent.Reload("a"));
    world.send(new ServiceEvent.Reloaded("a", 1, Optional.of("exited with 1")));
    assertThat(world.state("a")).isEqualTo(State.READY);
    assertThat(world.standing("a").note()).isEqualTo("unable to reload: exited with 1");
  }

  @Test
  void oneThatDiesWhileItReloadsIsStartedAgain() {
    world.want(Examples.with(Examples.plain("a"), new Readiness.Notify(false)));
    world.readies();
    world.drain();
    world.send(new ServiceEvent.Reload("a"));
    world.end("a", End.killed("SIGHUP"));
    world.drain();
    assertThat(world.state("a")).isEqualTo(State.PAUSING);
  }

  @Test
  void aStopWhileItStartsWins() {
    world.send(new ServiceEvent.Want(Examples.plain("a"), false));
    world.send(new ServiceEvent.Unwant("a"));
    world.settle();
    assertThat(world.state("a")).isEqualTo(State.DOWN);
    assertThat(world.processes()).isEmpty();
  }
}
