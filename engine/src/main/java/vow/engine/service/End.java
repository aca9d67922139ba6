package vow.engine.service;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a process ended.
 *
 * @param code with which it exited
 * @param signal that killed it: a name such as SIGKILL; both are empty when nobody could tell
 */
public record End(OptionalInt code, Optional<String> signal) {
  /** Of a process that was not our child. */
  public static final End UNKNOWN = new End(OptionalInt.empty(), Optional.empty());

  /** Signals that people end programs with: systemd.service(5), SuccessExitStatus. */
  private static final Set<String> CLEAN = Set.of("SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE");

  /** By exit code. */
  public static End exited(int code) {
    return new End(OptionalInt.of(code), Optional.empty());
  }

  /** By a signal. */
  public static End killed(String signal) {
    return new End(OptionalInt.empty(), Optional.of(signal));
  }

  /**
   * Whether that is a failure.
   *
   * @param success what is none beside exit code 0: codes and signals
   * @param longrun signals that end it in good order are none either
   */
  boolean failed(Set<String> success, boolean longrun) {
    if (code.isPresent()) {
      return code.getAsInt() != 0 && !success.contains(String.valueOf(code.getAsInt()));
    }
    return signal.isEmpty()
        || !(success.contains(signal.get()) || (longrun && CLEAN.contains(signal.get())));
  }

  /** In words. */
  public String text() {
    if (code.isPresent()) {
      return "exited with " + code.getAsInt();
    }
    return signal.map(s -> "killed by " + s).orElse("ended, nobody could see how");
  }
}
