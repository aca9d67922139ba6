package vow.model.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The signals of Linux by name, as on x86 and ARM (signal(7)). */
public final class Signals {
  private static final String PREFIX = "SIG";

  /** From 1 on, without holes. */
  private static final String IN_ORDER =
      "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP"
          + " TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";

  private static final Map<String, Integer> NUMBERS = numbers();

  private Signals() {}

  /** The full name of what is meant, such as SIGHUP for {@code hup}; empty for no signal. */
  public static Optional<String> name(String text) {
    var upper = text.toUpperCase(Locale.ROOT);
    var name = upper.startsWith(PREFIX) ? upper : PREFIX + upper;
    return NUMBERS.containsKey(name) ? Optional.of(name) : Optional.empty();
  }

  /** Its number by its full name; empty for no signal. */
  public static Optional<Integer> number(String name) {
    return Optional.ofNullable(NUMBERS.get(name));
  }

  /** All numbers by full name. */
  public static Map<String, Integer> all() {
    return NUMBERS;
  }

  private static Map<String, Integer> numbers() {
    var numbers = new LinkedHashMap<String, Integer>();
    for (var name : IN_ORDER.split(" ", -1)) {
      numbers.put(PREFIX + name, numbers.size() + 1);
    }
    return Collections.unmodifiableMap(numbers);
  }
}
