package vow.agent.wake;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.report.Waking;

/**
 * How long a brain stays when nothing happens, and how often it may be woken.
 *
 * <p>A brain that is woken once a minute costs more than one that stays. So after {@link
 * #WAKES_MAX} wakes within {@link #WITHIN} it stays until nothing has happened for that long. A
 * linger that the policy gives is taken at its word.
 *
 * @param linger as the policy gives it
 * @param wakesPerHour by one promise, before it is named
 */
public record Stay(Optional<Duration> linger, int wakesPerHour) {
  /** When the policy says nothing. */
  public static final Stay DEFAULT = new Stay(Optional.empty(), 12);

  private static final Duration LINGER = Duration.ofSeconds(30);

  /** So many wakes, the last ones, are too many... */
  static final int WAKES_MAX = 5;

  /** ... within this time. */
  static final Duration WITHIN = Duration.ofMinutes(5);

  private static final long NOT_GIVEN = -1;

  /** How long to stay after a wake. */
  public Duration after(Wakes wakes, long nowMs) {
    return isRestless(wakes, nowMs) ? WITHIN : linger.orElse(LINGER);
  }

  /** Whether it was woken so often that it stays longer. */
  public boolean isRestless(Wakes wakes, long nowMs) {
    return linger.isEmpty() && wakes.within(WITHIN.toMillis(), nowMs) >= WAKES_MAX;
  }

  /** What is told of the wakes, of a brain that found itself restless or not. */
  public Waking told(Wakes wakes, long nowMs, boolean restless) {
    var why =
        restless
            ? "it was woken "
                + WAKES_MAX
                + " times within "
                + WITHIN.toMinutes()
                + " minutes, and sleeps again when nothing has happened for that long"
            : "";
    return new Waking(wakes.counts(), wakesPerHour, wakes.often(wakesPerHour, nowMs), why);
  }

  /** Writes it for the next brain. */
  public void write(BlobWriter out) {
    out.big(linger.isPresent() ? linger.get().toMillis() : NOT_GIVEN);
    out.number(wakesPerHour);
  }

  /** Reads what {@link #write} wrote. */
  public static Stay read(BlobReader in) throws IOException {
    long lingerMs = in.big();
    var linger =
        lingerMs == NOT_GIVEN
            ? Optional.<Duration>empty()
            : Optional.of(Duration.ofMillis(lingerMs));
    return new Stay(linger, in.number());
  }
}
