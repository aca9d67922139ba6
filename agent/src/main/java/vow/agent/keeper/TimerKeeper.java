package vow.agent.keeper;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import vow.engine.service.TimerStanding;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Timer;

/** Keeps a timer set. When it comes is the timetable's to know. */
final class TimerKeeper implements Keeper<Timer> {
  private static final String NOBODY =
      "timers need an agent that stays: vow keep without --once, with its holder";

  @Override
  public Assessment assess(Timer timer, Site site) {
    if (!site.tree().isSystem()) {
      return new Assessment.Kept("not set: this is not the running system");
    }
    if (!site.services().there()) {
      return Assessment.denied(NOBODY);
    }
    var timers = site.services().timers();
    var problem = timers.problem(timer);
    if (problem.isPresent()) {
      return Assessment.failed(problem.get());
    }
    return timers
        .standing(timer)
        .<Assessment>map(standing -> new Assessment.Kept(note(standing)))
        .orElseGet(() -> Assessment.drifted("is not set"));
  }

  private static String note(TimerStanding standing) {
    var skipped = standing.skipped() == 0 ? "" : ", skipped so far: " + standing.skipped();
    if (standing.running()) {
      return "its service runs" + skipped;
    }
    if (standing.nextMs() == Long.MAX_VALUE) {
      return "does not come again" + skipped;
    }
    var next = Instant.ofEpochMilli(standing.nextMs()).atZone(ZoneId.systemDefault()).withNano(0);
    return "next at " + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(next) + skipped;
  }

  @Override
  public Repair repair(Timer timer, Change change, Site site) {
    if (!site.services().there()) {
      return Repair.denied(NOBODY);
    }
    return new Repair.Done(note(site.services().timers().set(timer)));
  }

  @Override
  public Repair reverse(Timer timer, Undo before, Site site) {
    if (site.tree().isSystem() && site.services().there()) {
      site.services().timers().drop(timer.name());
    }
    return Repair.done();
  }

  @Override
  public Repair undo(Timer timer, Undo undo, Site site) {
    return reverse(timer, undo, site);
  }
}
