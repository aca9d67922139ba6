package vow.agent.fact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.agent.bell.Bells;
import vow.linux.LinuxException;
import vow.linux.Netlink;
import vow.linux.PolledFile;
import vow.model.Watch;

/**
 * Hears from the kernel that facts in use may have changed. What is told through files is left to
 * the watcher: {@link #watches}. On the loop's thread.
 */
public final class FactBells implements AutoCloseable {
  private final Bells bells;
  private Optional<Netlink> network = Optional.empty();
  private Optional<Netlink> devices = Optional.empty();
  private final List<Polled> polled = new ArrayList<>();
  private final Set<Notice> armed = new LinkedHashSet<>();

  /** Rings these. */
  @SuppressWarnings("exports") // made inside of this module only
  public FactBells(Bells bells) {
    this.bells = bells;
  }

  /** Listens for these facts too; nothing is heard of others. */
  public void listen(Set<String> facts, MachineFacts machine) {
    for (var name : facts) {
      var notice = machine.notice(name);
      if (armed.add(notice)) {
        arm(notice);
      }
    }
  }

  /** The files to be watched for the facts in use, on this machine. */
  public static Set<Watch> watches(Set<String> facts, MachineFacts machine, Path custom) {
    var watches = new LinkedHashSet<Watch>();
    for (var name : facts) {
      switch (machine.notice(name)) {
        case Notice.Files files -> files.paths().forEach(p -> watches.add(Watch.self(p)));
        case Notice.Folder _ -> watches.add(new Watch(custom.toString(), Watch.Scope.TREE));
        case Notice.Hostname _,
            Notice.Mounts _,
            Notice.Network _,
            Notice.Devices _,
            Notice.None _ -> {}
      }
    }
    return watches;
  }

  /** Whether something rang since the last look; never blocks. */
  public boolean rang() {
    boolean rang = false;
    for (var one : polled) {
      rang |= one.changed();
    }
    rang |= network.map(n -> !n.drainRoutes().isEmpty()).orElse(false);
    rang |= devices.map(n -> !n.drainDevices().isEmpty()).orElse(false);
    return rang;
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
        case Notice.Hostname _ -> polled.add(new Polled("/proc/sys/kernel/hostname", bells));
        case Notice.Mounts _ -> polled.add(new Polled("/proc/self/mountinfo", bells));
        case Notice.Network _ -> network = Optional.of(listening(Netlink.routes()));
        case Notice.Devices _ -> devices = Optional.of(listening(Netlink.devices()));
        case Notice.Files _, Notice.Folder _, Notice.None _ -> {}
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

    Polled(String path, Bells bells) {
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
