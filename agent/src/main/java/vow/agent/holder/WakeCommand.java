package vow.agent.holder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command for the next brains: our own, but with the start-up cache of what a woken brain does.
 * Whoever starts us names that option of Java in the property {@code vow.wake}.
 */
public record WakeCommand(List<String> words) {
  private static final String PROPERTY = "vow.wake";
  private static final String CACHE = "-XX:AOTCache=";
  private static final Path OURS = Path.of("/proc/self/cmdline");
  private static final int BYTES_MAX = Message.BYTES_MAX - 16;

  public WakeCommand {
    words = List.copyOf(words);
  }

  /** The one for us; empty when we were woken by it, or none is named. */
  public static Optional<WakeCommand> find() {
    var option = System.getProperty(PROPERTY, "");
    if (option.isEmpty()) {
      return Optional.empty();
    }
    try {
      // Every byte is a character, so that none is lost.
      return of(Files.readString(OURS, StandardCharsets.ISO_8859_1), latin(option));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** From words that each end in NUL. */
  static Optional<WakeCommand> of(String ours, String option) {
    var words = new ArrayList<String>();
    for (int at = 0, end = ours.indexOf('\0'); end >= 0; end = ours.indexOf('\0', at)) {
      var word = ours.substring(at, end);
      if (word.equals(option)) {
        return Optional.empty();
      }
      if (!word.startsWith(CACHE)) {
        words.add(word);
      }
      at = end + 1;
    }
    words.add(Math.min(1, words.size()), option);
    var command = new WakeCommand(words);
    return command.strings().length > BYTES_MAX ? Optional.empty() : Optional.of(command);
  }

  /** Each ends in NUL. */
  byte[] strings() {
    return (String.join("\0", words) + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
