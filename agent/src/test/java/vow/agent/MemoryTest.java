package vow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.engine.EngineState;
import vow.engine.Totals;
import vow.model.Hash;

class MemoryTest {
  @TempDir private Path state;

  @Test
  void savesSoon() {
    var memory = new Memory(state);

    memory.saveSoon(state("soon"));

    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!remembered().equals(state("soon")) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(remembered()).isEqualTo(state("soon"));
  }

  @Test
  void whatIsSavedLastStays() throws Exception {
    for (int round = 0; round < 100; round++) {
      var memory = new Memory(state);
      for (int i = 0; i < 20; i++) {
        memory.saveSoon(state("soon " + i));
      }
      var last = state("last of " + round);
      memory.save(last);
      LockSupport.parkNanos(1_000_000); // for those that come late

      assertThat(remembered()).isEqualTo(last);
    }
  }

  @Test
  void whatFewPromisesDidSinceIsInAFileOfItsOwn() throws Exception {
    var rig = new Few(state, 2);
    rig.memory().save(rig.all(1));

    var some = rig.rested(1).state();
    rig.memory().save(some);

    assertThat(Files.readString(state.resolve("engine.json"))).doesNotContain("ann");
    assertThat(Files.readString(state.resolve("engine.newer.json"))).contains("ann");
    assertThat(remembered()).isEqualTo(some);
    var stale = Files.readAllBytes(state.resolve("engine.newer.json"));

    rig.memory().save(rig.all(99));
    assertThat(state.resolve("engine.newer.json")).doesNotExist();
    Files.write(state.resolve("engine.newer.json"), stale); // killed before it was removed
    assertThat(remembered()).isEqualTo(rig.all(99));
  }

  @Test
  void whatManyDidIsSavedWithAllTheRest() throws Exception {
    var rig = new Few(state, 600);
    rig.memory().save(rig.all(1));

    var some = rig.rested(550).state();
    assertThat(some.changes().orElseThrow()).hasSize(550);
    rig.memory().save(some);

    assertThat(Files.readString(state.resolve("engine.json"))).contains("ann", "/f599");
    assertThat(state.resolve("engine.newer.json")).doesNotExist();
    assertThat(rig.memory().unsaved()).isEmpty();
    assertThat(remembered()).isEqualTo(some);
  }

  private EngineState remembered() {
    return new Memory(state).engine();
  }

  private static EngineState state(String text) {
    return new EngineState(Hash.of(text), Map.of(), Totals.NONE);
  }
}
