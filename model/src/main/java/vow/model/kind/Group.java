package vow.model.kind;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A group of this machine's own.
 *
 * @param gid as it is, or the next free one, when empty
 * @param members users that must be in it; others are left alone
 * @param system whether a new id is one of the system's, below 1000
 */
public record Group(
    String name, OptionalLong gid, List<String> members, boolean system, boolean absent)
    implements Kind {

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "group",
              "name",
              "A group in /etc/group (and /etc/gshadow, where that is). The files are changed line"
                  + " by line under the lock that groupadd takes; every other line stays as it is.")
          .required("name", Types.TEXT, "The group.")
          .optional(
              "gid", AccountFiles.ID, "Its number.", "left as it is; the next free one when new")
          .optional(
              "members", Types.TEXTS, "Users that must be members. Others are left alone.", "[]")
          .optional("system", Types.BOOL, "A new number is between 100 and 999.", "false")
          .optional("absent", Types.BOOL, "There must be no such group.", "false")
          .example(
              """
              group "deploy" {
                gid     = 2000
                members = ["alice", "bob"]
              }
              """)
          .blindSpot(AccountFiles.BLIND_SPOT)
          .blindSpot("a new number changes the group of no file")
          .make(Group::of);

  private static Group of(Fields fields) {
    boolean absent = fields.flag("absent", false);
    if (absent && (fields.has("gid") || fields.has("members"))) {
      fields.rejectAll(
          "conflicting-attributes",
          "an absent group has no number and no members",
          "absent = true alone");
    }
    var members = fields.texts("members");
    for (var member : members) {
      if (member.isEmpty() || member.chars().anyMatch(c -> c == ':' || c == ',' || c <= ' ')) {
        fields.reject(
            "members", "invalid-value", "\"" + member + "\" is no user name", "names of users");
      }
    }
    return new Group(
        AccountFiles.name(fields),
        fields.whole("gid"),
        members,
        fields.flag("system", false),
        absent);
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(new Thing(Thing.Sort.GROUP, name));
  }

  @Override
  public Set<Thing> edits() {
    return AccountFiles.edits();
  }

  @Override
  public Set<Thing> needs() {
    // Members are not needed: a name may be listed before its user is made, whose group this is.
    return Set.of(Thing.path(Paths.parent(AccountFiles.GROUP)));
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(AccountFiles.GROUP), Watch.self(AccountFiles.GSHADOW));
  }
}
