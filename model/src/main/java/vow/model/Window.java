package vow.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hours of a week in which something may be disrupted. Any thread.
 *
 * @param hours of a day, at least one
 */
public record Window(List<Hours> hours) {
  private static final Pattern HOURS =
      Pattern.compile("(?:([a-z,-]+) +)?([0-9]{2}):([0-9]{2}) *- *([0-9]{2}):([0-9]{2})");
  private static final int MINUTES = 24 * 60;
  private static final int DAYS = 7;

  /**
   * From one minute of a day until another.
   *
   * @param days on which it begins
   * @param from minutes after midnight
   * @param until minutes after midnight, this one not included; at or before {@code from} it is the
   *     next day's
   */
  public record Hours(Set<DayOfWeek> days, int from, int until) {
    public Hours {
      days = Set.copyOf(days);
    }

    private LocalDateTime begin(LocalDate day) {
      return day.atStartOfDay().plusMinutes(from);
    }

    private LocalDateTime end(LocalDate day) {
      return day.atStartOfDay().plusMinutes(until > from ? until : until + MINUTES);
    }

    private boolean contains(LocalDateTime time) {
      return contains(time, time.toLocalDate()) || contains(time, time.toLocalDate().minusDays(1));
    }

    private boolean contains(LocalDateTime time, LocalDate day) {
      return days.contains(day.getDayOfWeek())
          && !time.isBefore(begin(day))
          && time.isBefore(end(day));
    }

    private LocalDateTime next(LocalDateTime time) {
      var day = time.toLocalDate();
      for (int i = 0; i <= DAYS; i++) {
        var on = day.plusDays(i);
        if (days.contains(on.getDayOfWeek()) && begin(on).isAfter(time)) {
          return begin(on);
        }
      }
      throw new IllegalStateException("a window without days");
    }
  }

  public Window {
    hours = List.copyOf(hours);
  }

  /**
   * Reads {@code 02:00-04:00}, {@code sat,sun 22:00-05:00}, {@code mon-fri 01:00-02:00; sun
   * 00:00-24:00}; empty for anything else.
   */
  public static Optional<Window> parse(String text) {
    var hours = new ArrayList<Hours>();
    for (var part : text.split(";", -1)) {
      var one = hours(part.strip().toLowerCase(Locale.ROOT));
      if (one.isEmpty()) {
        return Optional.empty();
      }
      hours.add(one.get());
    }
    return Optional.of(new Window(hours));
  }

  private static Optional<Hours> hours(String text) {
    var match = HOURS.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var days = match.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(match.group(1));
    int from = minutes(match.group(2), match.group(3));
    int until = minutes(match.group(4), match.group(5));
    boolean whole = from < MINUTES && until <= MINUTES && from != until && from >= 0 && until >= 0;
    return days.isEmpty() || !whole ? Optional.empty() : Optional.of(new Hours(days, from, until));
  }

  /** Minutes after midnight; -1 when there is no such time. */
  private static int minutes(String hour, String minute) {
    int minutes = Integer.parseInt(minute);
    return minutes < 60 ? 60 * Integer.parseInt(hour) + minutes : -1;
  }

  /** None when a word is not a day. */
  private static EnumSet<DayOfWeek> days(String text) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var part : text.split(",", -1)) {
      var ends = part.split("-", -1);
      var first = day(ends[0]);
      var last = ends.length == 2 ? day(ends[1]) : first;
      if (first.isEmpty() || last.isEmpty() || ends.length > 2) {
        return EnumSet.noneOf(DayOfWeek.class);
      }
      for (var day = first.get(); ; day = day.plus(1)) {
        days.add(day);
        if (day == last.get()) {
          break;
        }
      }
    }
    return days;
  }

  private static Optional<DayOfWeek> day(String word) {
    for (var day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  /** Whether it is open, at a time in milliseconds since the epoch. */
  public boolean isOpen(long timeMs, ZoneId zone) {
    var time = LocalDateTime.ofInstant(Instant.ofEpochMilli(timeMs), zone);
    return hours.stream().anyMatch(h -> h.contains(time));
  }

  /** When it opens next, after that time; milliseconds since the epoch. */
  public long opensMs(long timeMs, ZoneId zone) {
    var time = LocalDateTime.ofInstant(Instant.ofEpochMilli(timeMs), zone);
    var next = hours.stream().map(h -> h.next(time)).min(LocalDateTime::compareTo).orElseThrow();
    // An hour that the clocks leave out begins when they go on; one that comes twice may be the
    // second already.
    var first = next.atZone(zone);
    var begin =
        first.toInstant().toEpochMilli() > timeMs ? first : first.withLaterOffsetAtOverlap();
    return begin.toInstant().toEpochMilli();
  }
}
