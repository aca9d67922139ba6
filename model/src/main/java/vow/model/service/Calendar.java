package vow.model.service;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Times that come again, to the second, as systemd.time(7) writes them: see {@link #read}. A time
 * that the clocks leave out (daylight saving) comes when they go on; one that comes twice counts
 * the first time. Any thread.
 *
 * @param weekdays on which it comes
 * @param years from {@link #FIRST_YEAR} to {@link #LAST_YEAR}
 * @param months from 1 on
 * @param days of the month, from 1 on
 * @param fromEnd whether days are counted from the end of the month: 1 is its last
 * @param hours of the day
 * @param minutes of the hour
 * @param seconds of the minute
 * @param zone whose time that is; the machine's when empty
 */
public record Calendar(
    Set<DayOfWeek> weekdays,
    NavigableSet<Integer> years,
    NavigableSet<Integer> months,
    NavigableSet<Integer> days,
    boolean fromEnd,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> seconds,
    Optional<ZoneId> zone) {
  /** The first year that has times. */
  public static final int FIRST_YEAR = 1970;

  /** The last one. */
  public static final int LAST_YEAR = 2199;

  public Calendar {
    weekdays = Set.copyOf(weekdays);
    years = copy(years);
    months = copy(months);
    days = copy(days);
    hours = copy(hours);
    minutes = copy(minutes);
    seconds = copy(seconds);
  }

  private static NavigableSet<Integer> copy(NavigableSet<Integer> numbers) {
    return Collections.unmodifiableNavigableSet(new TreeSet<>(numbers));
  }

  /** What a text comes to. */
  public sealed interface Reading {
    /** These times. */
    record Read(Calendar calendar) implements Reading {}

    /**
     * None.
     *
     * @param why in words
     * @param expected what to write instead
     */
    record Refused(String why, String expected) implements Reading {}
  }

  /**
   * Reads {@code [WEEKDAYS] [DATE] [TIME] [ZONE]} such as {@code Mon..Fri 03:30}, {@code *-*-01
   * 04:00:00 UTC} or {@code *:0/15}, and words such as {@code daily}.
   */
  public static Reading read(String text) {
    return CalendarText.read(text);
  }

  /**
   * The first time after another, both in milliseconds since the epoch; empty when there is none
   * any more.
   *
   * @param machine the zone of the machine
   */
  public OptionalLong nextMs(long afterMs, ZoneId machine) {
    var in = zone.orElse(machine);
    var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(afterMs), in).withNano(0);
    for (var next = after(local); next != null; next = after(next)) {
      var transition = in.getRules().getTransition(next);
      long ms = ms(next, in, transition);
      if (ms > afterMs) {
        return OptionalLong.of(ms);
      }
      if (transition != null && transition.isOverlap()) {
        next = transition.getDateTimeBefore().minusSeconds(1); // its second time does not count
      }
    }
    return OptionalLong.empty();
  }

  private static long ms(LocalDateTime time, ZoneId in, @Nullable ZoneOffsetTransition transition) {
    if (transition != null && transition.isGap()) {
      return transition.getInstant().toEpochMilli();
    }
    var offset = transition != null ? transition.getOffsetBefore() : in.getRules().getOffset(time);
    return time.toInstant(offset).toEpochMilli();
  }

  @Override
  public String toString() {
    return "%s %d years-%s-%s%s %s:%s:%s %s"
        .formatted(
            weekdays,
            years.size(),
            months,
            fromEnd ? "~" : "",
            days,
            hours,
            minutes,
            seconds,
            zone);
  }

  /** Whether it ever comes. */
  boolean comes() {
    var start = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0).minusSeconds(1);
    return nextMs(start.toInstant(ZoneOffset.UTC).toEpochMilli(), ZoneOffset.UTC).isPresent();
  }

  /** The first after this one, by the clock on the wall. */
  private @Nullable LocalDateTime after(LocalDateTime time) {
    var from = time.plusSeconds(1);
    var day = day(from.toLocalDate());
    if (day == null) {
      return null;
    }
    var at = day.equals(from.toLocalDate()) ? time(from.toLocalTime()) : first();
    if (at == null) {
      day = day(day.plusDays(1));
      at = first();
    }
    return day == null ? null : day.atTime(at);
  }

  private LocalTime first() {
    return LocalTime.of(hours.first(), minutes.first(), seconds.first());
  }

  /** The first time of a day that is not before this one. */
  private @Nullable LocalTime time(LocalTime from) {
    @Nullable Integer hour = hours.ceiling(from.getHour());
    if (hour == null) {
      return null;
    }
    if (hour > from.getHour()) {
      return LocalTime.of(hour, minutes.first(), seconds.first());
    }
    @Nullable Integer minute = minutes.ceiling(from.getMinute());
    @Nullable Integer second = seconds.ceiling(from.getSecond());
    if (minute != null && minute == from.getMinute() && second == null) {
      minute = minutes.higher(minute);
    }
    if (minute != null) {
      boolean later = second == null || minute > from.getMinute();
      return LocalTime.of(hour, minute, later ? seconds.first() : second);
    }
    @Nullable Integer next = hours.higher(hour);
    return next == null ? null : LocalTime.of(next, minutes.first(), seconds.first());
  }

  /** The first day that is not before this one. */
  private @Nullable LocalDate day(LocalDate from) {
    var day = from;
    while (day.getYear() <= LAST_YEAR) {
      if (!years.contains(day.getYear())) {
        @Nullable Integer year = years.higher(day.getYear());
        if (year == null) {
          return null;
        }
        day = LocalDate.of(year, 1, 1);
      } else if (!months.contains(day.getMonthValue())) {
        day = day.withDayOfMonth(1).plusMonths(1);
      } else if (isOn(day)) {
        return day;
      } else {
        day = day.plusDays(1);
      }
    }
    return null;
  }

  private boolean isOn(LocalDate day) {
    int number = fromEnd ? day.lengthOfMonth() - day.getDayOfMonth() + 1 : day.getDayOfMonth();
    return days.contains(number) && weekdays.contains(day.getDayOfWeek());
  }
}
