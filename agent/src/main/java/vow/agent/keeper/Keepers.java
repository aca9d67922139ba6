package vow.agent.keeper;

import vow.model.kind.Directory;
import vow.model.kind.File;
import vow.model.kind.Kind;

/** The one table of keepers. */
public final class Keepers {
  private static final FileKeeper FILE = new FileKeeper();
  private static final DirectoryKeeper DIRECTORY = new DirectoryKeeper();

  private Keepers() {}

  /** The kind with its keeper. */
  public static Keeping<?> of(Kind kind) {
    return switch (kind) {
      case File file -> new Keeping<>(file, FILE);
      case Directory directory -> new Keeping<>(directory, DIRECTORY);
    };
  }
}
