package vow.model.kind;

import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A symbolic link.
 *
 * @param path absolute, of the link itself
 * @param target its text, as written; it need not lead anywhere
 * @param absent no link may be at the path
 * @param parents whether missing folders are made
 * @param force whether a regular file in the way is replaced
 */
public record Link(String path, String target, boolean absent, boolean parents, boolean force)
    implements Kind {

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "link",
              "path",
              "A symbolic link with this text. Another link in its place is replaced by one"
                  + " rename, so that the name always leads somewhere.")
          .required("path", Types.PATH, "Where the link is.")
          .optional("target", Types.TEXT, "What it leads to, relative or absolute.")
          .optional("absent", Types.BOOL, "There must be no such link.", "false")
          .optional("parents", Types.BOOL, "Make missing folders (0755).", "true")
          .optional(
              "force", Types.BOOL, "Replace a regular file that is in the way.", "false: failed")
          .example(
              """
              link "/etc/localtime" {
                target = "/usr/share/zoneinfo/Etc/UTC"
              }
              """)
          .blindSpot(Watch.UNSEEN_MACHINES)
          .make(Link::of);

  private static Link of(Fields fields) {
    boolean absent = fields.flag("absent", false);
    if (fields.has("target") == absent) {
      fields.reject(
          "target",
          absent ? "conflicting-attributes" : "missing-attribute",
          absent ? "an absent link has no target" : "a link needs a target",
          "either target, or absent = true");
    }
    if (fields.has("target") && fields.required("target").isEmpty()) {
      fields.reject("target", "invalid-value", "the target is empty", "a path");
    }
    return new Link(
        Paths.key(fields, "path"),
        fields.required("target"),
        absent,
        fields.flag("parents", true),
        fields.flag("force", false));
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(Thing.path(path), Thing.content(path));
  }

  @Override
  public Set<Thing> needs() {
    return Set.of(Thing.path(Paths.parent(path)));
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(path));
  }
}
