package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.FileType;
import vow.linux.LinuxException;
import vow.linux.Statx;
import vow.model.Undo;
import vow.model.Undo.Metadata;

/**
 * Everything below a directory, folder before content, each folder held open by its own descriptor:
 * no symbolic link is followed, no other file system entered.
 */
final class Walk {
  /** The deepest nesting that is walked. */
  static final int DEPTH_MAX = 128;

  private static final int NAMED_MAX = 3;
  private static final int UNDO_MAX = 10_000;

  /** Called for each entry; answers whether to go into it, if it is a folder. */
  @FunctionalInterface
  interface Each {
    boolean entry(Directory folder, String name, String path, Statx stat);
  }

  private Walk() {}

  /** Walks below an open folder that has this path. */
  static void below(Directory folder, String path, Each each) {
    below(folder, path, each, folder.stat().device(), 0);
  }

  private static void below(Directory folder, String path, Each each, long device, int depth) {
    if (depth > DEPTH_MAX) {
      throw new LinuxException("walk below", Errno.ENAMETOOLONG, path);
    }
    var names = folder.list().stream().map(Directory.Entry::name).sorted().toList();
    for (var name : names) {
      var found = folder.stat(name);
      var inner = path.equals("/") ? path + name : path + "/" + name;
      if (found.isEmpty() || !each.entry(folder, name, inner, found.get())) {
        continue;
      }
      if (found.get().type() == FileType.DIRECTORY && found.get().device() == device) {
        try (var next = folder.directory(name)) {
          below(next, inner, each, device, depth + 1);
        }
      }
    }
  }

  /** What below a directory has another owner or group than claimed and no promise of its own. */
  static Strangers strangers(vow.model.kind.Directory kind, Claim claim, Site site) {
    var paths = new ArrayList<String>();
    try (var top = site.tree().directory(kind.path())) {
      below(
          top,
          kind.path(),
          (_, _, path, stat) -> {
            if (differs(claim, stat) && !site.attempt().promised().saysOwnerOf(path)) {
              paths.add(path);
            }
            return true;
          });
    }
    return new Strangers(kind, paths);
  }

  private static boolean differs(Claim claim, Statx stat) {
    return stat.uid() != claim.uid().orElse(stat.uid())
        || stat.gid() != claim.gid().orElse(stat.gid());
  }

  /** Paths below a directory that belong to somebody else than promised. */
  record Strangers(vow.model.kind.Directory kind, List<String> paths) {
    boolean isEmpty() {
      return paths.isEmpty();
    }

    String text() {
      var named = String.join(", ", paths.subList(0, Math.min(NAMED_MAX, paths.size())));
      return "another owner or group on %d below: %s%s"
          .formatted(paths.size(), named, paths.size() > NAMED_MAX ? ", ..." : "");
    }

    /** Gives them to the promised owner and group. */
    void adopt(Claim claim, Site site, List<Undo.Before> before) {
      try (var top = site.tree().directory(kind.path())) {
        below(
            top,
            kind.path(),
            (folder, name, path, stat) -> {
              if (differs(claim, stat) && !site.attempt().promised().saysOwnerOf(path)) {
                if (before.size() < UNDO_MAX) {
                  before.add(new Undo.Content(path, null, false, Dress.of(stat)));
                }
                adopt(folder, name, stat, claim);
              }
              return true;
            });
      }
    }

    private static void adopt(Directory folder, String name, Statx stat, Claim claim) {
      try (var node = folder.node(name)) {
        int uid = claim.uid().orElse(stat.uid());
        int gid = claim.gid().orElse(stat.gid());
        if (stat.type() == FileType.SYMLINK) {
          node.chown(uid, gid);
        } else {
          Dress.put(node, stat, new Metadata(stat.mode(), uid, gid, new TreeMap<>()));
        }
      }
    }
  }
}
