package vow.agent.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vow.model.service.Limits;

/**
 * A control group of its own for each service, where the kernel and our rights give us one
 * (cgroups(7), version 2): so all that a service has started can be found, limited and killed,
 * wherever it has gone. Without one, its process group has to do.
 */
final class Cgroups {
  private static final String TYPE = "cgroup2";
  private static final int MOUNT_POINT = 4;
  private static final long CPU_PERIOD_US = 100_000;
  private static final Duration CLEAR_MAX = Duration.ofSeconds(10);

  /** Where ours are made; empty when there can be none. */
  private final Optional<Path> base;

  Cgroups(Optional<Path> base) {
    this.base = base;
  }

  /**
   * Below the group that we are in ourselves.
   *
   * @param name tells this agent from others on the machine
   */
  static Cgroups find(String name) {
    try {
      var own = ownGroup(Files.readString(Path.of("/proc/self/cgroup")));
      var mount = mount(Files.readString(Path.of("/proc/self/mountinfo")));
      if (own.isEmpty() || mount.isEmpty()) {
        return new Cgroups(Optional.empty());
      }
      var parent = mount.get().resolve(own.get().substring(1)).normalize();
      // The brain may live in a group of its own below the one that was given to the agent.
      return new Cgroups(Optional.of(parent.resolve(name)).filter(Cgroups::canMake));
    } catch (IOException _) {
      return new Cgroups(Optional.empty());
    }
  }

  private static Optional<String> ownGroup(String text) {
    return text.lines()
        .filter(line -> line.startsWith("0::/"))
        .map(line -> line.substring(3))
        .findFirst();
  }

  private static Optional<Path> mount(String text) {
    return text.lines()
        .filter(line -> line.contains(" - " + TYPE + " "))
        .map(line -> Path.of(line.split(" ", -1)[MOUNT_POINT]))
        .findFirst();
  }

  /** Leaves nothing there: most brains start no service. */
  private static boolean canMake(Path folder) {
    boolean made = make(folder);
    removeFolder(folder);
    return made;
  }

  private static boolean make(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder.resolve("cgroup.procs"));
    } catch (IOException _) {
      return false;
    }
  }

  /** The group of a service, made if it is not there; empty when there can be none. */
  Optional<Path> group(String service) {
    return base.map(it -> it.resolve(service)).filter(Cgroups::make);
  }

  /** Sets what it may use; what could not be set, in words. */
  List<String> limit(String service, Limits limits) {
    var refused = new java.util.ArrayList<String>();
    var folder = base.map(it -> it.resolve(service));
    limits
        .memoryBytes()
        .ifPresent(bytes -> set(folder, "memory.max", String.valueOf(bytes), refused));
    limits.processes().ifPresent(count -> set(folder, "pids.max", String.valueOf(count), refused));
    limits
        .cpuPercent()
        .ifPresent(percent ->
            set(folder, "cpu.max", percent * CPU_PERIOD_US / 100 + " " + CPU_PERIOD_US, refused));
    return refused;
  }

  private void set(Optional<Path> folder, String file, String value, List<String> refused) {
    var controller = file.substring(0, file.indexOf('.'));
    try {
      if (folder.isEmpty()) {
        throw new IOException("there are no control groups here");
      }
      if (!Files.exists(folder.get().resolve(file))) {
        enable(controller);
      }
      write(folder.get().resolve(file), value);
    } catch (IOException _) {
      refused.add(controller);
    }
  }

  /** Hands a controller down to our groups, as far as it was handed to us. */
  private void enable(String controller) throws IOException {
    var own = base.orElseThrow();
    var above = own.getParent();
    if (above != null && Files.exists(above.resolve("cgroup.subtree_control"))) {
      write(above.resolve("cgroup.subtree_control"), "+" + controller);
    }
    write(own.resolve("cgroup.subtree_control"), "+" + controller);
  }

  /** Kills everything in it at once; false when there is no such group. */
  boolean kill(String service) {
    var kill = base.map(it -> it.resolve(service).resolve("cgroup.kill"));
    if (kill.isEmpty() || !Files.exists(kill.get())) {
      return false;
    }
    try {
      write(kill.get(), "1");
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Kills everything in it, and waits until that is gone. */
  void clear(String service) {
    long end = System.nanoTime() + CLEAR_MAX.toNanos();
    while (!processes(service).isEmpty() && System.nanoTime() < end) {
      kill(service);
      try {
        Thread.sleep(2); // killed processes are gone in less; nothing tells when
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whether a service has one. */
  boolean exists(String service) {
    return base.map(it -> it.resolve(service)).filter(Files::isDirectory).isPresent();
  }

  /** The processes that are in it, in no order. */
  List<Integer> processes(String service) {
    var processes = base.map(it -> it.resolve(service).resolve("cgroup.procs"));
    try {
      return processes.isPresent() && Files.exists(processes.get())
          ? Files.readAllLines(processes.get()).stream().map(Integer::valueOf).toList()
          : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  /** Removes it, and what was made for all, when nobody is in it any more. */
  void remove(String service) {
    base.ifPresent(it -> removeFolder(it.resolve(service)));
    base.ifPresent(Cgroups::removeFolder);
  }

  private static void removeFolder(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // somebody is in it: it is found again by its name
    }
  }

  private static void write(Path file, String value) throws IOException {
    Files.write(file, value.getBytes(StandardCharsets.UTF_8));
  }
}
