package vow.agent.tree;

import vow.linux.Directory;

/** Symbolic links, put in place by one rename. */
public final class Symlink {
  private Symlink() {}

  /** Makes the name a link with this text, in the place of whatever file or link has it. */
  public static void put(Directory folder, String name, String target) {
    var temporary = Temporary.of(name);
    Temporary.remove(folder, temporary);
    folder.symlink(target, temporary);
    try {
      folder.rename(temporary, folder, name, Directory.OnTaken.REPLACE);
    } catch (RuntimeException e) {
      Temporary.remove(folder, temporary);
      throw e;
    }
    folder.sync();
  }
}
