package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vow.language.policy.Policy;
import vow.language.policy.PolicyInput;
import vow.language.syntax.Source;
import vow.model.Repair;
import vow.model.kind.Kind;
import vow.model.kind.Kinds;

/** What the reference shows of the kinds of paths is kept, and undone, as it stands there. */
final class ExamplesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"directory", "link", "line", "block"})
  void isKeptAndUndone(String name) throws IOException {
    try (var scene = new Scene(folder)) {
      scene.write("/etc/ssh/sshd_config", "#PermitRootLogin yes\nPort 22\n");
      scene.write("/etc/hosts", "127.0.0.1 localhost\n");
      for (var kind : example(name)) {
        var done = scene.keep(kind);
        assertThat(scene.undo(kind, done)).isInstanceOf(Repair.Done.class);
      }
      assertThat(scene.read("/etc/hosts")).isEqualTo("127.0.0.1 localhost\n");
      assertThat(scene.read("/etc/ssh/sshd_config")).startsWith("#PermitRootLogin yes\n");
    }
  }

  private static List<Kind> example(String name) {
    var source = Source.of("example.hcl", Kinds.schema(name).orElseThrow().example());
    var manifest = Policy.compile(PolicyInput.of(List.of(source))).manifest().orElseThrow();
    return manifest.promises().values().stream().map(p -> p.kind()).toList();
  }
}
