package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Data for each node, and a policy as other nodes see it. */
@Execution(ExecutionMode.CONCURRENT)
class DataTest {
  private static final String POLICY =
      """
      data {
        layers = ["tag/${node.tags[0]}", "common"]
        merge  = { users = "deep" }
      }
      file "/etc/port" {
        content = "${data.port}"
      }
      file "/etc/users" {
        content = jsonencode(data.users)
      }
      """;

  @TempDir Path folder;

  private Vow.Result vow(String... words) {
    return Vow.in(folder).run(words);
  }

  private void write(String path, String text) throws Exception {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @BeforeEach
  void policy() throws Exception {
    write("site/main.hcl", POLICY);
    write("site/data/tag/web.hcl", "# of the web\nport = 80\nusers = { ann = { uid = 1 } }\n");
    write("site/data/tag/db.hcl", "port = 5432\n");
    write("site/data/common.yaml", "port: 1\nusers:\n  ann:\n    uid: 2\n    sudo: true\n");
    write("root/var/lib/vow/facts.d/tags", "web\n");
  }

  @Test
  void anAgentFollowsTagsAndDataFiles() throws Exception {
    write("policy.hcl", POLICY + "file \"/etc/sum\" {\n  content = \"${data.port + 1}\"\n}\n");
    for (var file : new String[] {"tag/web.hcl", "tag/db.hcl", "common.yaml"}) {
      write("data/" + file, Files.readString(folder.resolve("site/data/" + file)));
    }
    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      assertThat(agent.at("/etc/port")).hasContent("80");
      agent.take("file[/etc/port]");
      agent.take("file[/etc/users]");

      write("root/var/lib/vow/facts.d/tags", "db\n");
      agent.take("file[/etc/port]");
      assertThat(agent.at("/etc/port")).hasContent("5432");
      agent.take("file[/etc/users]");
      assertThat(agent.at("/etc/users")).hasContent("{\"ann\":{\"sudo\":true,\"uid\":2}}");

      write("data/tag/db.hcl", "port = 5433\n");
      agent.take("file[/etc/port]");
      assertThat(agent.at("/etc/port")).hasContent("5433");

      write("data/tag/db.hcl", "port = \n");
      agent.says("still keeping the last good one");
      assertThat(agent.at("/etc/port")).hasContent("5433");
    }
  }

  @Test
  void everyValueSaysWhereItIsFrom() throws Exception {
    vow("keep", "site", "--once", "--root", "root").exits(0);

    assertThat(vow("why", "data.port", "--root", "root").exits(0).out())
        .isEqualTo(
            """
            data.port = 80
              tag/web  data/tag/web.hcl:2: 80
              common  data/common.yaml: 1, not used
            """);
    assertThat(vow("why", "data.users.ann.uid", "--root", "root").exits(0).out())
        .isEqualTo(
            """
            data.users.ann.uid = 1
              merge deep
              tag/web  data/tag/web.hcl:3: 1
              common  data/common.yaml: 2
            """);
    assertThat(vow("why", "data.prot", "--root", "root").exits(1).err())
        .contains(
            "no layer has data.prot, did you mean data.port?; the layers are tag/web, common");
    var json = RunningAgent.object(vow("why", "data.port", "--root", "root", "--json").out());
    assertThat(json).containsEntry("merge", "first").containsKeys("key", "value", "layers");
  }

  @Test
  void aPolicyIsCheckedAsOtherNodesSeeIt() throws Exception {
    vow("facts", "--save", "site/facts", "--root", "root").exits(0);
    try (var saved = Files.list(folder.resolve("site/facts"))) {
      var own = saved.findFirst().orElseThrow();
      var text = Files.readString(own);
      assertThat(text).contains("\"kernel.ostype\":\"Linux\"");
      Files.writeString(own.resolveSibling("web1.json"), text.replace("[\"web\"]", "[\"web\"]"));
      Files.writeString(own.resolveSibling("db1.json"), text.replace("[\"web\"]", "[\"db\"]"));
      Files.delete(own);
    }

    assertThat(vow("check", "site", "--all-nodes").exits(0).out())
        .isEqualTo("db1: no errors\nweb1: no errors\n");

    write("site/data/tag/db.hcl", "prot = 5432\n");
    write("site/data/common.yaml", "users: {}\n");
    var checked = vow("check", "site", "--all-nodes").exits(1);
    assertThat(checked.out()).isEqualTo("db1: errors\nweb1: no errors\n");
    assertThat(checked.err()).contains("site/main.hcl:6:").contains("port");
    vow("check", "site", "--node", "web1").exits(0);
    assertThat(vow("check", "site", "--node", "db1", "--json").exits(1).out())
        .startsWith("{\"nodes\":[{\"node\":\"db1\",\"diagnostics\":[{");
    assertThat(vow("check", "site", "--node", "web2").exits(64).err())
        .contains("no facts of web2 are saved in")
        .contains("did you mean web1?");
    vow("check", "site").exits(0);
  }
}
