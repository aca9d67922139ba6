package vow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Reload;

class ForesightTest {
  private final Map<String, Service> policy = new HashMap<>();

  private static String text(List<Foresight.Move> moves) {
    return String.join(", ", moves.stream().map(it -> it.step().word() + " " + it.name()).toList());
  }

  private String foreseen(List<SavedUnit> saved, ServiceEvent... events) {
    return text(
        Foresight.of(
            1_000_000, saved, name -> Optional.ofNullable(policy.get(name)), List.of(events)));
  }

  private ServiceEvent want(Service service) {
    policy.put(service.name(), service);
    return new ServiceEvent.Want(service, false);
  }

  /** How these stand once they have been started. */
  private List<SavedUnit> running(Service... services) {
    var world = new World(new SplittableRandom(1));
    for (var service : services) {
      policy.put(service.name(), service);
      world.want(service);
    }
    world.readies();
    world.drain();
    return world.supervisor().save();
  }

  private static Service other(Service like) {
    return Examples.with(like, Examples.launch("/bin/other"));
  }

  @Test
  void whatIsNewIsStartedAfterWhatItNeeds() {
    assertThat(foreseen(List.of(), want(Examples.plain("db")), want(Examples.plain("web", "db"))))
        .isEqualTo("start db, start web");
  }

  @Test
  void whatNeedsAChangedOneIsStoppedBeforeAndStartedAfterIt() {
    var saved = running(Examples.plain("db"), Examples.plain("web", "db"), Examples.plain("alone"));
    assertThat(foreseen(saved, want(other(Examples.plain("db")))))
        .isEqualTo("stop web, stop db, start db, start web");
  }

  @Test
  void whatIsUnchangedIsLeftAlone() {
    var saved = running(Examples.plain("db"), Examples.plain("web", "db"));
    assertThat(foreseen(saved, want(Examples.plain("db")), want(Examples.plain("web", "db"))))
        .isEmpty();
  }

  @Test
  void whatIsOnItsWayHasArrived() {
    var world = new World(new SplittableRandom(1));
    var slow = Examples.with(Examples.plain("db"), new Readiness.Newline(3));
    for (var service : List.of(slow, Examples.plain("web", "db"))) {
      policy.put(service.name(), service);
      world.want(service);
    }
    var saved = world.supervisor().save();
    assertThat(saved.getFirst().state()).isEqualTo(State.STARTING);
    assertThat(foreseen(saved, want(Examples.with(other(slow), new Readiness.Newline(3)))))
        .isEqualTo("stop web, stop db, start db, start web");
  }

  @Test
  void aReloadIsNoRestart() {
    var web = Examples.with(Examples.plain("web"), new Reload.BySignal("SIGHUP"));
    assertThat(foreseen(running(web), new ServiceEvent.Reload("web"))).isEqualTo("reload web");
    var db = Examples.with(Examples.plain("db"), new Reload.Restarting());
    assertThat(foreseen(running(db), new ServiceEvent.Reload("db"))).isEqualTo("stop db, start db");
  }

  @Test
  void aOneshotThatIsDoneLetsOthersGoOn() {
    var once = Examples.plain("once");
    var job = Examples.with(once, Examples.restart(once.restart().when()), Service.Type.ONESHOT);
    var web = Examples.with(Examples.plain("web", "once"), new Readiness.Newline(3));
    assertThat(foreseen(List.of(), want(job), want(web))).isEqualTo("start once, start web");
  }

  /** Whatever happens to real ones: it ends, and everything wanted is up at last. */
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void itIsTheOrderOfNeeds(long seed) {
    var random = new SplittableRandom(seed);
    var services = new ArrayList<Service>();
    int count = random.nextInt(1, 12);
    for (int i = 0; i < count; i++) {
      services.add(
          i > 0 && random.nextBoolean()
              ? Examples.plain("s" + i, "s" + random.nextInt(i))
              : Examples.plain("s" + i));
    }
    var saved = running(services.toArray(Service[]::new));
    var wants = new ArrayList<ServiceEvent>();
    for (var service : services) {
      wants.add(want(random.nextBoolean() ? other(service) : service));
    }
    var moves =
        Foresight.of(
            1_000_000, saved, name -> Optional.ofNullable(policy.get(name)), List.copyOf(wants));
    var up = new HashSet<String>();
    services.forEach(service -> up.add(service.name()));
    for (var move : moves) {
      boolean _ =
          move.step() == Foresight.Step.START ? up.add(move.name()) : up.remove(move.name());
      for (var service : services) {
        if (up.contains(service.name())) {
          assertThat(up).as(text(moves)).containsAll(service.requires());
        }
      }
    }
    assertThat(up).hasSize(count);
  }
}
