package vow.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vow.model.Edge;
import vow.model.Outcome;
import vow.model.PromiseId;

/** What people ask. Nothing is changed, and nothing is kept for it. */
final class Answers {
  /** What is said of one that waits for its hours. */
  static final String WINDOW = "waits for its window";

  /** A chain of needs is followed so far. */
  private static final int DEPTH_MAX = 16;

  /** So many needs of one promise are shown when it has more. */
  private static final int BREADTH_MAX = 20;

  private final Board board;

  Answers(Board board) {
    this.board = board;
  }

  Optional<Standing> standing(PromiseId id) {
    return Optional.ofNullable(board.node(id)).map(this::standing);
  }

  List<Standing> standings() {
    return board.nodes.ordered().stream().map(this::standing).toList();
  }

  List<Standing> notable() {
    // Those that were never asked for are kept.
    return board.nodes.madeInOrder().stream().filter(Answers::notable).map(this::standing).toList();
  }

  private static boolean notable(Node node) {
    return node.contest.on()
        || node.hold != null
        || node.last == null
        || !good(node.last.outcome());
  }

  private static boolean good(Outcome outcome) {
    return outcome == Outcome.KEPT || outcome == Outcome.REPAIRED;
  }

  private Standing standing(Node node) {
    return new Standing(
        node.id,
        Optional.ofNullable(node.last),
        node.sinceMs,
        node.contest.on(),
        Optional.ofNullable(node.hold),
        doing(node));
  }

  private String doing(Node node) {
    return switch (node.phase) {
      case IDLE -> node.delayed == null ? "" : delayed(node);
      case QUEUED -> node.waiting == 0 ? "is to be assessed" : waits(node);
      case ASSESSING -> "is being assessed";
      case REPAIR_WANTED -> "is to be repaired";
      case REPAIRING -> "is being repaired";
      case RETRYING -> "is tried again, " + node.attempts + " failed";
      case OWING -> node.waiting == 0 ? "is to be refreshed" : waits(node);
      case REFRESH_WANTED -> "is to be refreshed";
      case REFRESHING -> "is being refreshed";
    };
  }

  private static String waits(Node node) {
    var open = node.needs().stream().filter(need -> need.phase != Phase.IDLE).map(need -> need.id);
    return "waits for " + Course.names(open.toList());
  }

  private String delayed(Node node) {
    if (board.brakes.opensAtMs(node, board.nowMs).isPresent()) {
      return WINDOW;
    }
    long pauseMs = Math.max(0, node.contest.nextMs() - board.nowMs);
    return node.contest.on() ? "waits " + (pauseMs + 999) / 1000 + " s, contested" : "settles";
  }

  Optional<Why> why(PromiseId id) {
    var node = board.node(id);
    if (node == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Why(
            node.promise,
            standing(node),
            needs(node, DEPTH_MAX),
            node.dependents().stream().map(dependent -> dependent.id).toList(),
            Set.copyOf(node.owed),
            node.contest));
  }

  private List<Why.Need> needs(Node node, int depth) {
    var bad = node.needs().stream().filter(need -> !need.satisfies());
    var good = node.needs().stream().filter(Node::satisfies);
    var needs = new ArrayList<Why.Need>();
    for (var need : Stream.concat(bad, good).limit(BREADTH_MAX).toList()) {
      var further = need.satisfies() || depth == 0 ? List.<Why.Need>of() : needs(need, depth - 1);
      needs.add(new Why.Need(standing(need), reasons(node, need), further));
    }
    return List.copyOf(needs);
  }

  private Set<Edge.Reason> reasons(Node from, Node to) {
    var reasons = EnumSet.noneOf(Edge.Reason.class);
    for (var reason : Edge.Reason.values()) {
      if (board.manifest().edges().contains(new Edge(from.id, to.id, reason))) {
        reasons.add(reason);
      }
    }
    return Set.copyOf(reasons);
  }

  List<PromiseId> watching(String path) {
    var nodes = board.nodes;
    return Stream.of(nodes.at(path), nodes.around(path), nodes.above(path))
        .flatMap(List::stream)
        .distinct()
        .map(node -> node.id)
        .toList();
  }
}
