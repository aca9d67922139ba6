package vow.model.kind;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vow.model.Thing;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * Owner, group and permission bits of a path. What is not given is left as it is; a new path gets
 * the agent's user and group.
 *
 * @param owner name or number
 * @param group name or number
 * @param mode permission bits
 */
public record Ownership(Optional<String> owner, Optional<String> group, OptionalInt mode) {

  static Schema.Builder describe(Schema.Builder schema, String newMode) {
    return schema
        .optional("owner", Types.TEXT, "User name or id.", "left as it is; the agent's when new")
        .optional("group", Types.TEXT, "Group name or id.", "left as it is; the agent's when new")
        .optional(
            "mode", Types.MODE, "Permission bits.", "left as it is; \"" + newMode + "\" when new");
  }

  static Ownership of(Fields fields) {
    return new Ownership(fields.text("owner"), fields.text("group"), fields.mode("mode"));
  }

  /** Adds the accounts that must exist, when named. */
  void addNeeds(Set<Thing> needs) {
    owner.filter(Ownership::isName).ifPresent(o -> needs.add(new Thing(Thing.Sort.USER, o)));
    group.filter(Ownership::isName).ifPresent(g -> needs.add(new Thing(Thing.Sort.GROUP, g)));
  }

  private static boolean isName(String account) {
    for (int i = 0; i < account.length(); i++) {
      if (!Character.isDigit(account.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
