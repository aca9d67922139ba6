package vow.agent.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vow.agent.keeper.Services;
import vow.agent.keeper.Timers;
import vow.engine.service.Standing;
import vow.linux.Epoll;
import vow.linux.PidFd;
import vow.model.kind.Service;

/**
 * How the services of an agent stand, for who is not that agent: by what it has written down, and
 * by whether the processes are there.
 */
public final class Seen implements Services {
  private final Map<String, Standing> standings = new HashMap<>();
  private final boolean plans;
  private final Path state;

  /**
   * Reads it once.
   *
   * @param plans whether it is asked what an agent would do, rather than by who would have to
   */
  public Seen(Path runtime, Path state, boolean plans) {
    this.plans = plans;
    this.state = state;
    ServicesFile.read(runtime)
        .filter(ServicesFile::current)
        .ifPresent(file -> file.entries().forEach(this::see));
  }

  private void see(ServicesFile.Entry entry) {
    var unit = entry.unit();
    boolean gone =
        unit.state().running()
            && unit.pid() > 0
            && ServicesFile.ticks(unit.pid()) != entry.started();
    if (!gone) {
      standings.put(unit.name(), unit.standing());
    }
  }

  @Override
  public boolean there() {
    return plans;
  }

  @Override
  public Timers timers() {
    return new SeenTimers(state);
  }

  @Override
  public Optional<Standing> standing(String name) {
    return Optional.ofNullable(standings.get(name));
  }

  @Override
  public Optional<Standing> start(Service service, boolean reset, Duration patience) {
    throw new IllegalStateException("only looks");
  }

  /** Ends a process that no agent keeps any more; its holder has gone, or is not told. */
  @Override
  public Optional<Standing> stop(String name, Duration patience) {
    var standing = standing(name);
    standing.filter(it -> it.pid() > 0).ifPresent(it -> end(it.pid(), patience));
    return standing;
  }

  private static void end(int pid, Duration patience) {
    try (var epoll = new Epoll();
        var process = PidFd.find(pid).orElse(null)) {
      if (process == null) {
        return;
      }
      epoll.add(process.fd(), pid, Epoll.READ);
      if (process.signal(PidFd.SIGTERM)
          && epoll.await((int) Math.min(patience.toMillis(), Integer.MAX_VALUE)).isEmpty()) {
        boolean _ = process.signal(PidFd.SIGKILL);
      }
    }
  }

  @Override
  public Optional<Standing> restart(String name, Duration patience) {
    throw new IllegalStateException("only looks");
  }

  @Override
  public Optional<Standing> reload(String name, Duration patience) {
    throw new IllegalStateException("only looks");
  }
}
