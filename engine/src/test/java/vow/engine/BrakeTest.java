package vow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vow.model.Cause;
import vow.model.Outcome;

/** What keeps everything from being repaired: the policy, a person, the breaker, the hour. */
class BrakeTest {
  private static final Rules OBSERVE = new Rules(true, Optional.empty(), Scope.ALL, "UTC");
  private static final long MINUTE_MS = 60_000;

  private static Rules breaker(int repairs, int sharePercent) {
    var breaker = new Breaker(repairs, MINUTE_MS, sharePercent);
    return new Rules(false, Optional.of(breaker), Scope.ALL, "UTC");
  }

  private static Hold hold(long untilMs) {
    return new Hold("ken", "testing", untilMs, Hold.Sort.HOLD);
  }

  private static Rules scope(List<String> limit, List<String> skip) {
    var scope =
        new Scope(limit.stream().map(Policy::id).toList(), skip.stream().map(Policy::id).toList());
    return new Rules(false, Optional.empty(), scope, "UTC");
  }

  private static String[] paths(int count) {
    return IntStream.range(0, count).mapToObj(i -> "/f" + i).toArray(String[]::new);
  }

  @Test
  void anObserverTellsWhatDiffersAndTouchesNothing() {
    var rig = new Rig();
    rig.wrong("/a");
    rig.send(new Event.Ruled(OBSERVE));
    rig.send(new Event.Swapped(Policy.files("/a", "/b"), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactlyInAnyOrder("/a noop", "/b kept");
    assertThat(rig.last("/a").orElseThrow().message()).contains("only observed");
    assertThat(rig.names(Effect.Repair.class)).isEmpty();
    assertThat(rig.engine.brake()).contains(Hold.OBSERVED);

    rig.send(new Event.Ruled(Rules.NONE));
    rig.run();

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
  }

  @Test
  void whatNeedsSomethingThatIsOnlyObservedIsNotSaidToFail() {
    var rig = new Rig();
    rig.wrong("/a");
    rig.mood("/b", Machine.Mood.BROKEN);
    rig.send(new Event.Ruled(OBSERVE));
    var policy = new Policy().file("/a").file("/b").after("/b", "/a");
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcome("/b")).isEqualTo(Outcome.NOOP);
    assertThat(rig.last("/b").orElseThrow().message()).startsWith("not known before file[/a]");
  }

  @Test
  void aPersonHoldsEverythingForAWhile() {
    var rig = Rig.converged(Policy.files("/a", "/b"));
    rig.send(new Event.HeldAll(hold(rig.nowMs + MINUTE_MS)));
    rig.run();
    rig.drift("/a");

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.NOOP);
    assertThat(rig.last("/a").orElseThrow().message())
        .endsWith("; everything is held by ken: testing");
    assertThat(rig.all(Effect.Braked.class)).hasSize(1);

    rig.pass(MINUTE_MS);

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
    assertThat(rig.all(Effect.Braked.class).getLast().brake()).isEmpty();
  }

  @Test
  void aSleepingEngineKnowsThatEverythingIsHeld() {
    var rig = Rig.converged(Policy.files("/a"));
    rig.send(new Event.HeldAll(hold(rig.nowMs + MINUTE_MS)));
    rig.run();

    rig.rest();
    rig.drift("/a");
    assertThat(rig.outcome("/a")).isEqualTo(Outcome.NOOP);
    rig.sleep();
    rig.pass(MINUTE_MS);

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
  }

  @Test
  void aRefreshWaitsUntilItIsReleased() {
    var policy = new Policy().file("/a").file("/l").listens("/l", "/a");
    var rig = Rig.converged(policy.manifest());
    rig.machine.drift(Policy.id("/a"), "/a");
    rig.notice();
    while (rig.names(Effect.Repair.class).isEmpty()) {
      rig.advance(rig.jobs.getFirst());
    }
    rig.send(new Event.HeldAll(hold(Hold.FOREVER)));
    rig.run();
    rig.pass(1_000);

    assertThat(rig.names(Effect.Refresh.class)).isEmpty();
    assertThat(rig.outcome("/l")).isEqualTo(Outcome.NOOP);

    rig.send(new Event.ReleasedAll());
    rig.run();
    rig.pass(1_000);

    assertThat(rig.names(Effect.Refresh.class)).containsExactly("/l");
  }

  @Test
  void theBreakerStopsTooManyRepairs() {
    var rig = Rig.converged(Policy.files(paths(100)));
    rig.send(new Event.Ruled(breaker(3, 100)));
    for (int i = 0; i < 5; i++) {
      rig.drift("/f" + i);
    }

    assertThat(rig.names(Effect.Repair.class)).containsExactly("/f0", "/f1", "/f2");
    var hold = rig.engine.brake().orElseThrow();
    assertThat(hold.sort()).isEqualTo(Hold.Sort.BREAKER);
    assertThat(hold.why()).isEqualTo("more than 3 repairs within 1 min");
    assertThat(rig.outcome("/f4")).isEqualTo(Outcome.NOOP);

    rig.sleep();
    rig.send(new Event.ReleasedAll());
    rig.run();

    assertThat(rig.outcome("/f3")).isEqualTo(Outcome.REPAIRED);
    assertThat(rig.outcome("/f4")).isEqualTo(Outcome.REPAIRED);
    assertThat(rig.engine.brake()).isEmpty();
  }

  @Test
  void theBreakerForgetsWhatIsLongAgo() {
    var rig = Rig.converged(Policy.files(paths(100)));
    rig.send(new Event.Ruled(breaker(3, 100)));
    for (int i = 0; i < 5; i++) {
      rig.drift("/f" + i);
      rig.pass(MINUTE_MS / 2);
    }

    assertThat(rig.engine.brake()).isEmpty();
  }

  @Test
  void theBreakerStopsWhenTooLargeAShareDiffers() {
    var rig = Rig.converged(Policy.files(paths(10)));
    rig.send(new Event.Ruled(breaker(1_000, 50)));
    for (int i = 0; i < 7; i++) {
      rig.drift("/f" + i);
    }

    assertThat(rig.names(Effect.Repair.class)).hasSize(5);
    assertThat(rig.engine.brake().orElseThrow().why())
        .isEqualTo("6 of 10 promises differed within 1 min");
  }

  @Test
  void aNewPolicyDoesNotTripTheBreaker() {
    var rig = new Rig();
    rig.send(new Event.Ruled(breaker(3, 50)));
    rig.wrong(paths(10));
    rig.send(new Event.Swapped(Policy.files(paths(10)), Cause.BOOT));
    rig.run();

    assertThat(rig.engine.brake()).isEmpty();
    assertThat(rig.names(Effect.Repair.class)).hasSize(10);
  }

  @Test
  void whatDriftedWhileItWasDownTripsTheBreaker() {
    var manifest = Policy.files(paths(10));
    var before = Rig.converged(manifest).engine.state();
    var rig = new Rig();
    rig.engine = new Engine(Mode.KEEP, before);
    rig.send(new Event.Ruled(breaker(3, 100)));
    for (var path : paths(10)) {
      rig.machine.drift(Policy.id(path), path);
    }
    rig.machine.kernel.clear();
    rig.send(new Event.Swapped(manifest, Cause.BOOT));
    rig.run();

    assertThat(rig.names(Effect.Repair.class)).hasSize(3);
    assertThat(rig.engine.brake()).isPresent();
  }

  @Test
  void aPromiseIsRepairedInItsWindow() {
    var policy = new Policy().file("/a", Policy.window("02:00-04:00"));
    var rig = Rig.converged(policy.manifest());
    assertThat(hour(rig)).isEqualTo(13);
    rig.drift("/a");

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.NOOP);
    assertThat(rig.last("/a").orElseThrow().message())
        .endsWith("waits for its window, which opens 1970-01-13 at 02:00");

    rig.sleep();
    rig.pass(24 * 60 * MINUTE_MS);

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
    var repaired = rig.reports().getLast();
    assertThat(repaired.cause()).isEqualTo(Cause.DRIFT);
    assertThat(repaired.by()).isPresent();
    assertThat(repaired.timeMs() / 3_600_000 % 24).isEqualTo(2);
  }

  private static long hour(Rig rig) {
    return rig.nowMs / 3_600_000 % 24;
  }

  @Test
  void aLimitTakesWhatItNeedsAndNothingElse() {
    var policy = new Policy().file("/a").file("/b").file("/c").after("/b", "/a").after("/c", "/b");
    var rig = new Rig();
    rig.wrong("/a", "/b", "/c");
    rig.send(new Event.Ruled(scope(List.of("/b"), List.of())));
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/a repaired", "/b repaired");
    rig.drift("/c");
    assertThat(rig.outcomes()).hasSize(2);
    rig.rest();
    rig.drift("/c");
    assertThat(rig.outcomes()).hasSize(2);
    assertThat(rig.engine.summary().counts().values().stream().mapToInt(n -> n).sum()).isEqualTo(2);
  }

  @Test
  void whatIsSkippedHoldsUpNobody() {
    var policy = new Policy().file("/a").file("/b").after("/b", "/a");
    var rig = new Rig();
    rig.wrong("/a", "/b");
    rig.send(new Event.Ruled(scope(List.of(), List.of("/a"))));
    rig.send(new Event.Swapped(policy.manifest(), Cause.BOOT));
    rig.run();

    assertThat(rig.outcomes()).containsExactly("/b repaired");
  }

  @Test
  void whatLeavesIsTakenBackOnlyWhenNothingBrakes() {
    var policy = new Policy().file("/a", Policy.reverse()).file("/b");
    var rig = Rig.converged(policy.manifest());
    rig.send(new Event.HeldAll(hold(Hold.FOREVER)));
    rig.swap(Policy.files("/b"));

    assertThat(rig.names(Effect.Reverse.class)).isEmpty();
    assertThat(rig.outcomes()).contains("/a noop");

    rig.send(new Event.ReleasedAll());
    rig.run();

    assertThat(rig.names(Effect.Reverse.class)).containsExactly("/a");
  }

  @Test
  void aPlanKnowsNoBrakeButTellsThem() {
    var held = Rig.converged(Policy.files("/a"));
    held.send(new Event.HeldAll(hold(Hold.FOREVER)));
    held.run();
    var rig = new Rig(Mode.PLAN);
    rig.engine = new Engine(Mode.PLAN, held.engine.state());
    rig.wrong("/a");
    rig.machine.change("/a", true, Optional.empty());
    rig.machine.kernel.clear();
    rig.send(new Event.Swapped(Policy.files("/a"), Cause.BOOT));
    rig.run();

    assertThat(rig.outcome("/a")).isEqualTo(Outcome.REPAIRED);
  }
}
