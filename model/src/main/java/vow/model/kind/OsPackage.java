package vow.model.kind;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A package of the machine's own package system, which is dpkg's.
 *
 * @param name as dpkg knows it, possibly with an architecture: {@code libc6:i386}
 * @param version any when empty; with a star at the end, any that begins so
 * @param held whether upgrades pass it over; left as it is when empty
 * @param absent it is not installed
 * @param purge when absent, its configuration is gone too
 * @param source a .deb in the kept tree that it is installed from
 */
public record OsPackage(
    String name,
    Optional<String> version,
    Optional<Boolean> held,
    boolean absent,
    boolean purge,
    Optional<String> source)
    implements Kind {
  /** The database of dpkg(1), a paragraph a package. */
  public static final String STATUS = "/var/lib/dpkg/status";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9-]+)?");
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+:~-]*\\*?");

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "package",
              "name",
              "A package kept through apt-get, asked no questions: configuration files that were"
                  + " changed here stay, and the package's own version is put beside them as"
                  + " .dpkg-dist. Package lists are fetched anew when a package is not found in"
                  + " them. Under --root it is kept by chroot, as root, where the tree has a dpkg"
                  + " database.")
          .required("name", Types.TEXT, "The package, possibly with :architecture.")
          .optional(
              "version",
              Types.TEXT,
              "Exactly this version, lower than now too; a star at the end stands for the rest.",
              "any")
          .optional("held", Types.BOOL, "Upgrades pass it over, as with apt-mark hold.", "as it is")
          .optional("absent", Types.BOOL, "It is not installed.", "false")
          .optional("purge", Types.BOOL, "When absent, its configuration is gone too.", "false")
          .optional("source", Types.PATH, "A .deb file that it is installed from.", "apt's sources")
          .example(
              """
              package "nginx" {
                version = "1.22.*"
                held    = true
              }
              """)
          .blindSpot("files of a package that were changed or removed are not noticed")
          .blindSpot("new versions in apt's sources do not cause an upgrade")
          .disrupts()
          .make(OsPackage::of);

  private static OsPackage of(Fields fields) {
    var name = fields.required("name");
    if (!NAME.matcher(name).matches()) {
      fields.reject(
          "name", "invalid-value", "\"" + name + "\" is no package name", "such as nginx");
    }
    boolean absent = fields.flag("absent", false);
    if (absent && (fields.has("version") || fields.has("held") || fields.has("source"))) {
      fields.rejectAll(
          "conflicting-attributes",
          "an absent package has no version, source or hold",
          "absent = true alone, or with purge");
    }
    if (fields.flag("purge", false) && !absent) {
      fields.reject("purge", "conflicting-attributes", "purge without absent", "absent = true");
    }
    var version = fields.text("version");
    if (version.isPresent() && !VERSION.matcher(version.get()).matches()) {
      fields.reject("version", "invalid-value", "this is no version", "such as 1.22.1-9 or 1.22.*");
    }
    var source = fields.text("source");
    if (source.isPresent() && !source.get().endsWith(".deb")) {
      fields.reject("source", "invalid-value", "this is no .deb file", "a path that ends in .deb");
    }
    return new OsPackage(
        name,
        version,
        fields.flag("held"),
        absent,
        fields.flag("purge", false),
        source.map(Paths::normal));
  }

  @Override
  public Set<Thing> owns() {
    return Set.of(new Thing(Thing.Sort.PACKAGE, name));
  }

  @Override
  public Set<Thing> edits() {
    return Set.of(Thing.content(STATUS));
  }

  @Override
  public Set<Thing> needs() {
    var needs = new LinkedHashSet<Thing>();
    source.ifPresent(s -> needs.add(Thing.path(s)));
    source.ifPresent(s -> needs.add(Thing.content(s)));
    return needs;
  }

  @Override
  public Set<Watch> watches() {
    return Set.of(Watch.self(STATUS));
  }
}
