package vow.engine;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Outside changes, told apart from our own writes and from what is known already by the stamps that
 * work returned.
 */
final class Touches {
  /** A writer that goes on writing is waited for that long, from its first change. */
  static final long SETTLE_MS = 20;

  private final Board board;
  private final Course course;

  Touches(Board board, Course course) {
    this.board = board;
    this.course = course;
  }

  void touched(Event.Touched touched) {
    board.counters.add(Counter.TOUCHES);
    boolean looked = board.looks.remove(touched.path());
    if (!looked && touched.by().isPresent()) { // our own have no writer
      board.nodes.at(touched.path()).forEach(node -> node.disturbed = true);
    }
    replay(touched);
  }

  /** A touch that was set aside, and was counted when it came. */
  void replay(Event.Touched touched) {
    var path = touched.path();
    var at = board.nodes.at(path);
    var changing = at.stream().filter(node -> node.phase.changing()).findFirst();
    if (changing.isPresent()) {
      changing.get().untold.add(path); // probably our own write: told when that has ended
      note(changing.get(), touched);
      return;
    }
    var around = ownEntry(touched) ? Stream.<Node>empty() : board.nodes.around(path).stream();
    var concerned = Stream.of(at.stream(), around, board.nodes.above(path).stream());
    boolean news = false;
    for (var node : concerned.flatMap(nodes -> nodes).distinct().toList()) {
      news |= tell(node, touched);
    }
    if (!news) {
      board.counters.add(Counter.SUPPRESSED);
    }
  }

  /**
   * Whether a promise makes this entry, and did so just now. Who watches the names in the folder
   * need not hear of it; who watches the whole tree does, for owners and modes.
   */
  private boolean ownEntry(Event.Touched touched) {
    return touched.by().isEmpty()
        && board.nodes.owned(touched.path())
        && board.nodes.at(touched.path()).stream()
            .anyMatch(node -> node.ownStamps && knows(node, touched));
  }

  private static boolean knows(Node node, Event.Touched touched) {
    return touched.stamp().equals(node.stamps.get(touched.path()));
  }

  private boolean tell(Node node, Event.Touched touched) {
    if (node.phase.working()) {
      note(node, touched);
      return true;
    }
    if (knows(node, touched)) {
      return false;
    }
    touched.by().ifPresent(by -> node.rival = by);
    var dirt = Dirt.drift(touched.by().orElse(null));
    boolean settled = touched.finished() || !touched.stamp().exists();
    switch (node.phase) {
      case IDLE, RETRYING -> {
        if (node.contest.nextMs() > board.nowMs) {
          course.delay(node, dirt, node.contest.nextMs());
        } else if (settled) {
          course.mark(node, dirt);
        } else {
          course.delay(node, dirt, board.nowMs + SETTLE_MS);
        }
      }
      case QUEUED, REPAIR_WANTED, OWING, REFRESH_WANTED -> course.mark(node, dirt);
      case ASSESSING, REPAIRING, REFRESHING -> throw new IllegalStateException("noted: " + node);
    }
    return true;
  }

  private static void note(Node node, Event.Touched touched) {
    var before = Optional.ofNullable(node.touches.get(touched.path()));
    if (before.isEmpty() && node.touches.size() >= Node.TOUCHES_MAX) {
      node.again = Dirt.merge(node.again, Dirt.drift(touched.by().orElse(null)));
      return;
    }
    var by = touched.by().or(() -> before.flatMap(Event.Touched::by));
    node.touches.put(
        touched.path(), new Event.Touched(touched.path(), touched.stamp(), touched.finished(), by));
  }
}
