package vow.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.engine.service.SavedTimer;

class TimersFileTest {
  private static final SavedTimer NIGHT =
      new SavedTimer("night", "calendar 2:30", "backup", 123_456, 1, 6, 2, 3, 4, 5, true);
  private static final SavedTimer OFTEN =
      new SavedTimer("often", "interval PT1M", "job", 0, Long.MAX_VALUE, 7, 0, 0, 0, 0, false);

  @TempDir Path state;

  @Test
  void readsBackWhatItWrote() throws Exception {
    TimersFile.write(state, List.of(NIGHT, OFTEN));

    assertThat(TimersFile.read(state)).containsExactly(NIGHT, OFTEN);
  }

  @Test
  void thereIsNoneWithoutTimers() throws Exception {
    TimersFile.write(state, List.of(NIGHT));
    TimersFile.write(state, List.of());

    assertThat(state).isEmptyDirectory();
    assertThat(TimersFile.read(state)).isEmpty();
  }

  @Test
  void whatIsDamagedIsAsIfItWereNotThere() throws Exception {
    for (var text : List.of("", "{", "[]", "{\"timers\":1}", "{\"timers\":[1,{},{\"name\":2}]}")) {
      Files.writeString(TimersFile.file(state), text);

      assertThat(TimersFile.read(state)).as(text).isEmpty();
    }
  }
}
