package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.engine.service.Standing;
import vow.engine.service.TimerStanding;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Kind;
import vow.model.kind.Service;
import vow.model.kind.Timer;

/** Timers beside somebody who keeps them, or nobody. */
class TimerKeeperTest {
  private static final Kind TIMER =
      Scene.kind("timer", "name", "t", "calendar", "daily", "start", List.of("job"));

  @TempDir Path folder;

  /** Remembers what is set. */
  private static final class Fake implements Services, Timers {
    Optional<Timer> kept = Optional.empty();
    Optional<String> trouble = Optional.empty();
    TimerStanding standing = new TimerStanding("t", 0, false, 0, 0, 0, 0);

    @Override
    public Timers timers() {
      return this;
    }

    @Override
    public Optional<String> problem(Timer timer) {
      return trouble;
    }

    @Override
    public Optional<TimerStanding> standing(Timer timer) {
      return kept.filter(timer::equals).map(_ -> standing);
    }

    @Override
    public TimerStanding set(Timer timer) {
      kept = Optional.of(timer);
      return standing;
    }

    @Override
    public void drop(String name) {
      kept = Optional.empty();
    }

    @Override
    public Optional<Standing> standing(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Standing> start(Service service, boolean reset, Duration patience) {
      throw new IllegalStateException();
    }

    @Override
    public Optional<Standing> stop(String name, Duration patience) {
      return Optional.empty();
    }

    @Override
    public Optional<Standing> restart(String name, Duration patience) {
      return Optional.empty();
    }

    @Override
    public Optional<Standing> reload(String name, Duration patience) {
      return Optional.empty();
    }
  }

  private static String note(Assessment assessment) {
    return ((Assessment.Kept) assessment).note();
  }

  @Test
  void isSetAndSaysWhenItComes() {
    var fake = new Fake();
    try (var scene = Scene.ofSystem(folder)) {
      var site = scene.site().with(fake);
      var keeping = Keepers.of(TIMER);

      assertThat(keeping.assess(site)).isEqualTo(Assessment.drifted("is not set"));
      assertThat(keeping.repair(Change.of(""), site)).isInstanceOf(Repair.Done.class);
      assertThat(note(keeping.assess(site))).matches("next at (1970|1969)-.*");
      fake.standing = new TimerStanding("t", 0, true, 0, 0, 1, 3);
      assertThat(note(keeping.assess(site))).isEqualTo("its service runs, skipped so far: 3");
      fake.standing = new TimerStanding("t", Long.MAX_VALUE, false, 0, 0, 1, 0);
      assertThat(note(keeping.assess(site))).isEqualTo("does not come again");
      keeping.reverse(Undo.NOTHING, site);
      assertThat(keeping.assess(site)).isEqualTo(Assessment.drifted("is not set"));
    }
  }

  @Test
  void saysWhyItCannotBe() {
    var fake = new Fake();
    fake.trouble = Optional.of("it does not end");
    try (var scene = Scene.ofSystem(folder)) {
      assertThat(Keepers.of(TIMER).assess(scene.site().with(fake)))
          .isEqualTo(Assessment.failed("it does not end"));
    }
  }

  @Test
  void needsAnAgentThatStays() {
    try (var scene = Scene.ofSystem(folder)) {
      assertThat(scene.refusal(TIMER)).startsWith("timers need an agent that stays");
      assertThat(((Repair.Undone) scene.repair(TIMER)).outcome()).isEqualTo(Outcome.DENIED);
    }
  }

  @Test
  void isOnlyWrittenInAnotherTree() throws Exception {
    try (var scene = new Scene(folder)) {
      assertThat(note(scene.assess(TIMER))).startsWith("not set");
    }
  }
}
