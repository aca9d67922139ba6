package vow.model.kind;

import java.util.List;
import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A directory: owner, group, mode, and optionally that nothing unmanaged is in it.
 *
 * @param path absolute
 * @param recursive owner and group apply to everything below
 * @param purge entries that no promise makes are removed
 * @param keep names, with {@code *} and {@code ?}, that purge leaves alone
 * @param maxDelete purge refuses to remove more than this at once
 * @param absent nothing may be at the path
 * @param parents whether missing folders are made
 */
public record Directory(
    String path,
    Ownership ownership,
    boolean recursive,
    boolean purge,
    List<String> keep,
    long maxDelete,
    boolean absent,
    boolean parents)
    implements Kind {
  private static final long DEFAULT_MAX_DELETE = 10;

  /** What policies may say. */
  public static final Schema SCHEMA =
      Ownership.describe(
              Schema.kind("directory", "path", "A directory with this owner, group and mode.")
                  .required("path", Types.PATH, "Where the directory is.")
                  .optional("absent", Types.BOOL, "There must be no such directory.", "false"),
              "0755")
          .optional("recursive", Types.BOOL, "Owner and group hold for everything below.", "false")
          .optional("purge", Types.BOOL, "Remove entries that no promise makes.", "false")
          .optional("keep", Types.TEXTS, "Names that purge leaves alone; * and ? match.")
          .optional(
              "max_delete",
              Types.whole(0, 1_000_000),
              "Purge fails rather than remove more entries than this at once.",
              "10")
          .optional("parents", Types.BOOL, "Make missing folders (0755).", "true")
          .example(
              """
              directory "/etc/app.d" {
                mode  = "0750"
                purge = true
                keep  = ["*.local"]
              }
              """)
          .blindSpot(Watch.UNSEEN_MACHINES)
          .blindSpot("purge is told of names directly in it, not of those in folders that stay")
          .make(Directory::of);

  private static Directory of(Fields fields) {
    return new Directory(
        Paths.key(fields, "path"),
        Ownership.of(fields),
        fields.flag("recursive", false),
        fields.flag("purge", false),
        fields.texts("keep"),
        fields.whole("max_delete").orElse(DEFAULT_MAX_DELETE),
        fields.flag("absent", false),
        fields.flag("parents", true));
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(Thing.path(path));
  }

  @Override
  public Set<Thing> needs() {
    return Paths.needs(path, ownership);
  }

  @Override
  public boolean saysOwner() {
    return ownership.owner().isPresent() || ownership.group().isPresent();
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(new Watch(path, scope()));
  }

  private Watch.Scope scope() {
    if (recursive) {
      return Watch.Scope.TREE;
    }
    return purge ? Watch.Scope.ENTRIES : Watch.Scope.SELF;
  }
}
