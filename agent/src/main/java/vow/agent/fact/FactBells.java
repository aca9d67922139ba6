package vow.agent.fact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import vow.agent.bell.Bells;
import vow.agent.bell.Source;
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
  private final List<PolledFile> polled = new ArrayList<>();
  private final Set<Notice> armed = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  /** Rings these. */
  @SuppressWarnings("exports") // made inside of this module only
  public FactBells(Bells bells) {
    this.bells = bells;
  }

  /** Listens for these facts too; nothing is heard of others. */
  public void listen(Set<String> facts, MachineFacts machine) {
    used.addAll(facts);
    for (var name : facts) {
      var notice = machine.notice(name);
      if (armed.add(notice)) {
        arm(notice);
      }
    }
  }

  /** The names of all facts that were listened for. */
  public Set<String> used() {
    return Set.copyOf(used);
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
    boolean rang = bells.rang(Source.HOSTNAME);
    rang |= bells.rang(Source.MOUNT_FACT);
    rang |= network.map(n -> !n.drainRoutes().isEmpty()).orElse(false);
    rang |= devices.map(n -> !n.drainDevices().isEmpty()).orElse(false);
    return rang;
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
        case Notice.Files _, Notice.Folder _, Notice.None _ -> {}
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
