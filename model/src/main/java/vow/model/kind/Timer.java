package vow.model.kind;

import java.time.Duration;
import java.util.Set;
import vow.model.Edge;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Type;
import vow.model.schema.Types;
import vow.model.service.Calendar;
import vow.model.service.Schedule;

/**
 * A service of type oneshot is started at certain times, and never twice at a time.
 *
 * @param name its own
 * @param schedule when
 * @param jitter the most by which a machine is later than that; how much it is stays the same
 * @param catchUp whether a time that has passed meanwhile is made up for, once
 * @param start the service, by name
 */
public record Timer(String name, Schedule schedule, Duration jitter, boolean catchUp, String start)
    implements Kind {
  private static final String WHEN = "calendar = \"daily\", or interval = \"15m\"";

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "timer",
              "name",
              "A service of type oneshot is started at certain times, also while the agent sleeps."
                  + " While it still runs a time is skipped, and counted. A clock that is set back"
                  + " by up to a day repeats nothing; one that is set forward past a time counts"
                  + " as that time having come, once. What the service did is told by the service,"
                  + " its log and `vow journal`. With `enabled = false` it is started by the timer"
                  + " alone.")
          .required("name", Types.TEXT, "Its name.")
          .optional(
              "calendar",
              Types.TEXT,
              "When, as systemd.time(7) writes it: `[WEEKDAYS] [DATE] [TIME] [ZONE]` with lists"
                  + " `1,15`, ranges `Mon..Fri`, steps `0/15` and `*`, or minutely, hourly, daily,"
                  + " weekly, monthly, quarterly, semiannually, yearly. Without a zone it is the"
                  + " machine's. A time that daylight saving leaves out comes when the clocks go"
                  + " on, one that comes twice counts the first time.")
          .optional(
              "interval",
              Types.SPAN,
              "So long after the service has ended; the first time, after the timer was set.")
          .optional(
              "jitter",
              Types.SPAN,
              "Each time comes later by up to that much: always as much on one machine, and"
                  + " different on another.",
              "\"0s\"")
          .optional(
              "catch_up",
              Types.BOOL,
              "A time that was missed while the machine was off or asleep is made up for, once.",
              "true")
          .required(
              "start",
              new Type.Named("service", Edge.Reason.WANTED),
              "The service, of type oneshot: a reference such as service[\"backup\"].")
          .example(
              """
              service "backup" {
                type          = "oneshot"
                run           = ["/usr/local/bin/backup"]
                enabled       = false
                start_timeout = "2h"
              }

              timer "backup" {
                calendar = "Mon..Fri 03:30"
                jitter   = "15m"
                start    = service["backup"]
              }
              """)
          .make(Timer::of);

  private static Timer of(Fields fields) {
    var start = fields.texts("start");
    if (fields.has("start") && start.size() != 1) {
      fields.reject(
          "start",
          "invalid-value",
          "a timer starts one service, and these are " + start.size(),
          "a reference such as service[\"backup\"]");
    }
    return new Timer(
        fields.required("name"),
        schedule(fields),
        fields.duration("jitter").orElse(Duration.ZERO),
        fields.flag("catch_up", true),
        start.isEmpty() ? "" : start.getFirst());
  }

  private static Schedule schedule(Fields fields) {
    var interval = ServiceBlocks.positive(fields, "interval");
    var text = fields.text("calendar");
    if (text.isPresent() && interval.isPresent()) {
      fields.reject(
          "interval", "conflicting-attributes", "calendar and interval are given both", WHEN);
    }
    if (text.isPresent()) {
      switch (Calendar.read(text.get())) {
        case Calendar.Reading.Read(var calendar) -> {
          return new Schedule.At(text.get(), calendar);
        }
        case Calendar.Reading.Refused(var why, var expected) ->
            fields.reject("calendar", "invalid-value", why, expected);
      }
    } else if (interval.isEmpty()) {
      fields.rejectAll("missing-attribute", "nothing says when", WHEN);
    }
    return new Schedule.Every(interval.orElse(Duration.ofDays(1)));
  }

  @Override
  public Set<Thing> owns() {
    return Set.of();
  }

  @Override
  public Set<Thing> needs() {
    return Set.of();
  }

  @Override
  public Set<Watch> watches() {
    return Set.of();
  }
}
