package vow.model.service;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads calendars: the part of systemd.time(7) that is about times that come again. */
final class CalendarText {
  static final String EXPECTED =
      "\"daily\", \"Mon..Fri 03:30\", \"*-*-01 04:00:00 UTC\", \"*:0/15\"";

  private static final Map<String, String> WORDS =
      Map.of(
          "minutely", "*-*-* *:*:00",
          "hourly", "*-*-* *:00:00",
          "daily", "*-*-* 00:00:00",
          "weekly", "Mon *-*-* 00:00:00",
          "monthly", "*-*-01 00:00:00",
          "quarterly", "*-01,04,07,10-01 00:00:00",
          "semiannually", "*-01,07-01 00:00:00",
          "yearly", "*-01-01 00:00:00",
          "annually", "*-01-01 00:00:00");

  private static final Pattern PART =
      Pattern.compile("(?:\\*|([0-9]{1,4})(?:\\.\\.([0-9]{1,4}))?)(?:/([0-9]{1,4}))?");
  private static final Pattern DATE = Pattern.compile("(?:(.+?)-)?([^-~]+)([-~])([^-~]+)");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*");
  private static final int LENGTH_MAX = 1_000;
  private static final int CENTURY = 100;
  private static final int PIVOT = 70;

  /** The numbers that a part of it may have. */
  private record Range(String what, int first, int last) {
    private static final Range YEAR = new Range("year", Calendar.FIRST_YEAR, Calendar.LAST_YEAR);
    private static final Range MONTH = new Range("month", 1, 12);
    private static final Range DAY = new Range("day", 1, 31);
    private static final Range HOUR = new Range("hour", 0, 23);
    private static final Range MINUTE = new Range("minute", 0, 59);
    private static final Range SECOND = new Range("second", 0, 59);
  }

  private record Day(String year, String month, String day, boolean fromEnd) {}

  private record Time(String hour, String minute, String second) {}

  private CalendarText() {}

  static Calendar.Reading read(String text) {
    try {
      var calendar = calendar(text);
      if (!calendar.comes()) {
        throw new Unreadable("\"" + text + "\" never comes", "a day that there is");
      }
      return new Calendar.Reading.Read(calendar);
    } catch (Unreadable e) {
      return new Calendar.Reading.Refused(String.valueOf(e.getMessage()), e.expected);
    }
  }

  private static Calendar calendar(String text) throws Unreadable {
    var words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+", -1)));
    if (text.isBlank() || text.length() > LENGTH_MAX) {
      throw unreadable(text);
    }
    var zone = zone(words);
    var word = words.size() == 1 ? WORDS.get(words.getFirst().toLowerCase(Locale.ROOT)) : null;
    if (word != null) {
      words = new ArrayList<>(Arrays.asList(word.split(" ", -1)));
    }
    Set<DayOfWeek> weekdays =
        isName(words.getFirst()) ? weekdays(words.removeFirst()) : EnumSet.allOf(DayOfWeek.class);
    boolean dated = !words.isEmpty() && !words.getFirst().contains(":");
    var day = dated ? day(words.removeFirst()) : new Day("*", "*", "*", false);
    var time = words.isEmpty() ? new Time("0", "0", "0") : time(words.removeFirst());
    if (!words.isEmpty()) {
      throw new Unreadable(
          "\"" + text + "\" is no calendar: \"" + words.getFirst() + "\" is too much", EXPECTED);
    }
    return new Calendar(
        weekdays,
        numbers(day.year(), Range.YEAR, false),
        numbers(day.month(), Range.MONTH, false),
        numbers(day.day(), Range.DAY, day.fromEnd()),
        day.fromEnd(),
        numbers(time.hour(), Range.HOUR, false),
        numbers(time.minute(), Range.MINUTE, false),
        numbers(time.second(), Range.SECOND, false),
        zone);
  }

  private static Unreadable unreadable(String text) {
    return new Unreadable("\"" + text + "\" is no calendar", EXPECTED);
  }

  private static boolean isName(String word) {
    return !word.isEmpty() && Character.isLetter(word.charAt(0));
  }

  /** Takes the zone off the end; the first word is none. */
  private static Optional<ZoneId> zone(List<String> words) throws Unreadable {
    var last = words.getLast();
    if (words.size() == 1 || !isName(last)) {
      return Optional.empty();
    }
    words.removeLast();
    try {
      if (ZONE.matcher(last).matches()) {
        return Optional.of(ZoneId.of(last));
      }
    } catch (DateTimeException _) {
      // said below
    }
    throw new Unreadable(
        "there is no time zone \"" + last + "\"", "\"UTC\", or a name such as \"Europe/Berlin\"");
  }

  private static Set<DayOfWeek> weekdays(String text) throws Unreadable {
    var days = EnumSet.noneOf(DayOfWeek.class);
    var list = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    for (var part : list.split(",", -1)) {
      var ends = part.split("\\.\\.", -1);
      if (ends.length > 2) {
        throw weekday(part);
      }
      var last = weekdayOf(ends[ends.length - 1]);
      var day = weekdayOf(ends[0]);
      for (; day != last; day = day.plus(1)) {
        days.add(day);
      }
      days.add(last);
    }
    return days;
  }

  private static DayOfWeek weekdayOf(String word) throws Unreadable {
    var lower = word.toLowerCase(Locale.ROOT);
    for (var day : DayOfWeek.values()) {
      var name = day.name().toLowerCase(Locale.ROOT);
      if (lower.equals(name) || lower.equals(name.substring(0, 3))) {
        return day;
      }
    }
    throw weekday(word);
  }

  private static Unreadable weekday(String word) {
    return new Unreadable(
        "\"" + word + "\" is no day of the week",
        "Mon, Tue, Wed, Thu, Fri, Sat, Sun, lists such as Mon,Thu and ranges such as Mon..Fri, or"
            + " one word of: minutely, hourly, daily, weekly, monthly, quarterly, semiannually,"
            + " yearly");
  }

  private static Day day(String text) throws Unreadable {
    var match = DATE.matcher(text);
    if (!match.matches()) {
      throw new Unreadable(
          "\"" + text + "\" is no date",
          "[YEAR-]MONTH-DAY such as *-*-01, or *-*~01 for the last day of a month");
    }
    var year = match.group(1) == null ? "*" : match.group(1);
    return new Day(year, match.group(2), match.group(4), match.group(3).equals("~"));
  }

  private static Time time(String text) throws Unreadable {
    var parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new Unreadable(
          "\"" + text + "\" is no time of day", "HOUR:MINUTE[:SECOND] such as 03:30 or *:0/15");
    }
    return new Time(parts[0], parts[1], parts.length == 3 ? parts[2] : "0");
  }

  private static NavigableSet<Integer> numbers(String text, Range range, boolean down)
      throws Unreadable {
    var numbers = new TreeSet<Integer>();
    for (var part : text.split(",", -1)) {
      add(part, range, down, numbers);
    }
    return numbers;
  }

  private static void add(String part, Range range, boolean down, Set<Integer> numbers)
      throws Unreadable {
    var match = PART.matcher(part);
    if (!match.matches()) {
      throw new Unreadable(
          "\"" + part + "\" is no " + range.what(),
          "numbers, lists such as 1,15, ranges such as 1..5, steps such as 0/15, or *");
    }
    boolean all = match.group(1) == null;
    int first = all ? range.first() : number(match.group(1), range);
    boolean open = match.group(2) == null && (all || match.group(3) != null);
    int last = open ? range.last() : match.group(2) == null ? first : number(match.group(2), range);
    int step = match.group(3) == null ? 1 : Integer.parseInt(match.group(3));
    if (last < first || step < 1) {
      throw new Unreadable(
          "\"" + part + "\" goes backwards",
          step < 1 ? "a step of at least 1" : "the smaller number first");
    }
    if (down && open && !all) { // counted from the end, later is less
      for (int i = first; i >= range.first(); i -= step) {
        numbers.add(i);
      }
      return;
    }
    for (int i = first; i <= last; i += step) {
      numbers.add(i);
    }
  }

  private static int number(String text, Range range) throws Unreadable {
    int number = Integer.parseInt(text);
    if (range.equals(Range.YEAR) && number < CENTURY) {
      number += number < PIVOT ? 2000 : 1900;
    }
    if (number < range.first() || number > range.last()) {
      throw new Unreadable(
          "there is no " + range.what() + " " + text,
          "a number from " + range.first() + " to " + range.last());
    }
    return number;
  }

  /** It is no calendar. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;

    Unreadable(String why, String expected) {
      super(why, null, false, false);
      this.expected = expected;
    }
  }
}
