package vow.agent.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.FileType;
import vow.linux.LinuxException;
import vow.model.kind.Paths;

/** The folders above a path. */
public final class Parents {
  /** The mode of a folder that is made because something below it is promised. */
  public static final int MODE = 0755;

  private static final int PRIVATE = 0700;

  /** Several promises may miss the same folder at one time. */
  private static final ReentrantLock MAKING = new ReentrantLock();

  private Parents() {}

  /** Makes a folder and what is missing above it; returns the paths made, the topmost first. */
  public static List<String> make(Tree tree, String folder) {
    var made = new ArrayList<String>();
    MAKING.lock();
    try {
      make(tree, folder, made);
    } finally {
      MAKING.unlock();
    }
    return made;
  }

  /** Takes back what was made, as far as it is empty. */
  public static void unmake(Tree tree, List<String> made) {
    for (var path : made.reversed()) {
      try (var place = tree.place(path)) {
        place.directory().rmdir(place.name());
      } catch (LinuxException e) {
        if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.ENOENT) {
          throw e;
        }
      }
    }
  }

  /** Why a folder cannot be made, or gone into: what stands in its way, in words. */
  public static Optional<String> obstacle(Tree tree, String folder) {
    for (var at = folder; ; at = Paths.parent(at)) {
      try (var _ = tree.directory(at)) {
        return Optional.empty();
      } catch (LinuxException e) {
        var found = tree.stat(at);
        if (e.errno() == Errno.ELOOP) {
          return Optional.of(at + " is a symbolic link that leads in a circle");
        }
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
          throw e;
        }
        if (found.isPresent()) {
          return inTheWay(at, found.get().type());
        }
      }
    }
  }

  private static Optional<String> inTheWay(String path, FileType type) {
    if (type == FileType.DIRECTORY) {
      return Optional.empty(); // somebody made it since it could not be opened
    }
    boolean link = type == FileType.SYMLINK;
    return Optional.of(
        path + (link ? " is a symbolic link to no directory" : " is not a directory"));
  }

  /** Makes one folder with its owner and mode from the first moment it can be seen. */
  public static void makeOne(Directory in, String name, int uid, int gid, int mode) {
    var temporary = Temporary.of(name);
    Temporary.remove(in, temporary);
    in.mkdir(temporary, PRIVATE);
    try (var fresh = in.directory(temporary)) {
      var now = fresh.stat();
      if ((uid != -1 && now.uid() != uid) || (gid != -1 && now.gid() != gid)) {
        fresh.chown(uid, gid);
      }
      fresh.chmod(mode);
      in.rename(temporary, in, name, Directory.OnTaken.REFUSE);
      in.sync();
    } catch (LinuxException e) {
      Temporary.remove(in, temporary);
      throw e;
    }
  }

  private static void make(Tree tree, String folder, List<String> made) {
    if (exists(tree, folder)) {
      return;
    }
    var parent = Paths.parent(folder);
    make(tree, parent, made);
    try (var in = tree.directory(parent)) {
      makeOne(in, Paths.name(folder), -1, -1, MODE);
      made.add(folder);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) { // else somebody was faster
        throw new LinuxException("make the folder", e.errno(), folder);
      }
    }
  }

  private static boolean exists(Tree tree, String folder) {
    try (var _ = tree.directory(folder)) {
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }
}
