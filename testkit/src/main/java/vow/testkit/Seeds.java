package vow.testkit;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Seeds for property tests: fresh ones on each run, or the one of {@code -Dseed=N}. Use as
 * {@code @MethodSource("vow.testkit.Seeds#seeds")}; the failing seed is in the test's name.
 */
public final class Seeds {
  private Seeds() {}

  /** {@code -Dseeds=N} of them (default 100), or the single one of {@code -Dseed=N}. */
  public static LongStream seeds() {
    var one = Long.getLong("seed");
    return one == null
        ? RandomGenerator.getDefault().longs(Integer.getInteger("seeds", 100))
        : LongStream.of(one);
  }
}
