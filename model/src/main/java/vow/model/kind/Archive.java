package vow.model.kind;

import java.util.List;
import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * What an archive holds, unpacked into a folder.
 *
 * @param path the folder
 * @param source the archive, in the kept tree
 * @param strip how many leading components of every name are left out
 */
public record Archive(String path, String source, int strip) implements Kind {
  /** The name, in the folder, of the file that says what was unpacked there. */
  public static final String MARKER = ".vow-archive";

  private static final int STRIP_MAX = 16;
  private static final List<String> ENDINGS =
      List.of(".zip", ".jar", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst");

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "archive",
              "path",
              "An archive unpacked into a folder: zip, tar, tar.gz, and, where the programs xz and"
                  + " zstd are, tar.xz and tar.zst. All names are checked before the first is"
                  + " written; an archive with an entry that leads out of the folder, or that is"
                  + " no file, folder or symbolic link, is refused as a whole. The file"
                  + " .vow-archive in the folder says which archive was unpacked; another one is"
                  + " unpacked over it. Everything belongs to the agent's user.")
          .required("path", Types.PATH, "The folder. It is made where it is missing.")
          .required("source", Types.PATH, "The archive.")
          .optional(
              "strip",
              Types.whole(0, STRIP_MAX),
              "Leave out so many leading folders of every name.",
              "0")
          .example(
              """
              archive "/opt/tool" {
                source = "/var/cache/tool-1.2.tar.gz"
                strip  = 1
              }
              """)
          .blindSpot("unpacked files that are changed or removed later are not noticed")
          .blindSpot("files that an archive no longer holds stay")
          .blindSpot("zip archives do not tell modes here: their files are 0644")
          .make(Archive::of);

  private static Archive of(Fields fields) {
    var source = Paths.key(fields, "source");
    if (fields.has("source") && ENDINGS.stream().noneMatch(source::endsWith)) {
      fields.reject(
          "source",
          "invalid-value",
          "\"" + source + "\" does not look like an archive",
          "a name that ends in " + String.join(", ", ENDINGS));
    }
    return new Archive(Paths.key(fields, "path"), source, (int) fields.whole("strip").orElse(0));
  }

  /** Where it is noted what was unpacked. */
  public String marker() {
    return path.equals("/") ? "/" + MARKER : path + "/" + MARKER;
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(Thing.path(marker()), Thing.content(marker()));
  }

  @Override
  public Set<Thing> needs() {
    return Set.of(Thing.path(path), Thing.path(source), Thing.content(source));
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(source), Watch.self(marker()));
  }
}
