package vow.agent.fact;

import static vow.language.value.BasicType.NUMBER;
import static vow.language.value.BasicType.STRING;

import java.util.List;
import java.util.Map;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.model.kind.OsPackage;

/** The one table of facts. */
public final class Catalogue {
  /** Where the operator's own facts and tags are, below the state folder. */
  static final String CUSTOM = "STATE/facts.d";

  private static final Notice BOOT = new Notice.None("it changes with a boot only");

  /** What {@code node.user} has of each account. */
  static final Type ACCOUNT =
      Type.object(Map.of("uid", NUMBER, "gid", NUMBER, "home", STRING, "shell", STRING));

  /** What {@code node.mount} has of each mount point. */
  static final Type MOUNT =
      Type.object(Map.of("source", STRING, "type", STRING, "options", STRING));

  /** What {@code node.network} has of each interface. */
  static final Type INTERFACE =
      Type.object(
          Map.of("mac", STRING, "mtu", NUMBER, "state", STRING, "addresses", Type.list(STRING)));

  /** What {@code node.disk} has of each block device. */
  static final Type DISK = Type.object(Map.of("size_bytes", NUMBER, "model", STRING));

  /** All facts with fixed names, in the order of the reference. */
  public static final List<FactSpec> FACTS =
      List.of(
          new FactSpec(
              "hostname",
              STRING,
              "The host name.",
              new Notice.Hostname(),
              s -> Value.text(s.kernel("/proc/sys/kernel/hostname"))),
          new FactSpec(
              "os.family",
              STRING,
              "The distribution's family: debian, rhel, suse, alpine, arch, or its own id.",
              new Notice.Kept(OsRelease.PATHS),
              s -> Value.text(OsRelease.read(s).family())),
          new FactSpec(
              "os.name",
              STRING,
              "The distribution's id, such as debian or ubuntu.",
              new Notice.Kept(OsRelease.PATHS),
              s -> Value.text(OsRelease.read(s).name())),
          new FactSpec(
              "os.version",
              STRING,
              "The distribution's version, such as 12; empty where it has none.",
              new Notice.Kept(OsRelease.PATHS),
              s -> Value.text(OsRelease.read(s).version())),
          new FactSpec(
              "kernel.name",
              STRING,
              "The kernel's name: Linux.",
              BOOT,
              s -> Value.text(s.kernel("/proc/sys/kernel/ostype"))),
          new FactSpec(
              "kernel.release",
              STRING,
              "The kernel's release, as uname -r has it.",
              BOOT,
              s -> Value.text(s.kernel("/proc/sys/kernel/osrelease"))),
          new FactSpec(
              "arch", STRING, "The machine, as uname -m has it.", BOOT, Hardware::architecture),
          new FactSpec(
              "cpu.count",
              NUMBER,
              "How many processors are on line.",
              new Notice.Devices(),
              Hardware::processors),
          new FactSpec(
              "memory.total_bytes",
              NUMBER,
              "Memory that the kernel can use.",
              new Notice.Devices(),
              Hardware::memory),
          new FactSpec(
              "disk",
              Type.map(DISK),
              "Block devices by name.",
              new Notice.Devices(),
              Hardware::disks),
          new FactSpec(
              "mount",
              Type.map(MOUNT),
              "Mounts by mount point.",
              new Notice.Mounts(),
              Mounts::read),
          new FactSpec(
              "network",
              Type.map(INTERFACE),
              "Network interfaces by name.",
              new Notice.Network(),
              Network::read),
          new FactSpec(
              "virtual",
              STRING,
              "What the machine runs in: none, container, or the hypervisor's name.",
              BOOT,
              Hardware::virtual),
          new FactSpec(
              "init",
              STRING,
              "What runs as process 1, such as systemd.",
              BOOT,
              s -> Value.text(s.kernel("/proc/1/comm"))),
          new FactSpec(
              "user",
              Type.map(ACCOUNT),
              "Accounts by name, from /etc/passwd.",
              new Notice.Kept(List.of("/etc/passwd")),
              Installed::users),
          new FactSpec(
              "package",
              Type.map(STRING),
              "Versions of installed packages by name, from dpkg's database.",
              new Notice.Kept(List.of(OsPackage.STATUS)),
              Installed::packages),
          new FactSpec(
              "tags",
              Type.list(STRING),
              "Tags that the operator gave this node: lines of STATE/facts.d/tags.",
              new Notice.Folder(CUSTOM),
              Custom::tags));

  private Catalogue() {}
}
