package vow.language.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vow.language.syntax.Spelling;
import vow.model.kind.Kinds;

/**
 * The one table of words: what a reference may start with, and what a block at the top of a file
 * may be. Kinds are in neither; a test keeps it so.
 */
public final class Words {
  /** What a reference may start with beside a kind. */
  public static final List<String> ROOTS =
      List.of("var", "local", "data", "each", "node", "module", "use", "self", "path");

  /** Blocks at the top of a file that are not promises. */
  public static final List<String> BLOCKS =
      List.of(
          "variable",
          "locals",
          "module",
          "output",
          "agent",
          "data",
          "secret",
          "moved",
          "notify",
          "mesh",
          "bundle",
          "recipe",
          "offer",
          "use",
          "lab");

  /** Blocks that have their place but no meaning yet. */
  static final Set<String> RESERVED = Set.of("mesh", "recipe", "offer", "use", "lab");

  private Words() {}

  /** The block type that was probably meant. */
  static Optional<String> nearestBlock(String word) {
    var all = Stream.concat(Kinds.all().keySet().stream(), BLOCKS.stream()).toList();
    return Spelling.nearest(word, all);
  }

  /** The start of a reference that was probably meant. */
  static Optional<String> nearestRoot(String word) {
    var all = Stream.concat(ROOTS.stream(), Kinds.all().keySet().stream()).toList();
    return Spelling.nearest(word, all);
  }
}
