package vow.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * The promises with what they come after, from left to right. Of many, those that matter now: what
 * is not kept and what drifted, with their neighbours.
 */
final class ReportGraph {
  /** More than these nobody can follow. */
  static final int NODES_MAX = 80;

  private static final int COLUMN = 282;
  private static final int ROW = 34;
  private static final int BOX_WIDTH = 236;
  private static final int BOX_HEIGHT = 24;
  private static final int ROWS_MAX = 20;
  private static final int LABEL_CHARS = 30;

  private record Spot(int x, int y) {}

  private final ReportData data;
  private final Html html;
  private final Map<String, String> outcomes = new HashMap<>();

  ReportGraph(ReportData data, Html html) {
    this.data = data;
    this.html = html;
    for (var promise : data.promises()) {
      outcomes.put(
          String.valueOf(promise.get("id")), ReportText.or(promise.get("outcome"), "pending"));
    }
  }

  void draw() {
    var manifest = data.manifest().orElse(Manifest.EMPTY);
    var drawn = drawn(manifest);
    if (drawn.isEmpty()) {
      html.element("p", "nothing", none(manifest)).raw("\n");
      return;
    }
    var edges =
        manifest.edges().stream()
            .filter(e -> drawn.contains(e.from()) && drawn.contains(e.to()))
            .toList();
    var spots = spots(manifest, drawn, edges);
    int width = spots.values().stream().mapToInt(Spot::x).max().orElse(0) + BOX_WIDTH + 2;
    int height = spots.values().stream().mapToInt(Spot::y).max().orElse(0) + BOX_HEIGHT + 2;
    html.raw("<div class=\"wide\"><svg class=\"graph\" role=\"img\"");
    html.attribute("width", width).attribute("height", height);
    html.attribute("aria-label", "promises and what they come after").raw(">\n");
    edges.forEach(edge -> edge(edge, spots));
    spots.forEach(this::box);
    html.raw("</svg></div>\n");
    int more = manifest.promises().size() - drawn.size();
    if (more > 0) {
      var text = more + " more stand for themselves, or are kept and near nothing that is shown.";
      html.element("p", "nothing", text).raw("\n");
    }
  }

  private static String none(Manifest manifest) {
    return manifest.promises().isEmpty()
        ? "There are no promises."
        : "Each of the " + manifest.promises().size() + " promises stands for itself.";
  }

  /** Those that hang together with others; of too many, those that matter. */
  private Set<PromiseId> drawn(Manifest manifest) {
    var linked = new LinkedHashSet<PromiseId>();
    for (var edge : manifest.edges()) {
      linked.add(edge.from());
      linked.add(edge.to());
    }
    if (linked.size() <= NODES_MAX) {
      return linked;
    }
    var matter = new LinkedHashSet<String>();
    data.notable().forEach(p -> matter.add(String.valueOf(p.get("id"))));
    data.drifted().forEach(d -> matter.add(d.id()));
    var drawn = new LinkedHashSet<PromiseId>();
    for (var edge : manifest.edges()) {
      boolean shown =
          matter.contains(edge.from().toString()) || matter.contains(edge.to().toString());
      if (shown && drawn.size() + 2 <= NODES_MAX) {
        drawn.add(edge.from());
        drawn.add(edge.to());
      }
    }
    for (var id : linked) {
      if (drawn.size() < NODES_MAX / 2 && matter.isEmpty()) {
        drawn.add(id);
      }
    }
    return drawn;
  }

  /** A column for each step of the way; a long one goes on beside itself. */
  private static Map<PromiseId, Spot> spots(
      Manifest manifest, Set<PromiseId> drawn, List<Edge> edges) {
    var needs = new HashMap<PromiseId, List<PromiseId>>();
    edges.forEach(e -> needs.computeIfAbsent(e.from(), _ -> new ArrayList<>()).add(e.to()));
    var depths = new HashMap<PromiseId, Integer>();
    var columns = new ArrayList<List<PromiseId>>();
    for (var id : manifest.promises().keySet()) { // everything comes after what it needs
      if (drawn.contains(id)) {
        int depth = 0;
        for (var need : needs.getOrDefault(id, List.of())) {
          depth = Math.max(depth, depths.getOrDefault(need, 0) + 1);
        }
        depths.put(id, depth);
        while (columns.size() <= depth) {
          columns.add(new ArrayList<>());
        }
        columns.get(depth).add(id);
      }
    }
    var spots = new LinkedHashMap<PromiseId, Spot>();
    int column = 0;
    for (var ids : columns) {
      for (int i = 0; i < ids.size(); i++) {
        int x = (column + i / ROWS_MAX) * COLUMN + 1;
        spots.put(ids.get(i), new Spot(x, i % ROWS_MAX * ROW + 1));
      }
      column += (ids.size() + ROWS_MAX - 1) / ROWS_MAX;
    }
    return spots;
  }

  private void edge(Edge edge, Map<PromiseId, Spot> spots) {
    var from = spots.get(edge.to());
    var to = spots.get(edge.from());
    if (from == null || to == null) {
      return;
    }
    int x1 = from.x() + BOX_WIDTH;
    int y1 = from.y() + BOX_HEIGHT / 2;
    int x2 = to.x();
    int y2 = to.y() + BOX_HEIGHT / 2;
    int bend = Math.max(20, (x2 - x1) / 2);
    html.raw("<path").attribute("class", "edge " + style(edge));
    html.attribute(
        "d", "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2));
    html.raw("/>\n");
  }

  private static String style(Edge edge) {
    return switch (edge.reason()) {
      case ON_CHANGE -> "refresh";
      case AFTER, REFERENCE -> "said";
      case NEED, WANTED -> "need";
    };
  }

  private void box(PromiseId id, Spot spot) {
    var name = id.toString();
    var outcome = outcomes.getOrDefault(name, "kept");
    html.raw("<g").attribute("class", "box " + ReportPage.sort(outcome)).raw("><title>");
    html.text(name + ": " + outcome).raw("</title><rect rx=\"4\"");
    html.attribute("x", spot.x()).attribute("y", spot.y());
    html.attribute("width", BOX_WIDTH).attribute("height", BOX_HEIGHT).raw("/><text");
    html.attribute("x", spot.x() + 8).attribute("y", spot.y() + BOX_HEIGHT - 8).raw(">");
    html.text(cut(name)).raw("</text></g>\n");
  }

  /** The beginning and the end, which say most. */
  private static String cut(String name) {
    int half = LABEL_CHARS / 2;
    return name.length() <= LABEL_CHARS
        ? name
        : name.substring(0, half) + "…" + name.substring(name.length() - half + 1);
  }
}
