package vow.engine.tell;

import java.util.List;
import java.util.Optional;
import vow.model.Summary;
import vow.model.tell.Contact;

/**
 * What is sent to one contact.
 *
 * @param number of the message; a second try has the number of the first
 * @param timeMs when it was made
 * @param lost news of messages before it that never arrived
 * @param now how everything stands
 * @param digest the summary of the day, when it is time for that
 */
public record Message(
    Contact contact,
    long number,
    long timeMs,
    Batch batch,
    long lost,
    Now now,
    Optional<Digest> digest) {

  /**
   * How everything stands.
   *
   * @param brake what keeps everything from being repaired, in words; empty for nothing
   * @param notKept the first of those that are not as promised, in words
   * @param more how many more of them there are
   */
  public record Now(Summary summary, String brake, List<String> notKept, int more) {
    public Now {
      notKept = List.copyOf(notKept);
    }
  }

  /**
   * What has happened.
   *
   * @param sinceMs since when
   * @param done outcomes since then, counted
   */
  public record Digest(long sinceMs, Tally done) {}
}
