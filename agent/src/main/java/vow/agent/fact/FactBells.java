package vow.agent.fact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vow.agent.bell.Bells;
import vow.linux.LinuxException;
import vow.linux.Netlink;
import vow.linux.PolledFile;

/**
 * Hears from the kernel that facts in use may have changed. What is told through files is left to
 * the watcher: {@link FactPlaces}. On the loop's thread.
 */
public final class FactBells implements AutoCloseable {
  private final Bells bells;
  private Optional<Netlink> network = Optional.empty();
  private Optional<Netlink> devices = Optional.empty();
  private final List<Polled> polled = new ArrayList<>();
  private final Set<Notice> armed = new LinkedHashSet<>();
  private Map<String, Notice> heard = Map.of();

  /** Rings these. */
  @SuppressWarnings("exports") // made inside of this module only
  public FactBells(Bells bells) {
    this.bells = bells;
  }

  /**
   * Listens for these facts from now on.
   *
   * @return those that were not listened for before: they may have changed unheard
   */
  public Set<String> listen(Set<String> facts, MachineFacts machine) {
    var fresh = new TreeSet<>(facts);
    fresh.removeAll(heard.keySet());
    heard = facts.stream().collect(Collectors.toMap(name -> name, machine::notice));
    for (var notice : heard.values()) {
      if (armed.add(notice)) {
        arm(notice);
      }
    }
    return fresh;
  }

  /** The facts that may have changed since the last look; never blocks. */
  public Set<String> rang() {
    var rung = new LinkedHashSet<Notice>();
    for (var one : polled) {
      if (one.changed()) {
        rung.add(one.notice);
      }
    }
    if (network.isPresent() && !network.get().drainRoutes().isEmpty()) {
      rung.add(new Notice.Network());
    }
    if (devices.isPresent() && !devices.get().drainDevices().isEmpty()) {
      rung.add(new Notice.Devices());
    }
    if (rung.isEmpty()) {
      return Set.of();
    }
    var facts = new TreeSet<String>();
    heard.forEach((name, notice) -> {
      if (rung.contains(notice)) {
        facts.add(name);
      }
    });
    return facts;
  }

  @Override
  public void close() {
    network.ifPresent(Netlink::close);
    devices.ifPresent(Netlink::close);
    polled.forEach(Polled::close);
  }

  private void arm(Notice notice) {
    try {
      switch (notice) {
        case Notice.Hostname _ ->
            polled.add(new Polled("/proc/sys/kernel/hostname", notice, bells));
        case Notice.Mounts _ -> polled.add(new Polled("/proc/self/mountinfo", notice, bells));
        case Notice.Network _ -> network = Optional.of(listening(Netlink.routes()));
        case Notice.Devices _ -> devices = Optional.of(listening(Netlink.devices()));
        case Notice.Kept _, Notice.Kernel _, Notice.Folder _, Notice.None _ -> {}
      }
    } catch (LinuxException e) {
      System.getLogger("vow")
          .log(System.Logger.Level.WARNING, notice.text() + " is not to be had", e);
    }
  }

  private Netlink listening(Netlink socket) {
    bells.onReadable(socket.fd());
    return socket;
  }

  /** One file is waited for, which takes its readiness away; its twin is asked. */
  private static final class Polled implements AutoCloseable {
    private final PolledFile waits;
    private final PolledFile asked;
    private final Notice notice;

    Polled(String path, Notice notice, Bells bells) {
      this.notice = notice;
      waits = PolledFile.open(path);
      asked = PolledFile.open(path);
      bells.onChange(waits.fd());
      asked.changed(); // what was before is not news
    }

    boolean changed() {
      return asked.changed();
    }

    @Override
    public void close() {
      waits.close();
      asked.close();
    }
  }
}
