package vow.agent.watch;

import java.util.ArrayList;
import java.util.List;

/** A marked inode, and the paths that it was found at: several when it has hard links. */
final class Mark {
  final RawRecord.Key key;
  final List<Node> nodes = new ArrayList<>(1);

  /** Where it was read from; {@link Snapshot#NONE} when it is new. */
  int number = Snapshot.NONE;

  /** The bits that the kernel was asked for. */
  int bits;

  Mark(RawRecord.Key key) {
    this.key = key;
  }

  /** The bits that all paths together want. */
  int interest() {
    int wanted = 0;
    for (var node : nodes) {
      wanted |= node.interest();
    }
    return wanted;
  }
}
