package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vow.model.Condition;
import vow.model.kind.Service;
import vow.model.service.Readiness;

/** Services in policies: what they refer to, and when they are ready. */
class ServicesTest {
  @Test
  void namesTheServicesThatItRefersTo() {
    var policy =
        Policies.of(
            """
            service "web" {
              run   = "web"
              needs = [service["db"], service.cache["b"]]
              wants = [service.log, service.cache]
            }
            service "db" {
              name = "postgres-${node.hostname}"
              run  = "db"
            }
            service "log" { run = "log" }
            service "cache" {
              for_each = toset(["a", "b"])
              name     = "cache-${each.key}"
              run      = "cache"
            }
            """);

    var web = service(policy, "web");
    var db = "postgres-" + hostname(policy);
    assertThat(web.requires()).containsExactly(db, "cache-b");
    assertThat(web.wants()).containsExactly("log", "cache-a", "cache-b");
    assertThat(policy.edges())
        .containsExactlyInAnyOrder(
            "service[web] AFTER service[" + db + "]",
            "service[web] AFTER service[cache-b]",
            "service[web] WANTED service[log]",
            "service[web] WANTED service[cache-a]");
  }

  private static String hostname(Policies policy) {
    return policy.ids().stream()
        .filter(id -> id.startsWith("service[postgres-"))
        .map(id -> id.substring("service[postgres-".length(), id.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void needsOnlyServices() {
    var policy =
        Policies.of(
            """
            file "/a" {}
            service "web" {
              run   = "web"
              needs = [file["/a"], "db"]
              wants = service["web"].name
            }
            """);

    assertThat(policy.codes())
        .containsExactly("reference-expected", "reference-expected", "reference-expected");
    assertThat(policy.errors()).contains("\"needs\" takes references to services");
  }

  @Test
  void aLoopOfNeedsIsNamed() {
    var policy =
        Policies.of(
            """
            service "a" {
              run   = "a"
              needs = [service.b]
            }
            service "b" {
              run   = "b"
              wants = [service.a]
            }
            """);

    assertThat(policy.codes()).containsExactly("promise-cycle");
    assertThat(policy.errors()).contains("service[a] after service[b] after service[a]");
  }

  @Test
  void isReadyWhenAProbeHoldsWrittenWithTheFunctionOrWithout() {
    var policy =
        Policies.of(
            """
            variable "port" { default = 8080 }
            service "a" {
              run   = "a"
              ready = probe({ port = var.port, interval = "1s" })
            }
            service "b" {
              run   = "b"
              ready = { port = 8080, interval = "1s" }
            }
            """);

    var ready =
        new Readiness.Probed(new Condition.AtPort("127.0.0.1", 8080), Duration.ofSeconds(1));
    assertThat(service(policy, "a").ready()).isEqualTo(ready);
    assertThat(service(policy, "b").ready()).isEqualTo(ready);
  }

  @Test
  void comesAfterTheFilesThatItRefersTo() {
    var policy =
        Policies.of(
            """
            file "/etc/web.conf" {}
            file "/opt/web" {}
            service "web" {
              run       = ["/opt/web"]
              env       = { CONF = file["/etc/web.conf"].path }
              on_change = [file["/etc/web.conf"]]
            }
            """);

    assertThat(policy.edges())
        .containsExactly(
            "service[web] NEED file[/opt/web]", "service[web] ON_CHANGE file[/etc/web.conf]");
  }

  @Test
  void hasInstances() {
    var policy =
        Policies.of(
            """
            service "worker" {
              for_each = toset(["1", "2"])
              name     = "worker@${each.key}"
              run      = ["worker", each.key]
            }
            """);

    assertThat(policy.ids()).containsExactly("service[worker@1]", "service[worker@2]");
  }

  @Test
  void aSensitiveValueIsNotInItsEnvironment() {
    var policy =
        Policies.of(
            """
            service "a" {
              run = "a"
              env = { PASSWORD = sensitive("hunter2") }
            }
            """);

    assertThat(policy.codes()).containsExactly("sensitive-in-command");
  }

  @Test
  void whatIsNotKnownWhileCheckingIsNoError() {
    var policy =
        Policies.of(
            """
            service "a" {
              name  = "a-${node.hostname}"
              run   = "a"
              ready = probe({ http = "http://${node.hostname}/" })
            }
            service "b" {
              run    = "b"
              needs  = [service.a]
              listen = { web = "tcp:${node.hostname}:80" }
            }
            """);

    assertThat(policy.checked().codes()).isEmpty();
  }

  @Test
  void whatItNeedsIsAbsentOnlyByAskingForIt() {
    var text =
        """
        service "a" {
          run  = "a"
          when = false
        }
        service "b" {
          run   = "b"
          wants = [%s]
        }
        """;

    assertThat(Policies.of(text.formatted("service.a")).codes()).containsExactly("absent-promise");
    assertThat(service(Policies.of(text.formatted("try(service.a, null)")), "b").wants())
        .isEqualTo(List.of());
  }

  @Test
  void theExampleCompiles() throws IOException {
    var policy = Policies.of(Files.readString(Path.of("../examples/service.hcl")));

    assertThat(policy.errors()).isEmpty();
    assertThat(policy.edges())
        .contains(
            "service[hello] NEED directory[/srv/hello]",
            "service[hello] ON_CHANGE file[/srv/hello/index.html]");
  }

  private static Service service(Policies policy, String name) {
    return (Service) policy.promise("service[" + name + "]").kind();
  }
}
