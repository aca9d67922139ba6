package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class WakeCommandTest {
  private static final String WAKE = "-XX:AOTCache=/b/wake.aot";

  @Test
  void isOurCommandWithAnotherCache() {
    var command = WakeCommand.of("java\0@args\0-XX:AOTCache=/b/vow.aot\0-m\0vow\0", WAKE);

    assertThat(command.orElseThrow().words()).containsExactly("java", WAKE, "@args", "-m", "vow");
  }

  @Test
  void keepsWordsThatAreEmptyOrNoText() {
    var command = WakeCommand.of("java\0\0caf\u00c3\u00a9\0", WAKE).orElseThrow();

    assertThat(command.words()).containsExactly("java", WAKE, "", "caf\u00c3\u00a9");
    assertThat(command.strings())
        .isEqualTo(("java\0" + WAKE + "\0\0caf\u00e9\0").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isNotToldAgainByTheOneThatItStarted() {
    assertThat(WakeCommand.of("java\0" + WAKE + "\0-m\0vow\0", WAKE)).isEmpty();
  }

  @Test
  void isNoneWhenItFitsNoMessage() {
    assertThat(WakeCommand.of("java\0" + "x".repeat(Message.BYTES_MAX) + "\0", WAKE)).isEmpty();
  }
}
