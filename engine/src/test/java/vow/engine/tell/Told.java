package vow.engine.tell;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import vow.engine.Happened;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Command;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Summary;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;
import vow.model.tell.Way;

/** A core with a clock of its own, and what it has sent. */
final class Told {
  static final long BEGIN_MS = 1_800_000_000_000L;
  static final Message.Now NOW = new Message.Now(Summary.of(List.of()), "", List.of(), 0);

  Telling telling = new Telling(List.of(), () -> ZoneOffset.UTC, new SplittableRandom(1));
  final List<Message> sent = new ArrayList<>();
  long nowMs = BEGIN_MS;

  /** One that is told of everything, at once, up to so many messages an hour. */
  static Contact contact(String name, int limit, Duration batch, Set<Occasion> on) {
    return new Contact(name, on, new Way.Journald(), false, batch, limit, 8 * 60);
  }

  static Contact contact(String name) {
    var on = EnumSet.complementOf(EnumSet.of(Occasion.SUMMARY));
    return contact(name, 6, Duration.ofSeconds(10), on);
  }

  static Contact page() {
    var way = new Way.Exec(new Command(List.of("page"), false));
    return new Contact("page", EnumSet.of(Occasion.FAILED), way, false, Duration.ZERO, 3, 0);
  }

  Told telling(Contact... contacts) {
    telling.contacts(List.of(contacts), _ -> true, nowMs);
    return this;
  }

  void happens(String name, Outcome outcome) {
    happens(name, outcome, false);
  }

  void happens(String name, Outcome outcome, boolean contested) {
    telling.happened(happened(name, outcome), contested);
  }

  Happened happened(String name, Outcome outcome) {
    return new Happened(
        new PromiseId("file", name),
        nowMs,
        outcome,
        Cause.DRIFT,
        Optional.empty(),
        1,
        Optional.of(Change.of("content differs")),
        "");
  }

  /** Time goes on to then; what becomes due arrives. */
  void until(long timeMs) {
    for (long next = telling.nextMs(); next <= timeMs; next = telling.nextMs()) {
      nowMs = Math.max(nowMs, next);
      arrive();
    }
    nowMs = Math.max(nowMs, timeMs);
    arrive();
  }

  void pass(Duration time) {
    until(nowMs + time.toMillis());
  }

  private void arrive() {
    for (var message : telling.due(nowMs, false, () -> NOW)) {
      sent.add(message);
      telling.arrived(message.contact().name());
    }
  }

  /** The process ends, and another one goes on. */
  void again() {
    telling = new Telling(telling.state(), () -> ZoneOffset.UTC, new SplittableRandom(2));
  }

  /** The news in all messages that arrived. */
  Map<News.Sort, Long> counts() {
    var counts = new EnumMap<News.Sort, Long>(News.Sort.class);
    for (var message : sent) {
      message.batch().counts().forEach((sort, count) -> counts.merge(sort, count, Long::sum));
    }
    return counts;
  }
}
