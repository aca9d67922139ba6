package vow.model.kind;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.model.schema.Schema;

/** The one table of kinds. */
public final class Kinds {
  private static final Map<String, Schema> BY_NAME =
      index(
          List.of(
              File.SCHEMA,
              Directory.SCHEMA,
              Link.SCHEMA,
              Line.SCHEMA,
              Block.SCHEMA,
              Exec.SCHEMA,
              Service.SCHEMA,
              Timer.SCHEMA,
              Sysctl.SCHEMA,
              Sysfs.SCHEMA,
              Group.SCHEMA,
              User.SCHEMA,
              Shadow.SCHEMA,
              OsPackage.SCHEMA,
              Probe.SCHEMA,
              Fetch.SCHEMA,
              Archive.SCHEMA));

  private Kinds() {}

  /** The kind of that name. */
  public static Optional<Schema> schema(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All kinds, by name, in the order of the reference. */
  public static Map<String, Schema> all() {
    return BY_NAME;
  }

  private static Map<String, Schema> index(List<Schema> schemas) {
    var result = new LinkedHashMap<String, Schema>();
    schemas.forEach(s -> result.put(s.name(), s));
    return Collections.unmodifiableMap(result);
  }
}
