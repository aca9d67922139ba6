package vow.agent.absorb;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import vow.agent.report.Refused;
import vow.agent.tree.Accounts;
import vow.agent.tree.Tree;
import vow.linux.FileType;
import vow.linux.Ids;
import vow.linux.LinuxException;
import vow.linux.Statx;
import vow.model.PromiseId;
import vow.model.kind.Directory;
import vow.model.kind.File;
import vow.model.kind.Kind;
import vow.model.kind.Ownership;
import vow.model.kind.Sysctl;
import vow.model.kind.Sysfs;

/** What a promise would say if it were made of what is there now. */
public final class Present {
  private static final int TEXT_BYTES_MAX = 1 << 20;

  private final Tree tree;
  private final Accounts accounts;
  private final boolean owned;

  /** Of a tree. */
  public Present(Tree tree) {
    this.tree = tree;
    this.accounts = new Accounts(tree);
    this.owned = tree.isSystem() || Ids.effectiveUid() == 0;
  }

  /**
   * The same promise with the present values of what it says; what it is silent about it stays
   * silent about.
   *
   * @throws Refused when there is nothing that it could say
   */
  public Kind of(PromiseId id, Kind kind) throws Refused {
    try {
      if (kind instanceof File file) {
        return file(file);
      }
      if (kind instanceof Directory directory) {
        return directory(directory);
      }
      if (kind instanceof Sysctl sysctl) {
        return new Sysctl(sysctl.key(), setting(sysctl), sysctl.file());
      }
      if (kind instanceof Sysfs sysfs && tree.isSystem()) {
        return new Sysfs(sysfs.path(), sysfs.value(read(sysfs.path())));
      }
    } catch (LinuxException e) {
      throw refused(id.name(), e.errno().text());
    }
    throw refused(
        id.toString(),
        "only files, directories, sysctls and the running system's sysfs can be absorbed");
  }

  private File file(File file) throws Refused {
    if (file.source().isPresent()) {
      throw refused(
          file.path(),
          "its content is the file "
              + file.source().get().path()
              + " of the policy; copy the present content there");
    }
    var stat = stat(file.path(), file.absent(), FileType.FILE);
    return new File(
        file.path(),
        file.content().isPresent() ? Optional.of(text(file.path(), stat)) : Optional.empty(),
        file.source(),
        ownership(file.ownership(), stat),
        file.absent(),
        file.validate(),
        file.backup(),
        file.parents(),
        file.force());
  }

  private Directory directory(Directory directory) throws Refused {
    var stat = stat(directory.path(), directory.absent(), FileType.DIRECTORY);
    return new Directory(
        directory.path(),
        ownership(directory.ownership(), stat),
        directory.recursive(),
        directory.purge(),
        directory.keep(),
        directory.maxDelete(),
        directory.absent(),
        directory.parents());
  }

  private Statx stat(String path, boolean absent, FileType type) throws Refused {
    if (absent) {
      throw refused(path, "the policy says that there is none; take absent out by hand");
    }
    var found = tree.stat(path);
    if (found.isEmpty()) {
      throw refused(path, "it is not there; absent = true, by hand, says so");
    }
    if (found.get().type() != type) {
      throw refused(path, "something else is there, and no value can say so");
    }
    return found.get();
  }

  private Ownership ownership(Ownership said, Statx now) {
    var owner = said.owner().filter(_ -> owned);
    var group = said.group().filter(_ -> owned);
    boolean sameOwner = same(owner.map(accounts::uid), now.uid());
    boolean sameGroup = same(group.map(accounts::gid), now.gid());
    return new Ownership(
        sameOwner ? said.owner() : Optional.of(accounts.userName(now.uid())),
        sameGroup ? said.group() : Optional.of(accounts.groupName(now.gid())),
        said.mode().isPresent() ? OptionalInt.of(now.mode()) : said.mode());
  }

  private static boolean same(Optional<OptionalInt> said, int now) {
    return said.isEmpty() || said.get().equals(OptionalInt.of(now));
  }

  private String text(String path, Statx stat) throws Refused {
    if (stat.sizeBytes() > TEXT_BYTES_MAX) {
      throw refused(path, "it has more than " + TEXT_BYTES_MAX + " bytes; use source = \"...\"");
    }
    try (var file = tree.readItself(path)) {
      var bytes = file.readAll(TEXT_BYTES_MAX);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw refused(path, "its content is not UTF-8; use source = \"...\"");
    }
  }

  /** What runs; below another root, what the file there sets. */
  private String setting(Sysctl sysctl) throws Refused {
    if (tree.isSystem()) {
      return Sysctl.normal(read(sysctl.path()));
    }
    if (sysctl.file().isEmpty()) {
      throw refused(sysctl.key(), "under --root there is nothing that sets it");
    }
    for (var line : read(sysctl.file().get()).lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(0, equals).strip().equals(sysctl.key())) {
        return Sysctl.normal(line.substring(equals + 1));
      }
    }
    throw refused(sysctl.key(), sysctl.file().get() + " does not set it");
  }

  private String read(String path) {
    try (var file = tree.read(path)) {
      return new String(file.readAll(TEXT_BYTES_MAX), StandardCharsets.UTF_8);
    }
  }

  private static Refused refused(String what, String why) {
    return new Refused("unable to absorb " + what + ": " + why);
  }
}
