package vow.model.kind;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * The value of an attribute of the kernel's device tree (sysfs(5)).
 *
 * @param path absolute, below /sys
 * @param value amounts of white space make no difference
 */
public record Sysfs(String path, String value) implements Kind {
  private static final String TOP = "/sys/";

  /** How a choice among words is shown: {@code always [madvise] never}. */
  private static final Pattern CHOSEN = Pattern.compile("(?:^|\\s)\\[([^\\[\\]\\s]+)](?:\\s|$)");

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "sysfs",
              "path",
              "The value of an attribute below /sys, as the kernel shows it; where it shows a"
                  + " choice of words, the one in brackets. It lasts until the machine is started"
                  + " again, and is then set again. Under --root nothing is touched.")
          .required("path", Types.PATH, "The attribute.")
          .required("value", Types.TEXT, "Its value; white space is compared as one space.")
          .example(
              """
              sysfs "/sys/kernel/mm/transparent_hugepage/enabled" {
                value = "madvise"
              }
              """)
          .blindSpot("changes that the kernel makes by itself are not told")
          .make(Sysfs::of);

  private static Sysfs of(Fields fields) {
    var path = Paths.key(fields, "path");
    if (fields.has("path") && !path.startsWith(TOP)) {
      fields.reject(
          "path", "invalid-value", "\"" + path + "\" is not below /sys", "a path below /sys");
    }
    var value = Sysctl.normal(fields.required("value"));
    if (value.isEmpty() && fields.has("value")) {
      fields.reject("value", "invalid-value", "the value is empty", "a value");
    }
    return new Sysfs(path, value);
  }

  /** The value in what the kernel shows. */
  public String value(String shown) {
    var text = Sysctl.normal(shown);
    if (text.equals(value)) {
      return text;
    }
    Matcher chosen = CHOSEN.matcher(text);
    return chosen.find() ? chosen.group(1) : text;
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(new Thing(Thing.Sort.SETTING, path), Thing.content(path));
  }

  @Override
  public Set<Thing> needs() {
    return Set.of();
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(path));
  }
}
