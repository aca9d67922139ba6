package vow.model.service;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a service may use. The first three need the controllers of cgroup v2.
 *
 * @param memoryBytes of all its processes
 * @param cpuPercent of one processor, so 200 is two of them
 * @param processes and threads
 * @param openFiles of one process
 * @param coreBytes of a core dump
 * @param nice from -20 to 19
 * @param oomScore from -1000 to 1000, added to what the kernel finds (oom_score_adj)
 */
public record Limits(
    OptionalLong memoryBytes,
    OptionalInt cpuPercent,
    OptionalLong processes,
    OptionalLong openFiles,
    OptionalLong coreBytes,
    OptionalInt nice,
    OptionalInt oomScore) {
  /** None. */
  public static final Limits NONE =
      new Limits(
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());
}
