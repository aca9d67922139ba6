package vow.engine.service;

import java.time.Duration;
import vow.model.kind.Timer;
import vow.model.service.Calendar;
import vow.model.service.Schedule;

/** Timers to test with: each starts the service of its name. */
final class Timers {
  private Timers() {}

  static Timer at(String name, String calendar, Duration jitter, boolean catchUp) {
    return new Timer(name, new Schedule.At(calendar, calendar(calendar)), jitter, catchUp, name);
  }

  static Timer at(String calendar) {
    return at("a", calendar, Duration.ZERO, true);
  }

  static Timer every(String name, Duration interval, boolean catchUp) {
    return new Timer(name, new Schedule.Every(interval), Duration.ZERO, catchUp, name);
  }

  static Calendar calendar(String text) {
    if (Calendar.read(text) instanceof Calendar.Reading.Read(var calendar)) {
      return calendar;
    }
    throw new AssertionError(text);
  }
}
