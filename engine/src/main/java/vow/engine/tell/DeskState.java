package vow.engine.tell;

import java.util.List;
import java.util.Set;
import vow.model.Outcome;
import vow.model.tell.Contact;

/**
 * What is known of one contact, to be known by the next agent. Times are milliseconds since the
 * epoch.
 *
 * @param unsent what has yet to arrive
 * @param sentMs when messages were sent within the last hour
 * @param troubled subjects that were told to be wrong and not yet to be well
 * @param contested promises that were told to be contested
 * @param course of the message that has yet to arrive
 * @param summary of the day's summary
 */
public record DeskState(
    Contact contact,
    Batch unsent,
    List<Long> sentMs,
    Set<String> troubled,
    Set<String> contested,
    Course course,
    Daily summary) {
  public DeskState {
    sentMs = List.copyOf(sentMs);
    troubled = Set.copyOf(troubled);
    contested = Set.copyOf(contested);
  }

  /**
   * How far a message has come.
   *
   * @param number of the last one
   * @param tries that it took in vain; 0 when the next one is a new one
   * @param againMs when the next try is made
   * @param lost news that never arrived and were not told to be lost
   */
  public record Course(long number, int tries, long againMs, long lost) {
    /** Nothing was ever sent. */
    public static final Course NONE = new Course(0, 0, 0, 0);
  }

  /**
   * How far a day has come.
   *
   * @param nextMs when the next summary is told; {@link Long#MAX_VALUE} for never
   * @param due whether it is time
   * @param sinceMs since when is counted
   * @param done what has happened since
   */
  public record Daily(long nextMs, boolean due, long sinceMs, Tally done) {
    /** None is wanted. */
    public static final Daily NEVER = new Daily(Long.MAX_VALUE, false, 0, Tally.NONE);

    /** With one more outcome. */
    Daily with(Outcome outcome) {
      return new Daily(nextMs, due, sinceMs, done.with(outcome));
    }

    /** With what happened after this was to be told. */
    Daily then(Daily later, boolean stillDue) {
      if (later.sinceMs() == 0) {
        return later; // nobody wants to know any more
      }
      return new Daily(later.nextMs, later.due || stillDue, sinceMs, done.with(later.done));
    }
  }
}
