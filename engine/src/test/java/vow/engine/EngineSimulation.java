package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything at once, with {@link Laws} that hold after every event. */
class EngineSimulation {
  private static final int ROUNDS = 6;
  private static final int EVENTS = 150;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void holdsItsLawsWhateverHappens(long seed) {
    run(seed, Sabotage.NONE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noticesABrokenRule(Sabotage sabotage) {
    boolean noticed = LongStream.range(0, 200).anyMatch(seed -> breaks(seed, sabotage));

    assertThat(noticed).isTrue();
  }

  private static boolean breaks(long seed, Sabotage sabotage) {
    try {
      run(seed, sabotage);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  static void run(long seed, Sabotage sabotage) {
    var random = new Random(seed);
    var world = new World(random, sabotage);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < EVENTS; i++) {
        world.happen();
      }
      switch (random.nextInt(3)) {
        case 0 -> world.sleep();
        default -> {}
      }
      world.calm();
      if (random.nextBoolean()) {
        world.letGo();
        world.calm();
      }
      world.probe();
      world.calm();
      if (random.nextBoolean()) {
        world.copy();
      }
    }
  }
}
