package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a watcher told. */
final class Told {
  private Told() {}

  /** All is about one path, and this is the last word. */
  static void only(List<PathEvent> heard, String path, PathEvent.Change change, boolean finished) {
    assertThat(heard)
        .withFailMessage(() -> "not only of " + path + ": " + heard)
        .isNotEmpty()
        .allMatch(event -> event.path().equals(path));
    var last = heard.getLast();
    assertThat(last.change()).as(heard.toString()).isEqualTo(change);
    assertThat(last.finished()).as(heard.toString()).isEqualTo(finished);
  }
}
