package vow.model.kind;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A kernel setting below /proc/sys (sysctl(8)): its running value, and a file that sets it at boot.
 *
 * @param key with dots, such as {@code vm.swappiness}; with slashes where a name has dots itself
 * @param value amounts of white space make no difference
 * @param file that sets it at boot; empty when it shall not
 */
public record Sysctl(String key, String value, Optional<String> file) implements Kind {
  private static final int OWNER_WRITES = 0644;

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "sysctl",
              "key",
              "A kernel setting: the running value, and a file in /etc/sysctl.d that sets it at"
                  + " boot. Under --root only the file.")
          .required("key", Types.TEXT, "The setting, such as vm.swappiness.")
          .required("value", Types.TEXT, "Its value; white space is compared as one space.")
          .optional("persist", Types.BOOL, "Write the file too.", "true")
          .optional("file", Types.PATH, "The file.", "/etc/sysctl.d/60-vow-KEY.conf")
          .example(
              """
              sysctl "vm.swappiness" {
                value = 10
              }
              """)
          .blindSpot("changes that the kernel makes by itself are not told")
          .make(Sysctl::of);

  private static Sysctl of(Fields fields) {
    var key = fields.required("key");
    if (!key.matches("[A-Za-z0-9_./:*@-]{1,200}") || key.contains("..") || key.startsWith("/")) {
      fields.reject(
          "key", "invalid-value", "\"" + key + "\" is no kernel setting", "one like vm.swappiness");
    }
    var value = normal(fields.required("value"));
    if (value.isEmpty() && fields.has("value")) {
      fields.reject("value", "invalid-value", "the value is empty", "a value");
    }
    boolean persist = fields.flag("persist", true);
    if (!persist && fields.has("file")) {
      fields.reject(
          "file", "conflicting-attributes", "there is no file with persist = false", "one of them");
    }
    var file = fields.text("file").map(Paths::normal).orElse(usualFile(key));
    return new Sysctl(key, value, persist ? Optional.of(file) : Optional.empty());
  }

  /** With single spaces between words, as the kernel does not mind. */
  public static String normal(String value) {
    return String.join(" ", value.strip().split("\\s+", -1));
  }

  /** Where the running value is. */
  public String path() {
    return Paths.normal("/proc/sys/" + (key.contains("/") ? key : key.replace('.', '/')));
  }

  /** The promise of the file. */
  public Optional<File> fileKind() {
    return file.map(path ->
        new File(
            path,
            Optional.of("# made by vow\n" + key + " = " + value + "\n"),
            Optional.empty(),
            new Ownership(Optional.empty(), Optional.empty(), OptionalInt.of(OWNER_WRITES)),
            false,
            Optional.empty(),
            true,
            true,
            false));
  }

  private static String usualFile(String key) {
    return "/etc/sysctl.d/60-vow-" + key.replace('/', '.') + ".conf";
  }

  @Override
  public Set<Thing> owns() {
    var owns = new LinkedHashSet<Thing>();
    owns.add(new Thing(Thing.Sort.SETTING, key));
    fileKind().ifPresent(f -> owns.addAll(f.owns()));
    return owns;
  }

  @Override
  public Set<Thing> needs() {
    return fileKind().map(File::needs).orElse(Set.of());
  }

  @Override
  public Set<Watch> watches() {
    var watches = new LinkedHashSet<Watch>();
    watches.add(Watch.self(path()));
    file.ifPresent(f -> watches.add(Watch.self(f)));
    return watches;
  }
}
