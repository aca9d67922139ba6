package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import vow.agent.bell.Bells;
import vow.agent.bell.EpollBells;
import vow.linux.Pipe;
import vow.linux.Poll;
import vow.linux.Spawn;
import vow.model.Watch;

/**
 * A folder, a watcher on it, and a shell that changes things from outside. The shell is waited for,
 * so the kernel has queued everything when {@link #after} returns: no test sleeps.
 */
final class Scene implements AutoCloseable {
  private static final int BOUND_MS = 20_000;

  final Path folder;
  final KernelWatcher watcher;
  private final Bells bells = new EpollBells();
  private final Collection<Watch> watches = new HashSet<>();

  Scene(Path folder, Mechanism mechanism) {
    this(folder, "/", mechanism);
  }

  /** With the tree in {@code root}; scripts still run in {@code folder}. */
  Scene(Path folder, String root, Mechanism mechanism) {
    this.folder = folder;
    watcher = KernelWatcher.open(root, mechanism);
    watcher.register(bells);
  }

  /** A path in the folder. */
  String path(String name) {
    return folder + "/" + name;
  }

  Scene watching(String... names) {
    for (var name : names) {
      watches.add(Watch.self(path(name)));
    }
    watcher.watch(Side.KEPT, watches);
    return this;
  }

  Scene watching(Watch watch) {
    watches.add(watch);
    watcher.watch(Side.KEPT, watches);
    return this;
  }

  /** Runs a script in the folder and tells what the watcher heard of it. */
  List<PathEvent> after(String script) {
    run(script);
    return heard();
  }

  /** What has been heard since the last time; asks until nothing more comes. */
  List<PathEvent> heard() {
    var all = new ArrayList<PathEvent>();
    while (bells.await(0)) {
      all.addAll(watcher.drain());
    }
    return all;
  }

  /** True when there is nothing for a loop to wake up for. */
  boolean isQuiet() {
    return !bells.await(0);
  }

  /** Waits for a bell, as the loop does, until there is something. */
  void awaitWakeup() {
    assertThat(bells.await(BOUND_MS)).isTrue();
  }

  void run(String script) {
    try (var pipe = Pipe.open();
        var child =
            Spawn.of(List.of("sh", "-ec", script))
                .in(folder.toString())
                .stderr(pipe.writer())
                .start()) {
      assertThat(Poll.readable(child.fd(), BOUND_MS)).isTrue();
      var status = child.poll().orElseThrow();
      assertThat(status.isSuccess())
          .withFailMessage(() -> script + ": " + pipe.read().map(String::new).orElse(""))
          .isTrue();
    }
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Override
  public void close() {
    watcher.close();
    bells.close();
  }
}
