package vow.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Restart;

/** Whatever happens in whatever order, what {@link Supervisor} says must hold does. */
class SupervisorProperties {
  private static final List<String> NAMES = List.of("db", "cache", "app", "web", "once");
  private static final int STEPS = 120;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void holdsAfterEveryEventAndComesToRest(long seed) {
    var random = new Random(seed);
    var world = new World(random);
    for (int i = 0; i < STEPS; i++) {
      step(world, random);
    }
    NAMES.forEach(name -> world.send(new ServiceEvent.Want(service(name, 0), true)));
    comesToRest(world);
    for (var name : NAMES) {
      var state = world.state(name);
      assertTrue(
          state == State.READY || state == State.DONE, () -> name + " is " + state + world.log);
    }
    NAMES.forEach(name -> world.send(new ServiceEvent.Unwant(name)));
    comesToRest(world);
    NAMES.forEach(name -> assertEquals(State.DOWN, world.state(name), () -> "" + world.log));
    assertTrue(world.processes().isEmpty());
  }

  private static void step(World world, Random random) {
    var name = NAMES.get(random.nextInt(NAMES.size()));
    switch (random.nextInt(15)) {
      case 0, 1, 2 ->
          world.send(new ServiceEvent.Want(service(name, random.nextInt(2)), random.nextBoolean()));
      case 3 -> world.send(new ServiceEvent.Unwant(name));
      case 4 -> world.send(new ServiceEvent.Again(name));
      case 5 -> world.send(new ServiceEvent.Reload(name));
      case 6 -> world.end(name, End.exited(random.nextInt(2)));
      case 7 -> world.advance();
      case 8 -> world.readies();
      case 9 -> world.restart();
      case 10 -> {
        world.nowMs += random.nextInt(20_000) - 2_000;
        world.send(new ServiceEvent.Due());
      }
      case 11 -> told(world, name, random);
      case 12 -> world.send(new ServiceEvent.Leave(name));
      default -> world.answer();
    }
  }

  private static void told(World world, String name, Random random) {
    var texts =
        List.of(
            "RELOADING=1",
            "READY=1",
            "STOPPING=1",
            "STATUS=busy",
            "EXTEND_TIMEOUT_USEC=5000000",
            "WATCHDOG=trigger",
            "=",
            "junk",
            "");
    var process = world.processes().get(name);
    long run = process == null ? random.nextInt(5) : process.run;
    world.send(new ServiceEvent.Told(name, run, texts.get(random.nextInt(texts.size()))));
  }

  private static void comesToRest(World world) {
    for (int i = 0; i < 400; i++) {
      world.readies();
      world.drain();
      boolean rests = world.supervisor().standings().stream().allMatch(s -> s.state().settled());
      if (rests || !world.advance()) {
        world.drain();
        return;
      }
    }
    throw new AssertionError("no rest: " + world.supervisor().standings());
  }

  private static Service service(String name, int version) {
    var ready = name.equals("db") ? new Readiness.Notify(false) : new Readiness.None();
    String[] needs =
        switch (name) {
          case "app" -> new String[] {"db", "cache"};
          case "web" -> new String[] {"app"};
          default -> new String[0];
        };
    var plain = Examples.with(Examples.plain(name, needs), ready);
    var described = Examples.with(plain, Examples.launch("/bin/" + name + version));
    return name.equals("once")
        ? Examples.with(described, Examples.restart(Restart.When.ON_FAILURE), Service.Type.ONESHOT)
        : described;
  }
}
