package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Times that are given as text; none of these asks a clock. */
final class TimeFunctions {
  private TimeFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "formatdate" -> formatdate();
      case "timeadd" -> timeadd();
      case "timecmp" -> timecmp();
      default -> throw Family.missing(name);
    };
  }

  private static Function formatdate() {
    return function(
            "formatdate",
            "The time (RFC 3339) in another form: YYYY YY, MMMM MMM MM M, DD D, EEEE EEE for the"
                + " day of the week, hh h, HH H with AA or aa for twelve hours, mm m, ss s, Z ZZZ"
                + " ZZZZ ZZZZZ for the offset; text between single quotes stays as it is.")
        .takes("format", BasicType.STRING)
        .takes("time", BasicType.STRING)
        .gives(BasicType.STRING)
        .example(
            "formatdate(\"D MMM YYYY hh:mm\", \"2026-01-31T08:05:00Z\")", "\"31 Jan 2026 08:05\"")
        .does(
            body(arguments ->
                Value.text(
                    new DateFormat(arguments.text(0), Timestamp.parse(arguments.text(1), 1).time())
                        .text())));
  }

  private static Function timeadd() {
    return function(
            "timeadd", "The time (RFC 3339) that is a duration later, or earlier: \"-1h30m\".")
        .takes("time", BasicType.STRING)
        .takes("duration", BasicType.STRING)
        .gives(BasicType.STRING)
        .example("timeadd(\"2026-01-31T08:05:00Z\", \"24h\")", "\"2026-02-01T08:05:00Z\"")
        .does(
            body(arguments ->
                Value.text(
                    Timestamp.parse(arguments.text(0), 0)
                        .plus(Durations.parse(arguments.text(1), 1))
                        .text())));
  }

  private static Function timecmp() {
    return function(
            "timecmp", "-1, 0 or 1: whether the first time (RFC 3339) is before the second.")
        .takes("first", BasicType.STRING)
        .takes("second", BasicType.STRING)
        .gives(BasicType.NUMBER)
        .example("timecmp(\"2026-01-31T08:05:00Z\", \"2026-01-31T10:05:00+02:00\")", "0")
        .does(
            body(arguments -> {
              var first = Timestamp.parse(arguments.text(0), 0).time().toInstant();
              var second = Timestamp.parse(arguments.text(1), 1).time().toInstant();
              return Value.number(Integer.signum(first.compareTo(second)));
            }));
  }
}
