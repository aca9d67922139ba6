package vow.agent.fact;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import vow.agent.tree.Tree;
import vow.linux.LinuxException;
import vow.linux.ProcFile;

/**
 * Where facts are read from.
 *
 * @param tree the kept tree: what is installed and who has accounts is asked of it
 * @param custom the folder of the operator's own facts and tags
 */
@SuppressWarnings("exports") // made inside of this module only
public record Sources(Tree tree, Path custom) {
  private static final long FILE_BYTES_MAX = 64L << 20;

  /**
   * A file that the running kernel makes up, without the space around it; empty if there is none.
   */
  String kernel(String path) {
    return ProcFile.read(path).map(String::strip).orElse("");
  }

  /** A file of the kept tree; empty if there is none. */
  Optional<String> kept(String path) {
    try (var file = tree.read(path)) {
      return Optional.of(new String(file.readAll(FILE_BYTES_MAX), StandardCharsets.UTF_8));
    } catch (LinuxException _) {
      return Optional.empty();
    }
  }
}
