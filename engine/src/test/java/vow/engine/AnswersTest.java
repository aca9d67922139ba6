package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Edge;
import vow.model.Outcome;
import vow.testkit.Golden;

/** What people ask. */
class AnswersTest {
  @Test
  void followsTheNeedsToTheOneThatFailed() {
    var policy = new Policy().file("/a").file("/b").file("/c").file("/ok");
    policy.after("/b", "/a").after("/c", "/b").listens("/c", "/ok");
    var rig = new Rig();
    rig.mood("/a", Machine.Mood.BROKEN);
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    var why = rig.engine.why(Policy.id("/c")).orElseThrow();

    assertThat(why.standing().last().orElseThrow().outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(why.needs()).hasSize(2);
    var b = why.needs().getFirst();
    assertThat(b.standing().id()).isEqualTo(Policy.id("/b"));
    assertThat(b.reasons()).isEqualTo(Set.of(Edge.Reason.AFTER));
    var a = b.needs().getFirst();
    assertThat(a.standing().last().orElseThrow().message()).isEqualTo("broken");
    assertThat(why.needs().getLast().reasons()).isEqualTo(Set.of(Edge.Reason.ON_CHANGE));
  }

  @Test
  void saysWhatIsBeingDone() {
    var policy = new Policy().file("/a").file("/b").after("/b", "/a");
    var rig = new Rig();

    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));

    assertThat(rig.engine.standings().stream().map(Standing::doing))
        .containsExactly("is being assessed", "waits for file[/a]");
  }

  @Test
  void namesWhoWatchesAPath() {
    var rig = Rig.converged(new Policy().tree("/d").file("/d/a").file("/e").manifest());

    assertThat(rig.engine.watching("/d/a")).containsExactly(Policy.id("/d/a"), Policy.id("/d"));
    assertThat(rig.engine.watching("/nobody")).isEmpty();
  }

  @Test
  void writesItsNumbersAsOpenMetrics() {
    var policy = new Policy().file("/a").file("/b").file("/c").after("/c", "/b");
    var rig = new Rig();
    rig.mood("/b", Machine.Mood.BROKEN);
    rig.wrong("/a");
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();
    rig.drift("/a");

    Golden.check("metrics.prom", Metrics.text(rig.engine));
  }
}
