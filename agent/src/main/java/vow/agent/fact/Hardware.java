package vow.agent.fact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vow.language.value.Value;

/** Processors, memory, disks, and what is around them. From /proc and /sys. */
final class Hardware {
  private static final int SECTOR_BYTES = 512;
  private static final Map<String, String> VENDORS =
      Map.of(
          "QEMU", "qemu",
          "VMware", "vmware",
          "innotek", "virtualbox",
          "Microsoft", "hyperv",
          "Xen", "xen",
          "Amazon", "amazon",
          "Google", "google");

  private Hardware() {}

  static Value architecture(Sources sources) {
    var told = sources.kernel("/proc/sys/kernel/arch"); // since Linux 6.1
    if (!told.isEmpty()) {
      return Value.text(told);
    }
    var java = System.getProperty("os.arch", "");
    return Value.text(java.equals("amd64") ? "x86_64" : java);
  }

  /** Ranges such as {@code 0-3,6}. */
  static Value processors(Sources sources) {
    return Value.number(count(sources.kernel("/sys/devices/system/cpu/online")));
  }

  static long count(String ranges) {
    long count = 0;
    for (var range : ranges.split(",", -1)) {
      var ends = range.strip().split("-", -1);
      if (ends[0].matches("[0-9]{1,9}")) {
        long last = ends.length > 1 ? Long.parseLong(ends[1]) : Long.parseLong(ends[0]);
        count += last - Long.parseLong(ends[0]) + 1;
      }
    }
    return Math.max(1, count);
  }

  static Value memory(Sources sources) {
    for (var line : sources.kernel("/proc/meminfo").lines().toList()) {
      if (line.startsWith("MemTotal:")) {
        return Value.number(Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
      }
    }
    return Value.number(0);
  }

  static Value disks(Sources sources) {
    var disks = new TreeMap<String, Value>();
    for (var name : names("/sys/block")) {
      var sectors = sources.kernel("/sys/block/" + name + "/size");
      var model = sources.kernel("/sys/block/" + name + "/device/model");
      long size = sectors.matches("[0-9]{1,15}") ? Long.parseLong(sectors) * SECTOR_BYTES : 0;
      disks.put(
          name, Value.object(Map.of("size_bytes", Value.number(size), "model", Value.text(model))));
    }
    return Value.map(Catalogue.DISK, disks);
  }

  static Value virtual(Sources sources) {
    if (Files.exists(Path.of("/.dockerenv"))
        || Files.exists(Path.of("/run/.containerenv"))
        || sources.kernel("/run/systemd/container").length() > 0) {
      return Value.text("container");
    }
    var vendor = sources.kernel("/sys/class/dmi/id/sys_vendor");
    for (var known : VENDORS.entrySet()) {
      if (vendor.startsWith(known.getKey())) {
        return Value.text(known.getValue());
      }
    }
    var hypervisor = sources.kernel("/sys/hypervisor/type");
    if (!hypervisor.isEmpty()) {
      return Value.text(hypervisor.toLowerCase(Locale.ROOT));
    }
    boolean virtual = sources.kernel("/proc/cpuinfo").contains(" hypervisor");
    return Value.text(virtual ? "unknown" : "none");
  }

  static List<String> names(String folder) {
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
