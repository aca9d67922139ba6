package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.engine.tell.Batch;
import vow.engine.tell.DeskState;
import vow.engine.tell.News;
import vow.engine.tell.Tally;
import vow.model.Command;
import vow.model.Outcome;
import vow.model.Writer;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;
import vow.model.tell.Way;

class TellingJsonProperties {
  private static final List<Way> WAYS =
      List.of(
          new Way.Exec(new Command(List.of("page", "-x", "ü\n"), false)),
          new Way.Exec(new Command(List.of("cat > /dev/null"), true)),
          new Way.Webhook("https://example.org/x", Map.of("A", "b")),
          new Way.Journald(),
          new Way.Syslog(),
          new Way.Mail("ops@example.org"));

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void everythingComesBackAsItWasSaved(long seed) {
    var random = new Random(seed);
    var desks = new ArrayList<DeskState>();
    for (int i = 0; i < random.nextInt(4); i++) {
      desks.add(desk("c" + i, random));
    }

    assertThat(TellingJson.read(TellingJson.write(desks))).isEqualTo(desks);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whatIsDamagedIsForgottenAndBreaksNothing(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(TellingJson.write(List.of(desk("a", random))));
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(text.length());
      text.setCharAt(at, "0x{}[]\",:-n".charAt(random.nextInt(11)));
    }

    assertThat(TellingJson.read(text.toString())).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void whatMayNotBeStoredIsNot() {
    var way = new Way.Webhook("https://example.org/hush", Map.of("Authorization", "hush"));
    var contact =
        new Contact("a", Set.of(Occasion.FAILED), way, true, Duration.ofSeconds(1), 6, 480);
    var desk =
        new DeskState(
            contact,
            Batch.EMPTY,
            List.of(),
            Set.of(),
            Set.of(),
            DeskState.Course.NONE,
            DeskState.Daily.NEVER);

    var text = TellingJson.write(List.of(desk));

    assertThat(text).doesNotContain("hush").doesNotContain("example.org");
    assertThat(TellingJson.read(text).getFirst().contact()).isEqualTo(contact.stored());
    assertThat("" + way + contact + desk).doesNotContain("hush");
  }

  private static DeskState desk(String name, Random random) {
    var on = EnumSet.allOf(Occasion.class);
    on.removeIf(_ -> random.nextBoolean());
    var contact =
        new Contact(
            name,
            on,
            WAYS.get(random.nextInt(WAYS.size())),
            false,
            Duration.ofMillis(random.nextInt(100_000)),
            1 + random.nextInt(60),
            random.nextInt(24 * 60));
    var course =
        new DeskState.Course(
            random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9));
    var done = new EnumMap<Outcome, Long>(Outcome.class);
    done.put(Outcome.REPAIRED, (long) random.nextInt(9));
    var day =
        random.nextBoolean()
            ? DeskState.Daily.NEVER
            : new DeskState.Daily(1 + random.nextInt(9), random.nextBoolean(), 1, new Tally(done));
    return new DeskState(
        contact,
        batch(random),
        List.of(1L, 2L),
        Set.of("file[/a]", News.EVERYTHING),
        Set.of("file[/b]"),
        course,
        day);
  }

  private static Batch batch(Random random) {
    if (random.nextBoolean()) {
      return Batch.EMPTY;
    }
    var writer = new Writer(4711, "/usr/bin/vim", "vim", 0, null, null, null, null);
    var news =
        new News(
            News.Sort.FAILED,
            "file[/\"ü\n]",
            random.nextInt(9),
            "failed",
            "drift",
            random.nextBoolean() ? Optional.of(writer) : Optional.empty(),
            "why \"not\"");
    return new Batch(
        random.nextInt(9),
        Map.of(News.Sort.FAILED, 4L, News.Sort.RECOVERED, 1L),
        List.of(new Batch.Item(news, 2)));
  }
}
