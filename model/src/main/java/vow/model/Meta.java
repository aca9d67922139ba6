package vow.model;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The meta-arguments of a promise that matter at run time; the others ({@code after}, {@code
 * on_change}, {@code when}, {@code for_each}) are gone once the policy is compiled.
 *
 * @param onlyIf run before each repair and in plan; unless it succeeds the promise counts as kept
 * @param notIf the contrary
 * @param noop assess and report, never repair
 * @param retries how often it is tried again after it failed or timed out, 0 by default
 * @param retryDelay the pause before each
 * @param timeout the longest a repair may take; the kind's default when empty
 * @param semaphore promises with the same name repair one at a time
 * @param every re-assess that often: only for what the kernel cannot tell
 * @param audit the same, for blind spots
 * @param sensitive nothing of the promise's values is ever shown or stored
 * @param window the hours in which it may be repaired or refreshed; any when empty
 * @param reverseOnRemove take the promise back when it leaves the policy
 */
public record Meta(
    Optional<Command> onlyIf,
    Optional<Command> notIf,
    boolean noop,
    int retries,
    Duration retryDelay,
    Optional<Duration> timeout,
    Optional<String> semaphore,
    Optional<Duration> every,
    Optional<Duration> audit,
    boolean sensitive,
    Optional<Window> window,
    boolean reverseOnRemove) {

  /** No meta-argument given. */
  public static final Meta NONE =
      new Meta(
          Optional.empty(),
          Optional.empty(),
          false,
          0,
          Duration.ofSeconds(1),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          false);

  /** The same, to be taken back when it leaves the policy. */
  Meta reversing() {
    return new Meta(
        onlyIf,
        notIf,
        noop,
        retries,
        retryDelay,
        timeout,
        semaphore,
        every,
        audit,
        sensitive,
        window,
        true);
  }

  /** How often to assess without an event: the shorter of {@code every} and {@code audit}. */
  public Optional<Duration> again() {
    return Stream.concat(every.stream(), audit.stream()).min(Duration::compareTo);
  }
}
