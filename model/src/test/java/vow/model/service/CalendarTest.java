package vow.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calendars, most of them from systemd.time(7). 2026-11-28 is a Saturday. */
class CalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static Calendar read(String text) {
    return switch (Calendar.read(text)) {
      case Calendar.Reading.Read(var calendar) -> calendar;
      case Calendar.Reading.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static Calendar.Reading.Refused refused(String text) {
    return (Calendar.Reading.Refused) Calendar.read(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat,Thu,Mon..Wed,Sat..Sun       | Mon..Thu,Sat,Sun *-*-* 00:00:00",
        "Mon,Sun 12-*-* 2,1:23           | Mon,Sun 2012-*-* 01,02:23:00",
        "Wed *-1                         | Wed *-*-01 00:00:00",
        "Wed..Wed,Wed *-1                | Wed *-*-01 00:00:00",
        "Wed, 17:48                      | Wed *-*-* 17:48:00",
        "Wed..Sat,Mon 12-10-15 1:2:3     | Mon,Wed..Sat 2012-10-15 01:02:03",
        "*-*-7 0:0:0                     | *-*-07 00:00:00",
        "10-15                           | *-10-15 00:00:00",
        "monday *-12-* 17:00             | Mon *-12-* 17:00:00",
        "Mon,Fri *-*-3,1,2 *:30:45       | Mon,Fri *-*-01,02,03 *:30:45",
        "12,14,13,12:20,10,30            | *-*-* 12,13,14:10,20,30:00",
        "12..14:10,20,30                 | *-*-* 12..14:10,20,30:00",
        "mon,fri *-1/2-1,3 *:30:45       | Mon,Fri *-01/2-01,03 *:30:45",
        "03-05 08:05:40                  | *-03-05 08:05:40",
        "08:05:40                        | *-*-* 08:05:40",
        "05:40                           | *-*-* 05:40:00",
        "Sat,Sun 12-05 08:05:40          | Sat,Sun *-12-05 08:05:40",
        "Sat,Sun 08:05:40                | Sat,Sun *-*-* 08:05:40",
        "2003-03-05 05:40                | 2003-03-05 05:40:00",
        "2003-02..04-05                  | 2003-02,03,04-05 00:00:00",
        "2003-03-05 05:40 UTC            | 2003-03-05 05:40:00 UTC",
        "hourly                          | *-*-* *:00:00",
        "minutely                        | *-*-* *:*:00",
        "daily                           | *-*-* 00:00:00",
        "daily UTC                       | *-*-* 00:00:00 UTC",
        "monthly                         | *-*-01 00:00:00",
        "weekly                          | Mon *-*-* 00:00:00",
        "weekly Pacific/Auckland         | Mon *-*-* 00:00:00 Pacific/Auckland",
        "yearly                          | *-01-01 00:00:00",
        "annually                        | *-01-01 00:00:00",
        "quarterly                       | *-01,04,07,10-01 00:00:00",
        "semiannually                    | *-01,07-01 00:00:00",
        "*:2/3                           | *-*-* *:02/3:00",
        "Fri..Mon 1:00                   | Mon,Fri,Sat,Sun 01:00",
      })
  void meansTheSame(String text, String written) {
    assertThat(read(text)).isEqualTo(read(written));
  }

  @ParameterizedTest
  @CsvSource({
    "daily,               2026-11-28T00:00, 2026-11-29T00:00",
    "daily,               2026-11-27T23:59:59, 2026-11-28T00:00",
    "Mon..Fri 03:30,      2026-11-28T01:00, 2026-11-30T03:30",
    "*-*-01 04:00:00,     2026-11-28T01:00, 2026-12-01T04:00",
    "*:0/15,              2026-11-28T01:07, 2026-11-28T01:15",
    "*:2/3,               2026-11-28T01:59, 2026-11-28T02:02",
    "*:*:0/20,            2026-11-28T23:59:50, 2026-11-29T00:00",
    "9..17:30:10,         2026-11-28T17:30:10, 2026-11-29T09:30:10",
    "*-*~01 12:00,        2027-02-01T00:00, 2027-02-28T12:00",
    "Mon *-05~07/1,       2026-11-28T00:00, 2027-05-31T00:00",
    "*-02-29,             2026-11-28T00:00, 2028-02-29T00:00",
    "Mon *-02-29,         2026-11-28T00:00, 2044-02-29T00:00",
    "2030..2031-06-01,    2026-11-28T00:00, 2030-06-01T00:00",
  })
  void comesNext(String text, LocalDateTime after, LocalDateTime next) {
    assertThat(read(text).nextMs(ms(after), BERLIN)).hasValue(ms(next));
  }

  private static long ms(LocalDateTime time) {
    return time.atZone(BERLIN).toInstant().toEpochMilli();
  }

  private static long ms(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  /** The clocks of Berlin go from 02:00 to 03:00 on 29 March, from 03:00 to 02:00 on 25 October. */
  @ParameterizedTest
  @CsvSource({
    "02:30,       2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
    "02:30,       2026-03-29T03:00+02:00, 2026-03-30T02:30+02:00",
    "2:0/20,      2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
    "*:0/20,      2026-03-29T01:59+01:00, 2026-03-29T03:00+02:00",
    "*:0/20,      2026-03-29T03:00+02:00, 2026-03-29T03:20+02:00",
    "02:30,       2026-10-25T01:00+02:00, 2026-10-25T02:30+02:00",
    "02:30,       2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00",
    "02:30,       2026-10-25T02:10+01:00, 2026-10-26T02:30+01:00",
    "*:0/20,      2026-10-25T02:40+02:00, 2026-10-25T03:00+01:00",
    "02:30 UTC,   2026-03-29T01:00+01:00, 2026-03-29T04:30+02:00",
  })
  void daylightSavingNeitherSkipsNorRepeats(String text, String after, String next) {
    assertThat(read(text).nextMs(ms(after), BERLIN)).hasValue(ms(next));
  }

  @Test
  void aZoneOfItsOwnCountsMoreThanTheMachines() {
    assertThat(read("12:00 America/New_York").nextMs(ms("2026-11-28T00:00+01:00"), BERLIN))
        .hasValue(ms("2026-11-28T12:00-05:00"));
  }

  @Test
  void whatIsOverComesNeverAgain() {
    assertThat(read("2003-03-05").nextMs(ms("2026-11-28T00:00+01:00"), BERLIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "dayly",
        "Mon-Fri 03:30",
        "03",
        "03:30:00:00",
        "24:00",
        "12:60",
        "*-13-01",
        "*-*-32",
        "*-02-30",
        "Mon 2026-11-28",
        "*-02~30",
        "1969-01-01",
        "5..1:00",
        "*:0/0",
        "*:/5",
        "*:1..2..3",
        "03:30 Mars/Phobos",
        "03:30 04:30",
        "03:30 2026-01-01",
        "daily weekly",
        "Tag 03:30",
        "Mon..Tue..Wed 1:00",
        "99999-01-01",
        "1.5:00",
        "-1:00",
      })
  void isNothingElse(String text) {
    assertThat(refused(text).why()).as(text).isNotEmpty();
    assertThat(refused(text).expected()).as(text).isNotEmpty();
  }

  @Test
  void saysWhatIsWrongAndWhatWasExpected() {
    assertThat(refused("*-02-30").why()).isEqualTo("\"*-02-30\" never comes");
    assertThat(refused("25:00").why()).isEqualTo("there is no hour 25");
    assertThat(refused("25:00").expected()).isEqualTo("a number from 0 to 23");
    assertThat(refused("3:00 Mars").why()).isEqualTo("there is no time zone \"Mars\"");
    assertThat(refused("Mon-Fri 3:00").why()).isEqualTo("\"Mon-Fri\" is no day of the week");
  }
}
