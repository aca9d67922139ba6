package vow.agent.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vow.agent.keeper.Timers;
import vow.engine.service.SavedTimer;
import vow.engine.service.TimerStanding;
import vow.engine.service.Timetable;
import vow.model.kind.Timer;

/** The timers of an agent, for who is not that agent: by what it has written down. */
final class SeenTimers implements Timers {
  private final List<SavedTimer> saved;

  SeenTimers(Path state) {
    saved = TimersFile.read(state);
  }

  @Override
  public Optional<String> problem(Timer timer) {
    return Optional.empty(); // the agent knows what it starts
  }

  @Override
  public Optional<TimerStanding> standing(Timer timer) {
    return saved.stream()
        .filter(it -> it.name().equals(timer.name()))
        .filter(it -> it.definition().equals(Timetable.definition(timer)))
        .map(SeenTimers::standing)
        .findFirst();
  }

  private static TimerStanding standing(SavedTimer timer) {
    return new TimerStanding(
        timer.name(),
        Long.MAX_VALUE,
        timer.running(),
        timer.startMs(),
        timer.endMs(),
        timer.runs(),
        timer.skipped());
  }

  @Override
  public TimerStanding set(Timer timer) {
    throw new IllegalStateException("only looks");
  }

  @Override
  public void drop(String name) {
    throw new IllegalStateException("only looks");
  }
}
