package vow.agent.keeper;

import vow.model.kind.Archive;
import vow.model.kind.Block;
import vow.model.kind.Directory;
import vow.model.kind.Exec;
import vow.model.kind.Fetch;
import vow.model.kind.File;
import vow.model.kind.Group;
import vow.model.kind.Kind;
import vow.model.kind.Line;
import vow.model.kind.Link;
import vow.model.kind.OsPackage;
import vow.model.kind.Probe;
import vow.model.kind.Service;
import vow.model.kind.Shadow;
import vow.model.kind.Sysctl;
import vow.model.kind.Sysfs;
import vow.model.kind.Timer;
import vow.model.kind.User;

/**
 * The one table of keepers. They hold nothing, and are made when they are asked for: a brain that
 * wakes for a file loads no other.
 */
public final class Keepers {
  private Keepers() {}

  /** The kind with its keeper. */
  public static Keeping<?> of(Kind kind) {
    return switch (kind) {
      case File file -> new Keeping<>(file, new FileKeeper());
      case Directory directory -> new Keeping<>(directory, new DirectoryKeeper());
      case Link link -> new Keeping<>(link, new LinkKeeper());
      case Line line -> new Keeping<>(line, new LineKeeper());
      case Block block -> new Keeping<>(block, new BlockKeeper());
      case Exec exec -> new Keeping<>(exec, new ExecKeeper());
      case Service service -> new Keeping<>(service, new ServiceKeeper());
      case Timer timer -> new Keeping<>(timer, new TimerKeeper());
      case Group group -> new Keeping<>(group, new GroupKeeper());
      case User user -> new Keeping<>(user, new UserKeeper());
      case Shadow shadow -> new Keeping<>(shadow, new ShadowKeeper());
      case OsPackage debian -> new Keeping<>(debian, new PackageKeeper());
      case Probe probe -> new Keeping<>(probe, new ProbeKeeper());
      case Archive archive -> new Keeping<>(archive, new ArchiveKeeper());
      case Fetch fetch -> new Keeping<>(fetch, new FetchKeeper(new FileKeeper()));
      case Sysctl sysctl -> new Keeping<>(sysctl, new SysctlKeeper(new FileKeeper()));
      case Sysfs sysfs -> new Keeping<>(sysfs, new SysfsKeeper());
    };
  }
}
