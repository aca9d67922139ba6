package vow.model.service;

import java.util.Collection;
import java.util.List;

/** The capabilities of Linux by name: what root's power is made of (capabilities(7)). */
public final class Capabilities {
  /** By number, from 0 on (linux/capability.h). */
  private static final List<String> NAMES =
      List.of(
          "chown",
          "dac_override",
          "dac_read_search",
          "fowner",
          "fsetid",
          "kill",
          "setgid",
          "setuid",
          "setpcap",
          "linux_immutable",
          "net_bind_service",
          "net_broadcast",
          "net_admin",
          "net_raw",
          "ipc_lock",
          "ipc_owner",
          "sys_module",
          "sys_rawio",
          "sys_chroot",
          "sys_ptrace",
          "sys_pacct",
          "sys_admin",
          "sys_boot",
          "sys_nice",
          "sys_resource",
          "sys_time",
          "sys_tty_config",
          "mknod",
          "lease",
          "audit_write",
          "audit_control",
          "setfcap",
          "mac_override",
          "mac_admin",
          "syslog",
          "wake_alarm",
          "block_suspend",
          "audit_read",
          "perfmon",
          "bpf",
          "checkpoint_restore");

  private Capabilities() {}

  /** All names, in lower case and without {@code CAP_}, by number. */
  public static List<String> names() {
    return NAMES;
  }

  /** One bit a capability, as the kernel has them in sets. Unknown names have none. */
  public static long mask(Collection<String> names) {
    long mask = 0;
    for (int i = 0; i < NAMES.size(); i++) {
      mask |= names.contains(NAMES.get(i)) ? 1L << i : 0;
    }
    return mask;
  }
}
