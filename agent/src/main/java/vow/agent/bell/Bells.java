package vow.agent.bell;

import java.util.Optional;
import vow.linux.Fd;

/**
 * What the loop sleeps in until a descriptor has news, another thread rings, or time is up. Only
 * {@link #ring} may be called from other threads than the loop's.
 */
public interface Bells extends AutoCloseable {
  /** Sleep without end. */
  long FOREVER = Long.MAX_VALUE;

  /** Rings while something can be read from it. */
  void onReadable(Source source, Fd fd);

  /** Rings when poll(2) tells a change of it: a file of /proc. Being told takes the news away. */
  void onChange(Source source, Fd fd);

  /** The descriptor of a source that rings already, for an agent that slept before us. */
  Optional<Fd> inherited(Source source);

  /** Whether a source rang, in a sleep since it was last asked. */
  boolean rang(Source source);

  /**
   * Sleeps.
   *
   * @return false when the time is up and nothing rang
   */
  boolean await(long timeoutMs);

  /** Ends the present or the next {@link #await}. */
  void ring();

  @Override
  void close();
}
