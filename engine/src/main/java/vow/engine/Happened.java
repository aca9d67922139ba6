package vow.engine;

import java.util.Optional;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Writer;

/**
 * What came of a promise: one line of the journal.
 *
 * @param timeMs milliseconds since the epoch
 * @param by who made the outside change, when somebody did and the kernel told
 * @param tookMs from the start of the assessment to the end of the repair, retries included
 * @param change what differed; redacted when the promise is sensitive
 * @param message for people, often empty: why it failed, what it waits for, why it was refreshed
 */
public record Happened(
    PromiseId id,
    long timeMs,
    Outcome outcome,
    Cause cause,
    Optional<Writer> by,
    long tookMs,
    Optional<Change> change,
    String message) {
  /** The same without the text of a difference, to be kept in memory. */
  Happened brief() {
    return new Happened(
        id, timeMs, outcome, cause, by, tookMs, change.map(c -> Change.of(c.summary())), message);
  }
}
