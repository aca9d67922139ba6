package vow.agent.service;

import java.io.IOException;
import java.util.List;
import vow.engine.service.Supervisor;

/**
 * Writes down how services and timers stand. A disk that is full keeps nobody from being started:
 * what is missing is asked of the holder. On the loop's thread.
 */
final class Notebook {
  private final Ground ground;
  private final Roll roll;
  private final Supervisor supervisor;
  private final Timing timing;
  private List<ServicesFile.Entry> written = List.of();

  /** Why the last write failed; told once. */
  private String problem = "";

  Notebook(Ground ground, Roll roll, Supervisor supervisor, Timing timing) {
    this.ground = ground;
    this.roll = roll;
    this.supervisor = supervisor;
    this.timing = timing;
  }

  /** Writes what has changed; also what nobody else sees, such as a later deadline. */
  void write() {
    try {
      var entries = roll.entries(supervisor.save());
      if (!entries.equals(written)) {
        ServicesFile.now(ground.holder(), entries).write(ground.runtime());
        written = entries;
      }
      timing.save();
      problem = "";
    } catch (IOException e) {
      var news = "unable to write down how services stand: " + e.getMessage();
      if (!news.equals(problem)) {
        problem = news;
        ground.warn().accept(news);
      }
    }
  }
}
