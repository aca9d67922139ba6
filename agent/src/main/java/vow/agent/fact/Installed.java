package vow.agent.fact;

import static vow.language.value.BasicType.STRING;

import java.util.Map;
import java.util.TreeMap;
import vow.language.value.Value;

/** Accounts and packages of the kept tree. */
final class Installed {
  static final String STATUS = "/var/lib/dpkg/status";

  private static final int HOME = 5;
  private static final int SHELL = 6;

  private Installed() {}

  static Value users(Sources sources) {
    var users = new TreeMap<String, Value>();
    for (var line : sources.kept("/etc/passwd").orElse("").lines().toList()) {
      var f = line.split(":", -1);
      if (f.length > SHELL && f[2].matches("[0-9]{1,10}") && f[3].matches("[0-9]{1,10}")) {
        users.putIfAbsent(
            f[0],
            Value.object(
                Map.of(
                    "uid", Value.number(Long.parseLong(f[2])),
                    "gid", Value.number(Long.parseLong(f[3])),
                    "home", Value.text(f[HOME]),
                    "shell", Value.text(f[SHELL]))));
      }
    }
    return Value.map(Catalogue.ACCOUNT, users);
  }

  static Value packages(Sources sources) {
    return Value.map(STRING, packages(sources.kept(STATUS).orElse("")));
  }

  /** Paragraphs of {@code Field: value} (deb-control(5)); only what is fully installed. */
  static Map<String, Value> packages(String status) {
    var packages = new TreeMap<String, Value>();
    var name = "";
    var version = "";
    boolean installed = false;
    for (var line : (status + "\n\n").lines().toList()) {
      if (line.isEmpty()) {
        if (installed && !name.isEmpty()) {
          packages.put(name, Value.text(version));
        }
        name = "";
        version = "";
        installed = false;
      } else if (line.startsWith("Package: ")) {
        name = line.substring("Package: ".length()).strip();
      } else if (line.startsWith("Version: ")) {
        version = line.substring("Version: ".length()).strip();
      } else if (line.startsWith("Status: ")) {
        installed = line.endsWith(" ok installed");
      }
    }
    return packages;
  }
}
