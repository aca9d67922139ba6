package vow.agent.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.agent.tree.Tree;
import vow.language.policy.Facts;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** Every fact, read on the machine that runs the tests. */
final class FactsTest {
  @TempDir Path custom;

  @ParameterizedTest
  @MethodSource("names")
  void isReadWithItsType(String name) {
    var spec =
        Catalogue.FACTS.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    try (var tree = Tree.open("/")) {
      var value = new MachineFacts(new Sources(tree, custom)).value(name);

      assertThat(value.type()).isEqualTo(spec.type());
      assertThat(spec.doc()).endsWith(".");
      assertThat(spec.notice().text()).isNotBlank();
    }
  }

  static Stream<String> names() {
    return Catalogue.FACTS.stream().map(FactSpec::name);
  }

  @Test
  void saysWhatTheKernelSays() throws IOException {
    try (var tree = Tree.open("/")) {
      var facts = new MachineFacts(new Sources(tree, custom));
      var hostname = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();

      assertThat(facts.value("hostname")).isEqualTo(Value.text(hostname));
      assertThat(facts.value("kernel.name")).isEqualTo(Value.text("Linux"));
      assertThat(facts.value("sysctl.kernel.hostname")).isEqualTo(Value.text(hostname));
      assertThat(facts.value("sysctl.kernel/hostname")).isEqualTo(Value.text(hostname));
      assertThat(facts.value("sysctl.kernel.nothing")).isEqualTo(new Value.Null(BasicType.STRING));
    }
  }

  @Test
  void takesTheOperatorsOwnWord() throws IOException {
    Files.writeString(custom.resolve("tags"), "web\n\n# retired: db\nedge\n");
    Files.writeString(custom.resolve("rack"), "b12\n");
    try (var tree = Tree.open("/")) {
      var facts = new MachineFacts(new Sources(tree, custom));

      assertThat(facts.value("tags"))
          .isEqualTo(Value.list(BasicType.STRING, List.of(Value.text("web"), Value.text("edge"))));
      assertThat(facts.value("fact.rack")).isEqualTo(Value.text("b12"));
      assertThat(facts.value("fact.row")).isEqualTo(new Value.Null(BasicType.STRING));
      assertThat(facts.all()).containsKey("fact.rack").doesNotContainKey("fact.tags");
    }
  }

  @Test
  void knowsWhatThereIsToAskFor() {
    try (var tree = Tree.open("/")) {
      var facts = new MachineFacts(new Sources(tree, custom));

      assertThat(facts.find(List.of("os", "name")))
          .isEqualTo(new Facts.Fact("os.name", BasicType.STRING));
      assertThat(facts.find(List.of("os")))
          .isEqualTo(new Facts.Group(List.of("family", "name", "version")));
      assertThat(facts.find(List.of("os", "nmae")))
          .isEqualTo(new Facts.Missing(List.of("family", "name", "version")));
    }
  }
}
