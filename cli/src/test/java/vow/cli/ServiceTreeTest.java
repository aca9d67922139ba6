package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vow.agent.ServiceTable.Row;
import vow.engine.service.State;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Meta;
import vow.model.Origin;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.kind.Sysctl;

class ServiceTreeTest {
  @Test
  void showsWhatAServiceNeedsBelowIt() {
    var manifest =
        manifest(
            List.of("web", "db", "mail", "net", "disk"),
            "web>db",
            "web>net",
            "db>disk",
            "mail>net",
            "net>disk");
    var table =
        List.of(
            new Row("disk", State.DONE, 0, 1_000, 0, "", ""),
            new Row("net", State.READY, 12, 1_000, 0, "", ""),
            new Row("db", State.PAUSING, 0, 61_000, 2, "", "exited with 1"),
            new Row("web", State.WAITING, 0, 2_000, 0, "waits for db", ""),
            new Row("old", State.READY, 99, 0, 0, "", ""));

    assertThat(ServiceTree.lines(table, manifest))
        .containsExactly(
            "mail  down",
            "└─ net  ready, pid 12, since 1970-01-01T00:00:01.000Z",
            "   └─ disk  done since 1970-01-01T00:00:01.000Z",
            "old  ready, pid 99, not in the policy any more",
            "web  waiting since 1970-01-01T00:00:02.000Z: waits for db",
            "├─ db  pausing since 1970-01-01T00:01:01.000Z, restarted 2 times: exited with 1",
            "│  └─ disk  done since 1970-01-01T00:00:01.000Z",
            "└─ net  ready, pid 12, since 1970-01-01T00:00:01.000Z");
  }

  @Test
  void isEmptyWithoutServices() {
    assertThat(ServiceTree.lines(List.of(), Manifest.EMPTY)).isEmpty();
  }

  /** Of services with these names, and {@code from>to} for each that needs another one. */
  private static Manifest manifest(List<String> names, String... needs) {
    // What a promise is about does not matter for the order among them.
    var kind = new Sysctl("vm.swappiness", "1", Optional.empty());
    var promises =
        names.stream()
            .map(ServiceTreeTest::id)
            .map(id -> Promise.of(id, kind, Map.of(), Meta.NONE, new Origin("test.hcl", 1, 1)))
            .toList();
    var edges =
        Arrays.stream(needs)
            .map(need -> need.split(">", -1))
            .map(it -> new Edge(id(it[0]), id(it[1]), Edge.Reason.AFTER))
            .toList();
    return Manifest.of(promises, edges);
  }

  private static PromiseId id(String name) {
    return new PromiseId("service", name);
  }
}
