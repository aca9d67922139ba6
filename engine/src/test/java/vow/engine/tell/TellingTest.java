package vow.engine.tell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vow.engine.Hold;
import vow.model.Outcome;
import vow.model.tell.Occasion;

class TellingTest {
  private final Told told = new Told().telling(Told.contact("ops"));

  @Test
  void newsWithinTheBatchAreOneMessage() {
    told.happens("/a", Outcome.FAILED);
    told.pass(Duration.ofSeconds(9));
    assertThat(told.sent).isEmpty();
    told.happens("/b", Outcome.DENIED);
    told.pass(Duration.ofSeconds(1));

    assertThat(told.sent).hasSize(1);
    assertThat(told.counts()).isEqualTo(Map.of(News.Sort.FAILED, 2L));
    assertThat(told.sent.getFirst().batch().items())
        .extracting(item -> item.news().subject())
        .containsExactly("file[/a]", "file[/b]");
    assertThat(told.sent.getFirst().batch().items().getFirst().news().text())
        .isEqualTo("content differs");
  }

  @Test
  void whatGoesOnFailingIsToldOnceAndThatItIsWellAgain() {
    for (int i = 0; i < 10; i++) {
      told.happens("/a", Outcome.FAILED);
      told.pass(Duration.ofMinutes(2));
    }
    told.happens("/a", Outcome.NOOP);
    told.pass(Duration.ofMinutes(2));
    assertThat(told.sent).hasSize(1);

    told.happens("/a", Outcome.REPAIRED);
    told.happens("/b", Outcome.REPAIRED);
    told.pass(Duration.ofMinutes(2));

    assertThat(told.sent).hasSize(2);
    assertThat(told.counts()).isEqualTo(Map.of(News.Sort.FAILED, 1L, News.Sort.RECOVERED, 1L));
  }

  @Test
  void beingContestedIsToldOnceUntilItIsOver() {
    for (int i = 0; i < 10; i++) {
      told.happens("/a", Outcome.REPAIRED, true);
      told.pass(Duration.ofSeconds(20));
    }
    told.happens("/a", Outcome.REPAIRED, false);
    told.happens("/a", Outcome.REPAIRED, true);
    told.pass(Duration.ofSeconds(20));

    assertThat(told.counts()).isEqualTo(Map.of(News.Sort.CONTESTED, 2L));
  }

  @Test
  void theBreakerIsToldAndThatRepairsGoOn() {
    var out = new Hold("the breaker", "too much", Hold.FOREVER, Hold.Sort.BREAKER);
    told.telling.braked(Optional.of(out), told.nowMs);
    told.pass(Duration.ofMinutes(1));
    told.telling.braked(Optional.empty(), told.nowMs);
    told.pass(Duration.ofMinutes(1));
    var held = new Hold("ann", "", Hold.FOREVER, Hold.Sort.HOLD);
    told.telling.braked(Optional.of(held), told.nowMs);
    told.telling.braked(Optional.empty(), told.nowMs);
    told.pass(Duration.ofMinutes(1));

    assertThat(told.sent).hasSize(2);
    assertThat(told.counts()).isEqualTo(Map.of(News.Sort.BREAKER, 1L, News.Sort.RECOVERED, 1L));
  }

  @Test
  void aStormIsOneMessageThatHasAllTheNumbers() {
    for (int i = 0; i < 10_000; i++) {
      told.happens("/" + i, Outcome.FAILED);
    }
    told.pass(Duration.ofHours(1));
    assertThat(told.sent).hasSize(1);
    assertThat(told.counts()).isEqualTo(Map.of(News.Sort.FAILED, 10_000L));
    assertThat(told.sent.getFirst().batch().items()).hasSize(Batch.ITEMS_MAX);
    assertThat(told.sent.getFirst().batch().more()).isEqualTo(10_000 - Batch.ITEMS_MAX);
    assertThat(told.telling.state().getFirst().troubled()).hasSize(Desk.TROUBLED_MAX);

    for (int i = 0; i < 10_000; i++) {
      told.happens("/" + i, Outcome.REPAIRED);
    }
    told.pass(Duration.ofHours(1));

    assertThat(told.sent).hasSize(2);
    assertThat(told.counts()).containsEntry(News.Sort.RECOVERED, (long) Desk.TROUBLED_MAX);
  }

  @Test
  void oneThatFlapsIsToldUpToTheLimitAndNothingIsLostFromTheNumbers() {
    for (int i = 0; i < 3_600; i++) {
      told.happens("/a", i % 2 == 0 ? Outcome.FAILED : Outcome.KEPT);
      told.pass(Duration.ofSeconds(1));
    }
    assertThat(told.sent).hasSizeLessThanOrEqualTo(6);

    told.pass(Duration.ofHours(2));

    assertThat(told.counts())
        .isEqualTo(Map.of(News.Sort.FAILED, 1_800L, News.Sort.RECOVERED, 1_800L));
    assertThat(told.telling.nextMs()).isEqualTo(Telling.NEVER);
  }

  @Test
  void theSummaryComesOnceADayAtItsTime() {
    var daily = Told.contact("boss", 6, Duration.ofSeconds(10), EnumSet.of(Occasion.SUMMARY));
    var days = new Told().telling(daily);
    long firstMs = days.telling.nextMs();
    assertThat(firstMs % Duration.ofDays(1).toMillis()).isEqualTo(Duration.ofHours(8).toMillis());
    days.happens("/a", Outcome.FAILED);
    days.happens("/a", Outcome.REPAIRED);
    days.until(firstMs);
    days.again();
    days.happens("/a", Outcome.REPAIRED);
    days.until(firstMs + Duration.ofDays(3).toMillis() - 1);

    assertThat(days.sent).hasSize(3);
    assertThat(days.sent).allMatch(message -> message.batch().isEmpty());
    var first = days.sent.getFirst().digest().orElseThrow();
    assertThat(first.sinceMs()).isEqualTo(Told.BEGIN_MS);
    assertThat(first.done().counts()).isEqualTo(Map.of(Outcome.FAILED, 1L, Outcome.REPAIRED, 1L));
    assertThat(days.sent.get(1).digest().orElseThrow().done().counts())
        .isEqualTo(Map.of(Outcome.REPAIRED, 1L));
    assertThat(days.sent.get(2).digest().orElseThrow().done().counts()).isEmpty();
  }

  @Test
  void daysWithoutAnAgentAreOneSummary() {
    var daily = Told.contact("boss", 6, Duration.ZERO, EnumSet.of(Occasion.SUMMARY));
    var days = new Told().telling(daily);
    days.nowMs += Duration.ofDays(5).toMillis();
    days.again();
    days.telling(daily);
    days.pass(Duration.ZERO);

    assertThat(days.sent).hasSize(1);
    assertThat(days.telling.nextMs()).isBetween(days.nowMs, days.nowMs + 86_400_000);
  }

  @Test
  void whatDoesNotArriveIsTriedAgainLaterAndLaterAndThenCountedAsLost() {
    told.happens("/a", Outcome.FAILED);
    var atMs = new java.util.ArrayList<Long>();
    var lost = Optional.<Long>empty();
    while (lost.isEmpty()) {
      told.nowMs = told.telling.nextMs();
      var message = told.telling.due(told.nowMs, false, () -> Told.NOW).getFirst();
      assertThat(message.number()).isEqualTo(1);
      atMs.add(told.nowMs);
      lost = told.telling.failed("ops", told.nowMs);
    }

    assertThat(lost).contains(1L);
    assertThat(atMs).hasSize(Desk.TRIES_MAX);
    for (int i = 2; i < atMs.size(); i++) {
      long before = atMs.get(i - 1) - atMs.get(i - 2);
      assertThat(atMs.get(i) - atMs.get(i - 1)).isBetween(before, before * 4);
    }
    assertThat(told.telling.nextMs()).isEqualTo(Telling.NEVER);
    told.happens("/b", Outcome.FAILED);
    told.pass(Duration.ofHours(1));
    assertThat(told.sent).singleElement().satisfies(m -> assertThat(m.lost()).isEqualTo(1));
    assertThat(told.sent.getFirst().number()).isEqualTo(2);
  }

  @Test
  void whatWasInFlightWhenTheAgentWasKilledIsSentAgainUnderItsNumber() {
    told.happens("/a", Outcome.FAILED);
    told.nowMs = told.telling.nextMs();
    var first = told.telling.due(told.nowMs, false, () -> Told.NOW).getFirst();
    told.again();
    told.telling(Told.contact("ops"));
    told.pass(Duration.ofMinutes(1));

    assertThat(told.sent).hasSize(1);
    assertThat(told.sent.getFirst().number()).isEqualTo(first.number());
    assertThat(told.sent.getFirst().batch()).isEqualTo(first.batch());
  }

  @Test
  void aPolicyThatTellsSomebodyElseForgetsTheFirst() {
    told.happens("/a", Outcome.FAILED);
    told.telling(Told.page());
    told.pass(Duration.ofHours(1));

    assertThat(told.sent).isEmpty();
    assertThat(told.telling.state()).extracting(d -> d.contact().name()).containsExactly("page");
    told.telling.contacts(List.of(), _ -> true, told.nowMs);
    assertThat(told.telling.state()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() {
    for (int i = 0; i < 20; i++) {
      told.happens("/" + i, Outcome.FAILED);
      told.pass(Duration.ofSeconds(30));
    }
    assertThat(told.sent).hasSize(6);
    told.nowMs -= Duration.ofDays(30).toMillis();
    told.pass(Duration.ZERO);
    told.pass(Duration.ofHours(2));

    assertThat(told.counts()).isEqualTo(Map.of(News.Sort.FAILED, 20L));
  }

  @Test
  void promisesThatAreNoMoreAreForgotten() {
    told.happens("/a", Outcome.FAILED);
    told.telling.contacts(List.of(Told.contact("ops")), _ -> false, told.nowMs);

    assertThat(told.telling.state().getFirst().troubled()).isEmpty();
  }
}
