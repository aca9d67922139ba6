package vow.agent.watch;

import vow.linux.Directory;
import vow.linux.ProcFile;

/** The marks that this process has by the kernel's own account. */
final class KernelMarks {
  private KernelMarks() {}

  static int count() {
    int count = 0;
    try (var folder = Directory.open("/proc/self/fdinfo")) {
      for (var fd : folder.list()) {
        var info = ProcFile.read("/proc/self/fdinfo/" + fd.name()).orElse("");
        count +=
            (int)
                info.lines()
                    .filter(line -> line.startsWith("inotify ") || line.startsWith("fanotify ino:"))
                    .count();
      }
    }
    return count;
  }
}
