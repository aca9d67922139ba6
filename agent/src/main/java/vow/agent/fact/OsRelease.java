package vow.agent.fact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the distribution says of itself (os-release(5)). */
record OsRelease(String family, String name, String version) {
  static final List<String> PATHS = List.of("/etc/os-release", "/usr/lib/os-release");

  private static final Map<String, String> FAMILIES =
      Map.of(
          "ubuntu", "debian",
          "fedora", "rhel",
          "centos", "rhel",
          "rocky", "rhel",
          "almalinux", "rhel",
          "opensuse", "suse",
          "sles", "suse");
  private static final List<String> ROOTS = List.of("debian", "rhel", "suse", "alpine", "arch");

  static OsRelease read(Sources sources) {
    var text = PATHS.stream().flatMap(p -> sources.kept(p).stream()).findFirst().orElse("");
    return parse(text);
  }

  static OsRelease parse(String text) {
    var fields = new HashMap<String, String>();
    for (var line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        fields.putIfAbsent(line.substring(0, equals), unquoted(line.substring(equals + 1)));
      }
    }
    var name = fields.getOrDefault("ID", "linux");
    var version = fields.getOrDefault("VERSION_ID", "");
    return new OsRelease(family(name, fields.getOrDefault("ID_LIKE", "")), name, version);
  }

  private static String family(String name, String like) {
    for (var id : (name + " " + like).strip().split("\\s+", -1)) {
      var family = FAMILIES.getOrDefault(id, id);
      if (ROOTS.contains(family)) {
        return family;
      }
    }
    return name;
  }

  private static String unquoted(String value) {
    var text = value.strip();
    boolean quoted =
        text.length() >= 2
            && (text.startsWith("\"") || text.startsWith("'"))
            && text.charAt(0) == text.charAt(text.length() - 1);
    return quoted ? text.substring(1, text.length() - 1).replace("\\", "") : text;
  }
}
