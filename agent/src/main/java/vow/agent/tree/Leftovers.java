package vow.agent.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.kind.Paths;

/** Temporary files that a killed agent left beside the paths it keeps. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Removes them, one call a path; only before the first repair, for theirs look the same. Folders
   * that cannot be opened are passed over: the repairs there will say why.
   *
   * @param kept the paths that promises make or edit
   * @return what was removed
   */
  public static List<String> sweep(Tree tree, Collection<String> kept) {
    var removed = new ArrayList<String>();
    byFolder(kept)
        .forEach((folder, names) -> {
          try (var in = tree.directory(folder)) {
            for (var name : names) {
              var temporary = Temporary.of(name);
              if (Temporary.remove(in, temporary)) {
                removed.add(folder.equals("/") ? folder + temporary : folder + "/" + temporary);
              }
            }
          } catch (LinuxException e) {
            if (!passable(e.errno())) {
              throw e;
            }
          }
        });
    return removed;
  }

  /** Folders above a kept path are made by repairs too. */
  private static Map<String, Set<String>> byFolder(Collection<String> kept) {
    var result = new LinkedHashMap<String, Set<String>>();
    for (var path : kept) {
      for (var at = path; !at.equals("/"); at = Paths.parent(at)) {
        var names = result.computeIfAbsent(Paths.parent(at), _ -> new LinkedHashSet<>());
        if (!names.add(Paths.name(at))) {
          break;
        }
      }
    }
    return result;
  }

  private static boolean passable(Errno errno) {
    return switch (errno) {
      case ENOENT, ENOTDIR, ELOOP, EACCES, EPERM, EROFS -> true;
      default -> false;
    };
  }
}
