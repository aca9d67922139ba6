package vow.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vow.agent.ServiceTable;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * Services with what they need below them. What several need is shown below each of them, its own
 * needs only the first time.
 */
final class ServiceTree {
  private final Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
  private final Map<String, Set<String>> needs = new HashMap<>();
  private final Set<String> promised = new TreeSet<>();
  private final Set<String> shown = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private ServiceTree(List<ServiceTable.Row> table, Manifest manifest) {
    for (var id : manifest.promises().keySet()) {
      if (isService(id)) {
        promised.add(id.name());
        rows.put(id.name(), ServiceTable.Row.never(id.name()).json());
      }
    }
    table.forEach(row -> rows.put(row.name(), row.json()));
    for (var edge : manifest.edges()) {
      if (isService(edge.from()) && isService(edge.to())) {
        needs.computeIfAbsent(edge.from().name(), _ -> new TreeSet<>()).add(edge.to().name());
      }
    }
  }

  /** One line a service, those first that nobody needs. */
  static List<String> lines(List<ServiceTable.Row> table, Manifest manifest) {
    var tree = new ServiceTree(table, manifest);
    var needed = new HashSet<String>();
    tree.needs.values().forEach(needed::addAll);
    for (var name : tree.rows.keySet()) {
      if (!needed.contains(name)) {
        tree.show(name, "", "");
      }
    }
    return tree.lines;
  }

  /** The same of one service and what it needs. */
  static List<String> lines(String name, List<ServiceTable.Row> table, Manifest manifest) {
    var tree = new ServiceTree(table, manifest);
    tree.show(name, "", "");
    return tree.lines;
  }

  /** The services that one needs, or wants. */
  static List<String> needs(String name, Manifest manifest) {
    var tree = new ServiceTree(List.of(), manifest);
    return List.copyOf(tree.needs.getOrDefault(name, Set.of()));
  }

  private void show(String name, String before, String below) {
    var left = promised.contains(name) ? "" : ", not in the policy any more";
    var row = rows.getOrDefault(name, Map.of());
    lines.add(before + name + "  " + ServiceText.standing(row) + left);
    var all = List.copyOf(needs.getOrDefault(name, Set.of()));
    if (!shown.add(name)) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      boolean last = i == all.size() - 1;
      show(all.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
    }
  }

  private static boolean isService(PromiseId id) {
    return id.kind().equals(ServiceNames.KIND);
  }
}
