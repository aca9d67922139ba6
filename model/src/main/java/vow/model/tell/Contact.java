package vow.model.tell;

import java.time.Duration;
import java.util.Set;

/**
 * Somebody who is told: one block {@code notify}.
 *
 * @param name of the block
 * @param on of what
 * @param secret whether the way may not be stored
 * @param batch so long after the first news one message is made of all
 * @param limit so many messages within an hour
 * @param summaryMinute of the day, for the summary
 */
public record Contact(
    String name,
    Set<Occasion> on,
    Way way,
    boolean secret,
    Duration batch,
    int limit,
    int summaryMinute) {
  public Contact {
    on = Set.copyOf(on);
  }

  /** The same as it may be stored. */
  public Contact stored() {
    return secret
        ? new Contact(name, on, new Way.Withheld(), true, batch, limit, summaryMinute)
        : this;
  }

  /** Whether it is to be told of this. */
  public boolean wants(Occasion occasion) {
    return on.contains(occasion);
  }
}
