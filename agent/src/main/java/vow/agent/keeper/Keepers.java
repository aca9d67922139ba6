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
import vow.model.kind.Shadow;
import vow.model.kind.Sysctl;
import vow.model.kind.Sysfs;
import vow.model.kind.User;

/** The one table of keepers. */
public final class Keepers {
  private static final FileKeeper FILE = new FileKeeper();
  private static final DirectoryKeeper DIRECTORY = new DirectoryKeeper();
  private static final LinkKeeper LINK = new LinkKeeper();
  private static final LineKeeper LINE = new LineKeeper();
  private static final BlockKeeper BLOCK = new BlockKeeper();
  private static final ExecKeeper EXEC = new ExecKeeper();
  private static final SysctlKeeper SYSCTL = new SysctlKeeper(FILE);
  private static final SysfsKeeper SYSFS = new SysfsKeeper();
  private static final GroupKeeper GROUP = new GroupKeeper();
  private static final UserKeeper USER = new UserKeeper();
  private static final ShadowKeeper SHADOW = new ShadowKeeper();
  private static final PackageKeeper PACKAGE = new PackageKeeper();
  private static final ProbeKeeper PROBE = new ProbeKeeper();
  private static final FetchKeeper FETCH = new FetchKeeper(FILE);
  private static final ArchiveKeeper ARCHIVE = new ArchiveKeeper();

  private Keepers() {}

  /** The kind with its keeper. */
  public static Keeping<?> of(Kind kind) {
    return switch (kind) {
      case File file -> new Keeping<>(file, FILE);
      case Directory directory -> new Keeping<>(directory, DIRECTORY);
      case Link link -> new Keeping<>(link, LINK);
      case Line line -> new Keeping<>(line, LINE);
      case Block block -> new Keeping<>(block, BLOCK);
      case Exec exec -> new Keeping<>(exec, EXEC);
      case Group group -> new Keeping<>(group, GROUP);
      case User user -> new Keeping<>(user, USER);
      case Shadow shadow -> new Keeping<>(shadow, SHADOW);
      case OsPackage debian -> new Keeping<>(debian, PACKAGE);
      case Probe probe -> new Keeping<>(probe, PROBE);
      case Archive archive -> new Keeping<>(archive, ARCHIVE);
      case Fetch fetch -> new Keeping<>(fetch, FETCH);
      case Sysctl sysctl -> new Keeping<>(sysctl, SYSCTL);
      case Sysfs sysfs -> new Keeping<>(sysfs, SYSFS);
    };
  }
}
