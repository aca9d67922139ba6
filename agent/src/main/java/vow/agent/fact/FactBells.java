package vow.agent.fact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vow.agent.bell.Bells;
import vow.agent.bell.Source;
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
  private final List<PolledFile> polled = new ArrayList<>();
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

  /** The names of the facts that are listened for. */
  public Set<String> used() {
    return Set.copyOf(heard.keySet());
  }

  /** The facts that may have changed since the last look; never blocks. */
  public Set<String> rang() {
    var rung = new LinkedHashSet<Notice>();
    if (bells.rang(Source.HOSTNAME)) {
      rung.add(new Notice.Hostname());
    }
    if (bells.rang(Source.MOUNT_FACT)) {
      rung.add(new Notice.Mounts());
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
    polled.forEach(PolledFile::close);
  }

  private void arm(Notice notice) {
    try {
      switch (notice) {
        case Notice.Hostname _ -> poll(Source.HOSTNAME, "/proc/sys/kernel/hostname");
        case Notice.Mounts _ -> poll(Source.MOUNT_FACT, "/proc/self/mountinfo");
        case Notice.Network _ -> network = Optional.of(listening(Source.NETWORK, Netlink::routes));
        case Notice.Devices _ -> devices = Optional.of(listening(Source.DEVICES, Netlink::devices));
        case Notice.Kept _, Notice.Kernel _, Notice.Folder _, Notice.None _ -> {}
      }
    } catch (LinuxException e) {
      System.getLogger("vow")
          .log(System.Logger.Level.WARNING, notice.text() + " is not to be had", e);
    }
  }

  private Netlink listening(Source source, Supplier<Netlink> open) {
    var held = bells.inherited(source);
    if (held.isPresent()) {
      return new Netlink(held.get());
    }
    var socket = open.get();
    bells.onReadable(source, socket.fd());
    return socket;
  }

  private void poll(Source source, String path) {
    if (bells.inherited(source).isPresent()) {
      return;
    }
    var file = PolledFile.open(path);
    polled.add(file);
    bells.onChange(source, file.fd());
  }
}
