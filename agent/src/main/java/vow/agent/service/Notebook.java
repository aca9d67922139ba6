package vow.agent.service;

import java.io.IOException;
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
  private boolean changed;

  /** Why the last write failed; told once. */
  private String problem = "";

  Notebook(Ground ground, Roll roll, Supervisor supervisor, Timing timing) {
    this.ground = ground;
    this.roll = roll;
    this.supervisor = supervisor;
    this.timing = timing;
  }

  /** A service stands differently from what is written. */
  void changed() {
    changed = true;
  }

  void write() {
    try {
      if (changed) {
        ServicesFile.now(ground.holder(), roll.entries(supervisor.save())).write(ground.runtime());
        changed = false;
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
