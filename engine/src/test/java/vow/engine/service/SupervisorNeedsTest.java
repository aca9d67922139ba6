package vow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vow.model.Command;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Reload;

/** The same for services that need others, and for reloads. */
class SupervisorNeedsTest {
  private final World world = new World(new Random(7));

  private void want(Service service) {
    world.send(new ServiceEvent.Want(service, false));
    world.drain();
  }

  private Standing standing(String name) {
    return world.supervisor().standing(name).orElseThrow();
  }

  @Test
  void whoNeedsAnotherWaitsForItsReadiness() {
    want(Examples.plain("web", "db"));
    assertThat(world.state("web")).isEqualTo(State.READY); // nobody promises db
    world.send(new ServiceEvent.Unwant("web"));
    world.drain();
    while (world.state("web").running()) {
      world.advance();
      world.drain();
    }
    want(Examples.with(Examples.plain("db"), new Readiness.Notify(false)));
    want(Examples.plain("web", "db"));
    assertThat(world.state("web")).isEqualTo(State.WAITING);
    assertThat(standing("web").note()).isEqualTo("waits for service[db]");
    world.readies();
    world.drain();
    assertThat(world.state("web")).isEqualTo(State.READY);
  }

  @Test
  void aNeedThatCrashesIsWaitedForAndOneThatIsStoppedIsNot() {
    want(Examples.plain("db"));
    want(Examples.plain("web", "db"));
    world.end("db", End.exited(1));
    world.drain();
    assertThat(world.state("web")).isEqualTo(State.READY);
    world.advance();
    world.drain();
    long run = standing("db").run();
    world.send(new ServiceEvent.Unwant("db"));
    assertThat(world.state("db")).isEqualTo(State.READY); // until web has ended
    settle();
    assertThat(world.state("db")).isEqualTo(State.DOWN);
    assertThat(world.state("web")).isEqualTo(State.WAITING);
    want(Examples.plain("db"));
    assertThat(standing("db").run()).isGreaterThan(run);
    assertThat(world.state("web")).isEqualTo(State.READY);
  }

  @Test
  void reloadingWithoutAnAnswerIsOverAtOnceAndWithOneWhenItComes() {
    want(Examples.plain("a"));
    world.send(new ServiceEvent.Reload("a"));
    assertThat(world.state("a")).isEqualTo(State.READY);
    assertThat(world.log).anyMatch(line -> line.contains("SIGHUP"));
    want(Examples.with(Examples.plain("b"), new Readiness.Notify(false)));
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
    want(service);
    world.send(new ServiceEvent.Reload("a"));
    world.send(new ServiceEvent.Reloaded("a", 1, Optional.of("exited with 1")));
    assertThat(world.state("a")).isEqualTo(State.READY);
    assertThat(standing("a").note()).isEqualTo("unable to reload: exited with 1");
  }

  @Test
  void oneThatDiesWhileItReloadsIsStartedAgain() {
    want(Examples.with(Examples.plain("a"), new Readiness.Notify(false)));
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
    settle();
    assertThat(world.state("a")).isEqualTo(State.DOWN);
    assertThat(world.processes()).isEmpty();
  }

  private void settle() {
    world.drain();
    while (world.supervisor().standings().stream()
        .anyMatch(s -> s.state().running() && !s.state().settled())) {
      world.advance();
      world.drain();
    }
    world.drain();
  }
}
