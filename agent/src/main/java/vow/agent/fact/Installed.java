package vow.agent.fact;

import static vow.language.value.BasicType.STRING;

import java.util.Map;
import java.util.TreeMap;
import vow.agent.tree.DpkgEntry;
import vow.language.value.Value;
import vow.model.kind.OsPackage;

/** Accounts and packages of the kept tree. */
final class Installed {
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
    return Value.map(STRING, packages(sources.kept(OsPackage.STATUS).orElse("")));
  }

  private static Map<String, Value> packages(String status) {
    var packages = new TreeMap<String, Value>();
    DpkgEntry.all(status).stream()
        .filter(DpkgEntry::isInstalled)
        .forEach(entry -> packages.put(entry.name(), Value.text(entry.version())));
    return packages;
  }
}
