package vow.agent.keeper;

import java.util.TreeMap;
import vow.linux.Node;
import vow.linux.Statx;
import vow.model.Undo.Metadata;

/** Owner, group and mode of what is already there. */
final class Dress {
  private Dress() {}

  /** As it is now, without attributes: those are only touched when content is replaced. */
  static Metadata of(Statx now) {
    return new Metadata(now.mode(), now.uid(), now.gid(), new TreeMap<>());
  }

  /** Changes what a claim asks for and is not so yet. */
  static void put(Node node, Statx now, Claim claim) {
    put(node, now, claim.over(of(now)));
  }

  /** Changes what is not so yet. A new owner clears setuid and setgid, so the mode comes last. */
  static void put(Node node, Statx now, Metadata wanted) {
    boolean owner = now.uid() != wanted.uid() || now.gid() != wanted.gid();
    if (owner) {
      node.chown(wanted.uid(), wanted.gid());
    }
    if (now.mode() != wanted.mode() || (owner && (wanted.mode() & 06000) != 0)) {
      node.chmod(wanted.mode());
    }
  }
}
