package vow.model.kind;

import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * No password hash is in /etc/passwd, where everybody can read it.
 *
 * @param name says what it is for
 */
public record Shadow(String name) implements Kind {
  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "shadow",
              "name",
              "Every user's password is in /etc/shadow: hashes found in /etc/passwd move there, as"
                  + " with pwconv, and users without a line there get one. Lines of users that"
                  + " are not in /etc/passwd are left.")
          .required("name", Types.TEXT, "What it is for.")
          .example(
              """
              shadow "passwords" {}
              """)
          .blindSpot("backups of /etc/passwd that others made are not looked at")
          .make(Shadow::of);

  private static Shadow of(Fields fields) {
    return new Shadow(fields.required("name"));
  }

  @Override
  public Set<Thing> owns() {
    return Set.of();
  }

  @Override
  public Set<Thing> edits() {
    return Set.of(Thing.content(AccountFiles.PASSWD), Thing.content(AccountFiles.SHADOW));
  }

  @Override
  public Set<Thing> needs() {
    return Set.of(Thing.path(Paths.parent(AccountFiles.PASSWD)));
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(AccountFiles.PASSWD), Watch.self(AccountFiles.SHADOW));
  }
}
