package vow.agent.bell;

import vow.linux.Fd;

/**
 * What the loop sleeps in until a descriptor has news, another thread rings, or time is up. Only
 * {@link #ring} may be called from other threads than the loop's.
 */
public interface Bells extends AutoCloseable {
  /** Sleep without end. */
  long FOREVER = Long.MAX_VALUE;

  /** Rings while something can be read from it. */
  void onReadable(Fd fd);

  /** Rings when poll(2) tells a change of it: a file of /proc. */
  void onChange(Fd fd);

  /** Rings no more for it; before it is closed. */
  void forget(Fd fd);

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
