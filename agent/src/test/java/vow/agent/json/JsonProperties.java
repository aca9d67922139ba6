package vow.agent.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what is read, whatever it is. */
class JsonProperties {
  private static final int ROUNDS = 50;
  private static final int MEMBERS_MAX = 4;
  private static final int DEPTH_MAX = 4;
  private static final int TEXT_MAX = 12;

  /** Everything that has an escape, its neighbours, and what has none. */
  private static final int CHARACTERS = 0x180;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void comesBack(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      var value = new ArrayList<@Nullable Object>();
      value.add(any(random, DEPTH_MAX));

      assertThat(Json.parse(Json.write(value))).contains(value);
    }
  }

  private static @Nullable Object any(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> null;
      case 1 -> text(random);
      case 2 -> random.nextBoolean();
      case 3 -> new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(40));
      case 4 -> {
        var list = new ArrayList<@Nullable Object>();
        for (int n = random.nextInt(MEMBERS_MAX); n > 0; n--) {
          list.add(any(random, depth - 1));
        }
        yield list;
      }
      default -> {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int n = random.nextInt(MEMBERS_MAX); n > 0; n--) {
          object.put(text(random), any(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(TEXT_MAX), 0, CHARACTERS)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
