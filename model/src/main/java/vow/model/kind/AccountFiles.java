package vow.model.kind;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Type;
import vow.model.schema.Types;

/** The files in which a machine's own accounts are: passwd(5), shadow(5), group(5), gshadow(5). */
public final class AccountFiles {
  public static final String PASSWD = "/etc/passwd";
  public static final String SHADOW = "/etc/shadow";
  public static final String GROUP = "/etc/group";
  public static final String GSHADOW = "/etc/gshadow";

  /**
   * In the order in which they are written: what is referred to first, secrets before their mark.
   */
  public static final List<String> ALL = List.of(GROUP, GSHADOW, SHADOW, PASSWD);

  static final String BLIND_SPOT =
      "accounts of LDAP, NIS and other name services are not seen: only the files in /etc count";

  /** 4294967295 is no id: it means "leave alone" to the kernel. */
  static final Type ID = Types.whole(0, 0xffff_fffeL);

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,30}\\$?");

  private AccountFiles() {}

  static Set<Thing> edits() {
    var edits = new LinkedHashSet<Thing>();
    ALL.forEach(path -> edits.add(Thing.content(path)));
    return edits;
  }

  static Set<Watch> watches() {
    var watches = new LinkedHashSet<Watch>();
    ALL.forEach(path -> watches.add(Watch.self(path)));
    return watches;
  }

  /** The name of an account, checked as the tools that make accounts do. */
  static String name(Fields fields) {
    var name = fields.required("name");
    if (!NAME.matcher(name).matches()) {
      fields.reject(
          "name",
          "invalid-value",
          "\"" + name + "\" is no account name",
          "at most 32 letters, digits, \"_\", \"-\" and \".\", beginning with a letter or \"_\"");
    }
    return name;
  }

  /** Text that fits between two colons of a line. */
  static void checkField(Fields fields, String attribute) {
    var text = fields.text(attribute).orElse("");
    if (text.indexOf(':') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      fields.reject(
          attribute,
          "invalid-value",
          attribute + " holds a colon or a line break",
          "text that fits in one field of a line of /etc/passwd");
    }
  }
}
