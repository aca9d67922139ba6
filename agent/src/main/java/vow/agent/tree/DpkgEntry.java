package vow.agent.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What dpkg knows of a package: one paragraph of its status file (deb-control(5), dpkg(1)).
 *
 * @param name without the architecture
 * @param want install, hold, deinstall or purge
 * @param flag ok, or reinstreq
 * @param state installed, half-configured, config-files and so on
 */
public record DpkgEntry(
    String name,
    String architecture,
    String version,
    String want,
    String flag,
    String state,
    List<String> conffiles) {
  public DpkgEntry {
    conffiles = List.copyOf(conffiles);
  }

  /** All packages, in the order of the file. */
  public static List<DpkgEntry> all(String status) {
    return Stream.of(status.split("\n\n", -1))
        .filter(paragraph -> !paragraph.isBlank())
        .map(DpkgEntry::parse)
        .toList();
  }

  /**
   * The package by name; of several architectures the one that is installed, of several paragraphs
   * the last.
   */
  public static Optional<DpkgEntry> find(String status, String named) {
    int colon = named.indexOf(':');
    var name = colon < 0 ? named : named.substring(0, colon);
    var architecture = colon < 0 ? "" : named.substring(colon + 1);
    var heading = "\nPackage: " + name + "\n";
    var text = "\n" + status + "\n";
    var found = new LinkedHashMap<String, DpkgEntry>();
    for (int at = text.indexOf(heading); at >= 0; at = text.indexOf(heading, at + 1)) {
      int end = text.indexOf("\n\n", at + 1);
      var entry = parse(text.substring(at + 1, end < 0 ? text.length() : end));
      if (architecture.isEmpty() || architecture.equals(entry.architecture)) {
        found.put(entry.architecture, entry);
      }
    }
    return found.values().stream().reduce((one, other) -> other.isInstalled() ? other : one);
  }

  /** Files, and everything that they need to work, are there. */
  public boolean isInstalled() {
    return flag.equals("ok") && (state.equals("installed") || state.startsWith("triggers-"));
  }

  /** Nothing is there but, possibly, configuration. */
  public boolean isRemoved() {
    return state.equals("config-files") || state.equals("not-installed");
  }

  public boolean isHeld() {
    return want.equals("hold");
  }

  public boolean hasVersion(String wanted) {
    return wanted.endsWith("*")
        ? version.startsWith(wanted.substring(0, wanted.length() - 1))
        : version.equals(wanted);
  }

  private static DpkgEntry parse(String paragraph) {
    var name = "";
    var architecture = "";
    var version = "";
    String[] status = {};
    var conffiles = new ArrayList<String>();
    boolean inConffiles = false;
    for (var line : paragraph.lines().toList()) {
      if (line.startsWith(" ")) {
        if (inConffiles) {
          conffiles.add(line.strip().split(" ", -1)[0]);
        }
        continue;
      }
      inConffiles = line.startsWith("Conffiles:");
      var value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("Package:")) {
        name = value;
      } else if (line.startsWith("Architecture:")) {
        architecture = value;
      } else if (line.startsWith("Version:")) {
        version = value;
      } else if (line.startsWith("Status:")) {
        status = value.split(" ", -1);
      }
    }
    boolean whole = status.length == 3;
    return new DpkgEntry(
        name,
        architecture,
        version,
        whole ? status[0] : "",
        whole ? status[1] : "",
        whole ? status[2] : "not-installed",
        conffiles);
  }
}
