package vow.agent.fact;

import static vow.language.value.BasicType.STRING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import vow.language.policy.Facts;
import vow.language.value.Value;
import vow.model.Watch;

/**
 * This machine's facts, each read when a policy uses it. No process is started for any. Used by one
 * thread at a time.
 */
public final class MachineFacts implements Facts {
  /** What is asked for by key: prefix and meaning. */
  public static final String SYSCTL = "sysctl";

  /** The operator's own facts. */
  public static final String FACT = "fact";

  private final Map<String, FactSpec> byName = new LinkedHashMap<>();
  private final Sources sources;

  /** The facts of a machine. */
  public MachineFacts(Sources sources) {
    this.sources = sources;
    Catalogue.FACTS.forEach(fact -> byName.put(fact.name(), fact));
  }

  @Override
  public Entry find(List<String> path) {
    var name = String.join(".", path);
    var fact = byName.get(name);
    if (fact != null) {
      return new Fact(name, fact.type());
    }
    if (path.size() == 1 && (name.equals(SYSCTL) || name.equals(FACT))) {
      return new Keyed();
    }
    if (path.size() == 2 && (path.getFirst().equals(SYSCTL) || path.getFirst().equals(FACT))) {
      return new Fact(name, STRING);
    }
    var members = members(path.isEmpty() ? "" : name + ".");
    return members.isEmpty() ? new Missing(members(parent(path))) : new Group(members);
  }

  @Override
  public Value value(String name) {
    var fact = byName.get(name);
    if (fact != null) {
      return fact.read().apply(sources);
    }
    int dot = name.indexOf('.');
    var key = name.substring(dot + 1);
    return name.startsWith(SYSCTL + ".") ? sysctl(key) : Custom.fact(sources, key);
  }

  /** All facts with their present values, for people: {@code vow facts}. */
  public Map<String, Value> all() {
    var all = new LinkedHashMap<String, Value>();
    byName.forEach((name, fact) -> all.put(name, fact.read().apply(sources)));
    for (var name : Custom.names(sources)) {
      all.put(FACT + "." + name, Custom.fact(sources, name));
    }
    return all;
  }

  /** How the kernel tells of changes of a fact. */
  public Notice notice(String name) {
    var fact = byName.get(name);
    if (fact != null) {
      return fact.notice();
    }
    if (name.startsWith(SYSCTL + ".")) {
      return new Notice.Kernel(sysctlPath(name.substring(SYSCTL.length() + 1)));
    }
    return new Notice.Folder(Catalogue.CUSTOM);
  }

  /** The places of this machine where a watch tells that a fact may have changed; often none. */
  public List<Watch> watches(String name) {
    return switch (notice(name)) {
      case Notice.Kept kept -> kept.paths().stream().map(this::inTree).map(Watch::self).toList();
      case Notice.Kernel kernel -> List.of(Watch.self(kernel.path()));
      case Notice.Folder _ -> List.of(new Watch(sources.custom().toString(), Watch.Scope.TREE));
      case Notice.Hostname _, Notice.Mounts _, Notice.Network _, Notice.Devices _, Notice.None _ ->
          List.of();
    };
  }

  private String inTree(String path) {
    var folder = sources.tree().folder();
    return folder.equals("/") ? path : folder + path;
  }

  private Value sysctl(String key) {
    var path = sysctlPath(key);
    return vow.linux.ProcFile.read(path)
        .map(text -> Value.text(text.strip()))
        .orElseGet(() -> new Value.Null(STRING));
  }

  /** Dots separate; a name that has dots itself is written with slashes, as sysctl(8) takes it. */
  static String sysctlPath(String key) {
    var path = key.contains("/") ? key : key.replace('.', '/');
    return vow.model.kind.Paths.normal("/proc/sys/" + path.replace("..", ""));
  }

  private List<String> members(String prefix) {
    var members = new TreeSet<String>();
    for (var name : byName.keySet()) {
      if (name.startsWith(prefix)) {
        var rest = name.substring(prefix.length());
        int dot = rest.indexOf('.');
        members.add(dot < 0 ? rest : rest.substring(0, dot));
      }
    }
    if (prefix.isEmpty()) {
      members.add(SYSCTL);
      members.add(FACT);
    }
    return new ArrayList<>(members);
  }

  private static String parent(List<String> path) {
    var above = path.subList(0, Math.max(0, path.size() - 1));
    return above.isEmpty() ? "" : String.join(".", above) + ".";
  }
}
