package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vow.agent.keeper.Promised;
import vow.agent.loop.SingleRun;
import vow.agent.report.Refused;
import vow.agent.report.TextReporter;
import vow.agent.report.WriterText;
import vow.agent.state.Folders;
import vow.agent.state.StateLock;
import vow.agent.state.Undos;
import vow.agent.tree.Parents;
import vow.agent.tree.Tree;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Mode;
import vow.linux.Epoll;
import vow.linux.LinuxException;
import vow.linux.PidFd;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.Undo;

/**
 * Ends an agent, takes back what it made if that is wanted, and removes what it wrote for itself.
 */
public final class Uninstall {
  private static final int STOP_MS = 60_000;

  private final Places places;
  private final Screen screen;

  /** Of the agent with these folders. */
  public Uninstall(Places places, Screen screen) {
    this.places = places;
    this.screen = screen;
  }

  /** What was kept last, in the order of the policy; sensitive ones are not known. */
  public List<Promise> kept() {
    return new Memory(places.state())
        .manifest()
        .map(saved -> List.copyOf(saved.manifest().promises().values()))
        .orElse(List.of());
  }

  /** Whether there is anything to remove. */
  public boolean isThere() {
    return Files.isDirectory(places.state()) || Files.isDirectory(places.runtime());
  }

  /** Ends the running agent, if there is one. */
  public void stop() throws Refused {
    var holder = StateLock.holder(places.state());
    if (holder.isEmpty()) {
      return;
    }
    int pid = (int) holder.getAsLong();
    try (var epoll = new Epoll();
        var agent = PidFd.find(pid).orElseThrow(() -> new Refused("the agent has just ended"))) {
      screen.say("stopping the agent, pid " + pid);
      epoll.add(agent.fd(), pid, Epoll.READ);
      if (agent.signal(PidFd.SIGTERM) && epoll.await(STOP_MS).isEmpty()) {
        throw new Refused("the agent, pid " + pid + ", does not end; kill it first");
      }
    } catch (LinuxException e) {
      throw new Refused("unable to stop the agent, pid " + pid + ": " + e.getMessage());
    }
  }

  /**
   * Puts everything back as it was before vow, the last first.
   *
   * @return whether all of it could be
   */
  public boolean reverse() throws Refused {
    try (var _ = Premises.enter(places)) {
      var engine = new Engine(Mode.KEEP);
      var told = new ArrayList<Boolean>();
      var text =
          new TextReporter(screen.out(), screen.colours(), new WriterText(Machine::userName));
      var run =
          new SingleRun(
              engine,
              InstantSource.system(),
              List.of(text, happened -> told.add(happened.outcome().good())));
      var made = made();
      try (var works = Works.open(places, run::answer)) {
        works.workshop().promise(Promised.of(Manifest.EMPTY));
        var left = kept().stream().map(Promise::reversing).toList();
        run.run(Manifest.EMPTY, List.of(new Event.Left(left, false)), works.workshop());
        made.forEach(path -> unmake(works.tree(), path));
      }
      return !told.contains(false);
    } catch (IOException e) {
      throw new Refused("unable to put back: " + Refused.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted");
    }
  }

  /** What was missing before vow, the deepest first. */
  private List<String> made() {
    return new Undos(places.state())
        .firsts().values().stream()
            .flatMap(undo -> undo.before().stream())
            .filter(Undo.Missing.class::isInstance)
            .map(Undo.Before::name)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** A folder that was not empty when the promise that made it went. */
  private static void unmake(Tree tree, String path) {
    try {
      Parents.unmake(tree, List.of(path));
    } catch (LinuxException _) {
      // not a folder, or not ours any more
    }
  }

  /** Removes state and runtime files, and folders above them that are empty then. */
  public void remove() throws Refused {
    try {
      new Shown(places, screen::warn).remove();
      Folders.delete(places.runtime());
      Folders.delete(places.state());
      if (places.underRoot()) {
        unmake(places.runtime());
        unmake(places.state());
      }
    } catch (IOException e) {
      throw new Refused("unable to remove: " + Refused.reason(e));
    }
  }

  /** What was made on the way to a folder of ours, below the kept tree. */
  private void unmake(Path folder) throws IOException {
    for (var at = folder.getParent();
        at != null && at.startsWith(places.root()) && !at.equals(places.root());
        at = at.getParent()) {
      try (Stream<Path> entries = Files.list(at)) {
        if (entries.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(at);
    }
  }
}
