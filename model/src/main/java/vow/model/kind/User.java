package vow.model.kind;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A user of this machine's own. What is empty is left as it is, and has a default when new.
 *
 * @param homeMode a missing home folder is made with it; not made when empty
 * @param system whether a new id is one of the system's, below 1000
 */
public record User(
    String name,
    Entry entry,
    Membership membership,
    Login login,
    OptionalInt homeMode,
    boolean system,
    boolean absent)
    implements Kind {

  /** What is in /etc/passwd. The group is its primary one, by name or number. */
  public record Entry(
      OptionalLong uid,
      Optional<String> group,
      Optional<String> comment,
      Optional<String> home,
      Optional<String> shell) {}

  /** Further groups; with {@code only}, no others. */
  public record Membership(List<String> groups, boolean only) {}

  /** The password is a hash as in crypt(5), or {@code *} for none. */
  public record Login(Optional<String> password, Optional<Boolean> locked) {
    @Override
    public String toString() {
      return "Login[locked=" + locked + "]";
    }
  }

  private static final Pattern HASH =
      Pattern.compile("\\*|\\$[^:!\\s]{8,}|_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}");

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "user",
              "name",
              "A user in /etc/passwd and /etc/shadow. The files are changed line by line under the"
                  + " lock that useradd takes; every other line stays as it is. Password hashes"
                  + " are never shown; set `sensitive` so that the state folder has none either."
                  + " Nothing is copied from /etc/skel, and no file is removed with a user.")
          .required("name", Types.TEXT, "The user.")
          .optional(
              "uid", AccountFiles.ID, "Its number.", "left as it is; the next free one when new")
          .optional(
              "group",
              Types.TEXT,
              "Its primary group, by name or number.",
              "left as it is; when new, the group of its name, made where that is missing")
          .optional(
              "groups", Types.TEXTS, "Further groups that it must be in, and that must exist.")
          .optional("only_groups", Types.BOOL, "It is in no other groups than those.", "false")
          .optional("comment", Types.TEXT, "Its full name, or what it is for.", "left as it is")
          .optional(
              "home",
              Types.PATH,
              "Its home folder.",
              "left as it is; when new \"/home/NAME\", for system users \"/nonexistent\"")
          .optional(
              "home_mode",
              Types.MODE,
              "A missing home folder is made, with these permission bits. Needs `home`.",
              "the folder is not made")
          .optional(
              "shell",
              Types.PATH,
              "Its login shell.",
              "left as it is; when new \"/bin/sh\", for system users \"/usr/sbin/nologin\"")
          .optional(
              "password",
              Types.TEXT,
              "The hash of its password (crypt(5)), or \"*\" for none.",
              "left as it is; none when new")
          .optional(
              "locked", Types.BOOL, "No password is accepted, as with usermod -L.", "left as it is")
          .optional("system", Types.BOOL, "A new number is between 100 and 999.", "false")
          .optional("absent", Types.BOOL, "There must be no such user.", "false")
          .example(
              """
              user "deploy" {
                comment   = "puts new versions in place"
                groups    = ["adm"]
                home      = "/home/deploy"
                home_mode = "0750"
                shell     = "/bin/bash"
              }
              """)
          .blindSpot(AccountFiles.BLIND_SPOT)
          .blindSpot(
              "a new number changes the owner of no file; running processes are not looked at")
          .make(User::of);

  private static User of(Fields fields) {
    var name = AccountFiles.name(fields);
    boolean absent = fields.flag("absent", false);
    check(fields, name, absent);
    var entry =
        new Entry(
            fields.whole("uid"),
            fields.text("group"),
            fields.text("comment"),
            fields.text("home").map(Paths::normal),
            fields.text("shell"));
    return new User(
        name,
        entry,
        new Membership(fields.texts("groups"), fields.flag("only_groups", false)),
        new Login(fields.text("password"), fields.flag("locked")),
        fields.mode("home_mode"),
        fields.flag("system", false),
        absent);
  }

  private static void check(Fields fields, String name, boolean absent) {
    for (var attribute : List.of("comment", "home", "shell", "group")) {
      AccountFiles.checkField(fields, attribute);
    }
    var password = fields.text("password");
    if (password.isPresent() && !HASH.matcher(password.get()).matches()) {
      fields.reject(
          "password",
          "invalid-value",
          "the password is no hash",
          "a hash such as `openssl passwd -6` makes it, or \"*\"; to lock it, locked = true");
    }
    if (absent && name.equals("root")) {
      fields.reject("absent", "invalid-value", "root cannot be absent", "another user");
    }
    if (fields.has("home_mode") && !fields.has("home")) {
      fields.reject("home_mode", "missing-attribute", "home_mode without home", "home = \"...\"");
    }
    if (fields.flag("only_groups", false) && !fields.has("groups")) {
      fields.reject("only_groups", "missing-attribute", "there are no groups", "groups = [...]");
    }
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(new Thing(Thing.Sort.USER, name));
  }

  @Override
  public Set<Thing> edits() {
    return AccountFiles.edits();
  }

  @Override
  public Set<Thing> needs() {
    var needs = new LinkedHashSet<Thing>();
    needs.add(Thing.path(Paths.parent(AccountFiles.PASSWD)));
    needs.add(new Thing(Thing.Sort.GROUP, entry.group().orElse(name)));
    membership.groups().forEach(g -> needs.add(new Thing(Thing.Sort.GROUP, g)));
    if (homeMode.isPresent()) {
      entry.home().ifPresent(h -> needs.add(Thing.path(Paths.parent(h))));
    }
    return needs;
  }

  @Override
  public Set<Watch> watches() {
    var watches = new LinkedHashSet<>(AccountFiles.watches());
    if (homeMode.isPresent()) {
      entry.home().ifPresent(home -> watches.add(Watch.self(home)));
    }
    return watches;
  }
}
