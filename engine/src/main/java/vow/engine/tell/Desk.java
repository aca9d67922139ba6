package vow.engine.tell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.tell.DeskState.Course;
import vow.engine.tell.DeskState.Daily;
import vow.model.Outcome;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;

/**
 * What one contact is told, and when.
 *
 * <pre>
 * idle ──news, time of the summary──▶ waiting ──batch over, limit allows──▶ in flight
 *   ▲                                    ▲                                  │      │
 *   │                                    └────tried in vain, after a pause──┘      │
 *   └──────────────arrived, or given up: then counted as lost──────────────────────┘
 * </pre>
 *
 * News that come while a message is in flight wait for the next, or for its next try.
 */
final class Desk {
  /** So often a message is tried; with the pauses between that takes some 40 minutes. */
  static final int TRIES_MAX = 10;

  /** So many promises are known to be wrong; of more, it is not told that they are well again. */
  static final int TROUBLED_MAX = 1_000;

  /** The pause before the second try; each further one is twice as long. */
  static final long PAUSE_MS = 5_000;

  static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
  static final long NEVER = Long.MAX_VALUE;

  private record Flight(Batch batch, Optional<Daily> day) {}

  private Contact contact;
  private Batch waiting;
  private Optional<Flight> flight = Optional.empty();
  private final Deque<Long> sentMs;
  private final Set<String> troubled;
  private final Set<String> contested;
  private Course course;
  private Daily daily;

  Desk(DeskState state) {
    contact = state.contact();
    waiting = state.unsent();
    sentMs = new ArrayDeque<>(state.sentMs());
    troubled = new LinkedHashSet<>(state.troubled());
    contested = new LinkedHashSet<>(state.contested());
    course = state.course();
    daily = state.summary();
  }

  Contact contact() {
    return contact;
  }

  /** The policy says something else of it. {@code nextMs} is the time of its next summary. */
  void contact(Contact newer, long nextMs, long nowMs) {
    contact = newer;
    if (!newer.wants(Occasion.SUMMARY)) {
      daily = Daily.NEVER;
      return;
    }
    boolean counts = daily.sinceMs() > 0;
    long sinceMs = counts ? daily.sinceMs() : nowMs;
    boolean missed = counts && daily.nextMs() <= nowMs; // while nobody was there
    long atMs = missed ? daily.nextMs() : nextMs;
    daily = new Daily(atMs, daily.due(), sinceMs, daily.done());
  }

  /** Forgets promises that are no more. */
  void forget(Predicate<String> gone) {
    troubled.removeIf(gone);
    contested.removeIf(gone);
  }

  void happened(Happened happened, boolean nowContested) {
    if (daily.sinceMs() > 0) {
      daily = daily.with(happened.outcome());
    }
    var id = happened.id().toString();
    if (isWrong(happened.outcome())) {
      if (contact.wants(Occasion.FAILED) && isNew(troubled, id)) {
        tell(News.of(News.Sort.FAILED, happened));
      }
    } else if (isWell(happened.outcome()) && troubled.remove(id)) {
      tell(News.of(News.Sort.RECOVERED, happened));
    }
    if (!nowContested) {
      contested.remove(id);
    } else if (contact.wants(Occasion.CONTESTED) && isNew(contested, id)) {
      tell(News.of(News.Sort.CONTESTED, happened));
    }
  }

  void braked(Optional<Hold> brake, long timeMs) {
    var breaker = brake.filter(hold -> hold.sort() == Hold.Sort.BREAKER);
    if (breaker.isPresent()) {
      if (contact.wants(Occasion.BREAKER) && isNew(troubled, News.EVERYTHING)) {
        tell(News.ofAll(News.Sort.BREAKER, timeMs, breaker.get().why()));
      }
    } else if (troubled.remove(News.EVERYTHING)) {
      tell(News.ofAll(News.Sort.RECOVERED, timeMs, "repairs go on"));
    }
  }

  private void tell(News news) {
    waiting = waiting.with(news);
  }

  private static boolean isNew(Set<String> known, String id) {
    return !known.contains(id) && (known.size() >= TROUBLED_MAX || known.add(id));
  }

  private static boolean isWrong(Outcome outcome) {
    return switch (outcome) {
      case FAILED, DENIED, TIMEOUT -> true;
      case KEPT, REPAIRED, SKIPPED, SUSPENDED, NOOP -> false;
    };
  }

  private static boolean isWell(Outcome outcome) {
    return switch (outcome) {
      case KEPT, REPAIRED -> true;
      case FAILED, DENIED, TIMEOUT, SKIPPED, SUSPENDED, NOOP -> false;
    };
  }

  /** When something is to be done; never while a message is in flight. */
  long nextMs(boolean hurry) {
    if (flight.isPresent()) {
      return NEVER;
    }
    long day = daily.due() ? NEVER : daily.nextMs();
    if (waiting.isEmpty() && !daily.due()) {
      return day;
    }
    boolean now = hurry || daily.due();
    long readyMs = now ? 0 : waiting.firstMs() + contact.batch().toMillis();
    return Math.min(day, course.tries() > 0 ? course.againMs() : Math.max(readyMs, slotMs()));
  }

  /** When the limit allows another message. */
  private long slotMs() {
    int over = sentMs.size() - contact.limit();
    return over < 0 ? 0 : sentMs.stream().skip(over).findFirst().orElse(0L) + HOUR_MS;
  }

  /** It is time for the summary; {@code nextMs} is the time of the one after. */
  void day(long nowMs, long nextMs) {
    boolean due = nowMs >= daily.nextMs();
    daily = new Daily(nextMs, daily.due() || due, daily.sinceMs(), daily.done());
  }

  Daily daily() {
    return daily;
  }

  /** The message that is due, which is in flight from now on. */
  Optional<Message> due(long nowMs, boolean hurry, Supplier<Message.Now> now) {
    if (flight.isPresent() || (waiting.isEmpty() && !daily.due()) || nextMs(hurry) > nowMs) {
      return Optional.empty();
    }
    sentMs.removeIf(at -> at <= nowMs - HOUR_MS);
    if (course.tries() == 0) {
      course = new Course(course.number() + 1, 0, 0, course.lost());
    } else {
      sentMs.pollLast(); // it counts when it was sent last
    }
    sentMs.addLast(nowMs);
    var day = Optional.of(daily).filter(Daily::due);
    flight = Optional.of(new Flight(waiting, day));
    if (day.isPresent()) {
      daily = new Daily(daily.nextMs(), false, nowMs, Tally.NONE);
    }
    var digest = day.map(it -> new Message.Digest(it.sinceMs(), it.done()));
    var batch = waiting;
    waiting = Batch.EMPTY;
    return Optional.of(
        new Message(contact, course.number(), nowMs, batch, course.lost(), now.get(), digest));
  }

  /** The message in flight arrived. */
  void arrived() {
    flight = Optional.empty();
    course = new Course(course.number(), 0, 0, 0);
  }

  /**
   * It did not.
   *
   * @param jitter from 0 to 1, so that not all machines try again at the same moment
   * @return how many news are lost, if it was the last try
   */
  Optional<Long> failed(long nowMs, double jitter) {
    var failed = flight.orElseThrow();
    flight = Optional.empty();
    int tries = course.tries() + 1;
    boolean last = tries >= TRIES_MAX;
    daily = failed.day().map(day -> day.then(daily, !last)).orElse(daily);
    if (last) {
      course = new Course(course.number(), 0, 0, course.lost() + failed.batch().size());
      return Optional.of(failed.batch().size());
    }
    waiting = failed.batch().then(waiting);
    long pauseMs = PAUSE_MS << (tries - 1);
    long againMs = nowMs + (long) (pauseMs * (0.75 + jitter / 2));
    course = new Course(course.number(), tries, againMs, course.lost());
    return Optional.empty();
  }

  boolean inFlight() {
    return flight.isPresent();
  }

  /** The clock was set back by so much. */
  void setBack(long byMs) {
    waiting = waiting.earlier(byMs);
    var earlier = sentMs.stream().map(at -> at - byMs).toList();
    sentMs.clear();
    sentMs.addAll(earlier);
    course = new Course(course.number(), course.tries(), course.againMs() - byMs, course.lost());
  }

  /** What is in flight may not arrive: it is unsent, with one try more. */
  DeskState state() {
    var unsent = flight.map(it -> it.batch().then(waiting)).orElse(waiting);
    var day = flight.flatMap(Flight::day).map(it -> it.then(daily, true)).orElse(daily);
    int tries = flight.isPresent() ? Math.max(1, course.tries()) : course.tries();
    var so = new Course(course.number(), tries, course.againMs(), course.lost());
    return new DeskState(contact, unsent, List.copyOf(sentMs), troubled, contested, so, day);
  }
}
