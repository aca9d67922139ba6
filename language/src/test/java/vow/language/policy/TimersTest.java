package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import vow.model.kind.Timer;
import vow.model.service.Schedule;

/** Timers in policies. */
class TimersTest {
  @Test
  void namesTheServiceThatItStarts() {
    var policy =
        Policies.of(
            """
            service "db" {
              for_each = toset(["a", "b"])
              name     = "dump-${each.key}"
              type     = "oneshot"
              run      = "dump"
              enabled  = false
            }
            timer "dump" {
              interval = "15m"
              jitter   = "1m"
              catch_up = false
              start    = service.db["b"]
            }
            """);

    assertThat(policy.errors()).isEmpty();
    assertThat(policy.edges()).containsExactly("timer[dump] WANTED service[dump-b]");
    assertThat(policy.promise("timer[dump]").kind())
        .isEqualTo(
            new Timer(
                "dump",
                new Schedule.Every(Duration.ofMinutes(15)),
                Duration.ofMinutes(1),
                false,
                "dump-b"));
  }

  @Test
  void startsOneOnly() {
    var policy =
        Policies.of(
            """
            service "job" {
              for_each = toset(["a", "b"])
              name     = each.key
              run      = "job"
            }
            timer "job" {
              calendar = "daily"
              start    = service.job
            }
            """);

    assertThat(policy.codes()).containsExactly("invalid-value");
    assertThat(policy.errors()).contains("a timer starts one service, and these are 2");
  }

  @Test
  void whatIsNotKnownWhileCheckingIsNoError() {
    var policy =
        Policies.of(
            """
            service "job" {
              name = "job-${node.hostname}"
              type = "oneshot"
              run  = "job"
            }
            timer "job" {
              calendar = "03:${length(node.hostname)}"
              start    = service.job
            }
            """);

    assertThat(policy.checked().codes()).isEmpty();
    assertThat(policy.errors()).isEmpty();
  }

  @Test
  void theExampleCompiles() throws IOException {
    var policy = Policies.of(Files.readString(Path.of("../examples/timer.hcl")));

    assertThat(policy.errors()).isEmpty();
    assertThat(policy.edges()).contains("timer[backup] WANTED service[backup]");
  }
}
