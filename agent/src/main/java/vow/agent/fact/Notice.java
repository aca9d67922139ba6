package vow.agent.fact;

import java.util.List;

/** How the kernel tells that a fact may have changed. */
public sealed interface Notice {
  /** Files of the kept tree, watched like kept ones. */
  record Kept(List<String> paths) implements Notice {}

  /** A file of the running kernel, which tells of what programs write to it. */
  record Kernel(String path) implements Notice {}

  /** A folder's names and their content. */
  record Folder(String path) implements Notice {}

  /** poll(2) on /proc/sys/kernel/hostname. */
  record Hostname() implements Notice {}

  /** poll(2) on /proc/self/mountinfo. */
  record Mounts() implements Notice {}

  /** Netlink: links, addresses, routes. */
  record Network() implements Notice {}

  /** Netlink: kernel objects, that is devices, processors and memory that come and go. */
  record Devices() implements Notice {}

  /** Nothing tells: it changes with a reboot only, or this is a known blind spot. */
  record None(String why) implements Notice {}

  /** For the reference. */
  default String text() {
    return switch (this) {
      case Kept kept -> "inotify or fanotify on " + String.join(", ", kept.paths());
      case Kernel kernel -> "inotify or fanotify on " + kernel.path();
      case Folder folder -> "inotify or fanotify on the files in " + folder.path();
      case Hostname _ -> "poll on /proc/sys/kernel/hostname";
      case Mounts _ -> "poll on /proc/self/mountinfo";
      case Network _ -> "netlink: link, address and route groups";
      case Devices _ -> "netlink: kernel object events";
      case None none -> "none: " + none.why();
    };
  }
}
