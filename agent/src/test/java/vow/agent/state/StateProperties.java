package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.agent.json.Json;
import vow.engine.EngineState;
import vow.model.PromiseId;
import vow.model.Undo;

/** Whatever is in a file of the state: it is understood, or it is not, and nothing else happens. */
class StateProperties {
  private static final PromiseId MOTD = new PromiseId("file", "/etc/motd");

  private static final String MANIFEST =
      "{\"version\":1,\"hash\":\""
          + "ab".repeat(32)
          + "\",\"promises\":[{\"id\":\"file[/etc/motd]\",\"at\":\"a.hcl:1:1\",\"attributes\":"
          + "{\"path\":\"/etc/motd\",\"content\":\"x\",\"mode\":\"0644\"}}],\"edges\":"
          + "[{\"from\":\"file[/etc/motd]\",\"to\":\"file[/etc/motd]\",\"reason\":\"AFTER\"}]}";

  private static final List<String> WORDS =
      List.of("null", "1e999999999", "-1", "\"\"", "[]", "{}", "true", "\"\\u0000\"", "1.5", "]}");

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void readsAnything(long seed) {
    var random = new Random(seed);
    var engine = EngineStateJson.write(EngineState.EMPTY);
    var undo = UndoJson.write(MOTD, new Undo(List.of(new Undo.Missing("/etc/motd"))));
    for (int i = 0; i < 50; i++) {
      var manifest = mutated(MANIFEST, random);
      assertThatCode(() -> ManifestJson.read(manifest)).as(manifest).doesNotThrowAnyException();
      var state = mutated(engine, random);
      assertThatCode(() -> EngineStateJson.read(state)).as(state).doesNotThrowAnyException();
      var before = mutated(undo, random);
      assertThatCode(() -> UndoJson.read(MOTD, before)).as(before).doesNotThrowAnyException();
      assertThatCode(() -> Json.parse(state).ifPresent(Json::write))
          .as(state)
          .doesNotThrowAnyException();
    }
  }

  /** Some bytes are changed, and some values become others. */
  private static String mutated(String text, Random random) {
    var changed = text;
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + random.nextInt(12));
      var word = WORDS.get(random.nextInt(WORDS.size()));
      changed = changed.substring(0, at) + word + changed.substring(end);
    }
    if (random.nextBoolean()) {
      changed = swapped(changed, random).orElse(changed);
    }
    var bytes = changed.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A whole value becomes one of another type, the rest stays well-formed. */
  private static Optional<String> swapped(String text, Random random) {
    return Json.parseObject(text)
        .filter(object -> !object.isEmpty())
        .map(object -> {
          var keys = List.copyOf(object.keySet());
          var key = keys.get(random.nextInt(keys.size()));
          object.put(key, random.nextBoolean() ? Map.of("a", List.of(1, "b")) : "text");
          return Json.write(object);
        });
  }
}
