package vow.agent.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vow.engine.tell.DeskState;

/**
 * Who is told, and what has yet to be told: STATE/telling.json, so that neither sleep nor a killed
 * agent makes it forgotten, and no agent that is started again and again tells more than it may.
 * Without anybody to tell there is no file.
 */
public final class TellingFile {
  private final Path file;

  /** That of a state folder. */
  public TellingFile(Path state) {
    file = state.resolve("telling.json");
  }

  /** What was written last; nothing when it is damaged. */
  public List<DeskState> read() {
    return AtomicFile.read(file).map(TellingJson::read).orElse(List.of());
  }

  /** Whether there is anybody to tell. */
  public boolean exists() {
    return Files.exists(file);
  }

  /** Writes it in place of the one before, if it says something else. */
  public void write(List<DeskState> desks) throws IOException {
    if (desks.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      AtomicFile.writeNews(file, out -> out.append(TellingJson.write(desks)).append('\n'));
    }
  }
}
