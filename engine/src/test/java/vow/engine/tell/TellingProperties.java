package vow.engine.tell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.engine.Hold;
import vow.model.Outcome;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;

/** Whatever happens, however often the agent ends, and whether messages arrive or not. */
class TellingProperties {
  private static final int STEPS = 2_000;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void limitsHoldNothingIsLostAndNothingGrows(long seed) {
    var world = new World(new Random(seed));

    for (int i = 0; i < STEPS; i++) {
      world.step();
      world.isBounded();
    }

    world.theLimitHeld();
    world.allIsAccountedFor();
  }

  private static final class World {
    private final Random random;
    private final Told told = new Told();
    private final List<Contact> contacts;
    private final Map<String, List<Long>> arrivedMs = new HashMap<>();
    private final Map<String, Long> arrived = new HashMap<>();
    private final Map<String, Long> lost = new HashMap<>();
    private final Map<String, Message> flying = new HashMap<>();

    /** How often each contact was in trouble about each promise, as a plain model has it. */
    private final Map<String, Long> news = new HashMap<>();

    private final Map<String, Boolean> wrong = new HashMap<>();
    private boolean out;

    World(Random random) {
      this.random = random;
      contacts = new ArrayList<>();
      var on = EnumSet.of(Occasion.FAILED, Occasion.BREAKER);
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        if (random.nextBoolean()) {
          on.add(Occasion.SUMMARY);
        }
        contacts.add(
            Told.contact(
                "c" + i, 1 + random.nextInt(8), Duration.ofSeconds(random.nextInt(60)), on));
      }
      told.telling(contacts.toArray(Contact[]::new));
    }

    private void step() {
      switch (random.nextInt(20)) {
        case 0 -> {
          told.again();
          flying.clear();
        }
        case 1 -> told.telling(contacts.toArray(Contact[]::new));
        case 2 -> breaker();
        case 3, 4, 5, 6 -> pass();
        case 7, 8 -> answer();
        default -> outcome();
      }
      send();
    }

    private void breaker() {
      out = !out;
      var hold = new Hold("the breaker", "", Hold.FOREVER, Hold.Sort.BREAKER);
      told.telling.braked(out ? Optional.of(hold) : Optional.empty(), told.nowMs);
      contacts.forEach(contact -> news.merge(contact.name(), 1L, Long::sum));
    }

    private void outcome() {
      var name = "/" + random.nextInt(30);
      boolean bad = random.nextBoolean();
      told.happens(name, bad ? Outcome.FAILED : Outcome.REPAIRED);
      if (bad != wrong.getOrDefault(name, false)) {
        contacts.forEach(contact -> news.merge(contact.name(), 1L, Long::sum));
      }
      wrong.put(name, bad);
    }

    private void pass() {
      long next = told.telling.nextMs();
      long most = Duration.ofMinutes(1 + random.nextInt(30)).toMillis();
      told.nowMs += next == Telling.NEVER ? most : Math.clamp(next - told.nowMs, 0, most);
    }

    private void send() {
      for (var message : told.telling.due(told.nowMs, false, () -> Told.NOW)) {
        assertThat(flying.put(message.contact().name(), message)).isNull();
      }
      assertThat(told.telling.nextMs()).isGreaterThan(told.nowMs);
    }

    private void answer() {
      for (var message : List.copyOf(flying.values())) {
        var name = message.contact().name();
        flying.remove(name);
        if (random.nextInt(3) > 0) {
          told.telling.arrived(name);
          arrivedMs.computeIfAbsent(name, _ -> new ArrayList<>()).add(message.timeMs());
          arrived.merge(name, message.batch().size(), Long::sum);
        } else {
          told.telling
              .failed(name, told.nowMs)
              .ifPresent(count -> lost.merge(name, count, Long::sum));
        }
      }
    }

    private void isBounded() {
      for (var desk : told.telling.state()) {
        assertThat(desk.unsent().items()).hasSizeLessThanOrEqualTo(Batch.ITEMS_MAX);
        assertThat(desk.sentMs()).hasSizeLessThanOrEqualTo(desk.contact().limit());
        assertThat(desk.troubled()).hasSizeLessThanOrEqualTo(Desk.TROUBLED_MAX);
      }
    }

    private void theLimitHeld() {
      for (var contact : contacts) {
        var times = arrivedMs.getOrDefault(contact.name(), List.of());
        for (int i = contact.limit(); i < times.size(); i++) {
          assertThat(times.get(i) - times.get(i - contact.limit()))
              .isGreaterThanOrEqualTo(Desk.HOUR_MS);
        }
      }
    }

    private void allIsAccountedFor() {
      for (var desk : told.telling.state()) {
        var name = desk.contact().name();
        long known = arrived.getOrDefault(name, 0L) + lost.getOrDefault(name, 0L);
        assertThat(known + desk.unsent().size()).isEqualTo(news.getOrDefault(name, 0L));
      }
    }
  }
}
