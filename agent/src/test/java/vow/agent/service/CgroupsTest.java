package vow.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.service.Limits;

/** What is written to control groups; a folder stands for those with controllers. */
class CgroupsTest {
  private static final Limits ALL =
      new Limits(
          OptionalLong.of(64 << 20),
          OptionalInt.of(150),
          OptionalLong.of(20),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());

  @TempDir Path folder;

  @Test
  void limitsAreInTheWordsOfTheKernel() throws Exception {
    var group = Files.createDirectories(folder.resolve("vow/web"));
    for (var file : new String[] {"memory.max", "cpu.max", "pids.max"}) {
      Files.writeString(group.resolve(file), "max");
    }
    assertThat(new Cgroups(Optional.of(folder.resolve("vow"))).limit("web", ALL)).isEmpty();
    assertThat(group.resolve("memory.max")).hasContent("67108864");
    assertThat(group.resolve("cpu.max")).hasContent("150000 100000");
    assertThat(group.resolve("pids.max")).hasContent("20");
  }

  @Test
  void controllersAreHandedDownFromAbove() throws Exception {
    Files.createDirectories(folder.resolve("vow/web"));
    Files.writeString(folder.resolve("cgroup.subtree_control"), "");
    new Cgroups(Optional.of(folder.resolve("vow"))).limit("web", ALL);
    // The last of them: a kernel adds what a file replaces.
    assertThat(folder.resolve("cgroup.subtree_control")).hasContent("+cpu");
    assertThat(folder.resolve("vow/cgroup.subtree_control")).hasContent("+cpu");
  }

  @Test
  void whatCannotBeSetIsNamed() {
    assertThat(new Cgroups(Optional.empty()).limit("web", ALL))
        .containsExactly("memory", "pids", "cpu");
  }
}
