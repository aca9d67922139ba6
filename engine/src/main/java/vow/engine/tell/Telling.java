package vow.engine.tell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.tell.DeskState.Course;
import vow.engine.tell.DeskState.Daily;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;

/**
 * Who is told what, and when: takes what happened, gives the messages that are due.
 *
 * <p>For each contact, whatever happens: never more messages within an hour than its limit; all
 * news are in the numbers of a message that arrived, of one that is to come, or of those that were
 * lost; and what is remembered is bounded. One thread owns it; it reads no clock and sends nothing.
 */
public final class Telling {
  /** Nothing is due. */
  public static final long NEVER = Desk.NEVER;

  private static final long DAY_MS = TimeUnit.HOURS.toMillis(25);

  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Supplier<ZoneId> zone;
  private final RandomGenerator random;
  private long lastMs;

  /**
   * Goes on from what was known.
   *
   * @param zone of the summaries' hours; asked only when somebody wants one
   * @param random for the pauses between tries
   */
  public Telling(List<DeskState> known, Supplier<ZoneId> zone, RandomGenerator random) {
    for (var state : known) {
      desks.put(state.contact().name(), new Desk(state));
      // Were it later than now, the clock would have been set back meanwhile.
      state.sentMs().forEach(at -> lastMs = Math.max(lastMs, at));
      lastMs = Math.max(lastMs, state.unsent().firstMs());
    }
    this.zone = zone;
    this.random = random;
  }

  /**
   * These are to be told from now on; what is to be told to others is forgotten.
   *
   * @param promised whether a promise of that identity is kept
   */
  public void contacts(List<Contact> contacts, Predicate<String> promised, long nowMs) {
    Set<String> names = new LinkedHashSet<>();
    for (var contact : contacts) {
      names.add(contact.name());
      var desk =
          desks.computeIfAbsent(
              contact.name(),
              _ ->
                  new Desk(
                      new DeskState(
                          contact,
                          Batch.EMPTY,
                          List.of(),
                          Set.of(),
                          Set.of(),
                          Course.NONE,
                          Daily.NEVER)));
      desk.contact(contact, nextMs(contact, nowMs), nowMs);
      desk.forget(id -> !id.equals(News.EVERYTHING) && !promised.test(id));
    }
    desks.keySet().retainAll(names);
  }

  /** A promise has an outcome; {@code contested} when somebody else keeps changing it. */
  public void happened(Happened happened, boolean contested) {
    desks.values().forEach(desk -> desk.happened(happened, contested));
  }

  /** From now on nothing is repaired, or everything is again. */
  public void braked(Optional<Hold> brake, long timeMs) {
    desks.values().forEach(desk -> desk.braked(brake, timeMs));
  }

  /**
   * The messages that are due. They are in flight until {@link #arrived} or {@link #failed}.
   *
   * @param hurry whether those are due that would wait for more news
   */
  public List<Message> due(long nowMs, boolean hurry, Supplier<Message.Now> now) {
    if (nowMs < lastMs) {
      desks.values().forEach(desk -> desk.setBack(lastMs - nowMs));
    }
    lastMs = nowMs;
    var messages = new ArrayList<Message>();
    for (var desk : desks.values()) {
      day(desk, nowMs);
      desk.due(nowMs, hurry, now).ifPresent(messages::add);
    }
    return messages;
  }

  /** A time that is too far away is of a clock that was wrong. */
  private void day(Desk desk, long nowMs) {
    long atMs = desk.daily().nextMs();
    if (atMs != NEVER && (nowMs >= atMs || atMs - nowMs > DAY_MS)) {
      desk.day(nowMs, nextMs(desk.contact(), nowMs));
    }
  }

  /** When {@link #due} has to be asked again; {@link #NEVER} while nothing is to come. */
  public long nextMs() {
    return desks.values().stream().mapToLong(desk -> desk.nextMs(false)).min().orElse(NEVER);
  }

  private long nextMs(Contact contact, long afterMs) {
    if (!contact.wants(Occasion.SUMMARY)) {
      return NEVER;
    }
    var in = zone.get();
    var after = Instant.ofEpochMilli(afterMs).atZone(in);
    var today = at(after, contact.summaryMinute());
    var next = today.isAfter(after) ? today : at(after.plusDays(1), contact.summaryMinute());
    return next.toInstant().toEpochMilli();
  }

  private static ZonedDateTime at(ZonedDateTime day, int minute) {
    return day.toLocalDate().atTime(minute / 60, minute % 60).atZone(day.getZone());
  }

  /** The message in flight to that contact arrived. */
  public void arrived(String contact) {
    inFlight(contact).ifPresent(Desk::arrived);
  }

  /**
   * It did not.
   *
   * @return how many news are lost, if it was the last try
   */
  public Optional<Long> failed(String contact, long nowMs) {
    return inFlight(contact).flatMap(desk -> desk.failed(nowMs, random.nextDouble()));
  }

  /** None when the policy has another idea of whom to tell meanwhile. */
  private Optional<Desk> inFlight(String contact) {
    return Optional.ofNullable(desks.get(contact)).filter(Desk::inFlight);
  }

  /** Whether a message is in flight. */
  public boolean inFlight() {
    return desks.values().stream().anyMatch(Desk::inFlight);
  }

  /** What a later one needs to know. */
  public List<DeskState> state() {
    return desks.values().stream().map(Desk::state).toList();
  }
}
