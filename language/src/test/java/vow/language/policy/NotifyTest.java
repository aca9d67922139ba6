package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vow.model.Command;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;
import vow.model.tell.Way;

/** Who is told: the blocks {@code notify}. */
class NotifyTest {
  @Test
  void everyWayIsRead() {
    var contacts =
        contacts(
            """
            notify "a" {
              exec = ["/usr/local/bin/page", "now"]
            }
            notify "b" {
              webhook = "https://example.org/hook"
              headers = { Authorization = "Bearer x" }
            }
            notify "c" {
              journald = true
              syslog   = false
            }
            notify "d" {
              syslog = true
            }
            notify "e" {
              mail = "root"
            }
            """);

    assertThat(contacts).extracting(Contact::name).containsExactly("a", "b", "c", "d", "e");
    assertThat(contacts)
        .extracting(Contact::way)
        .containsExactly(
            new Way.Exec(new Command(List.of("/usr/local/bin/page", "now"), false)),
            new Way.Webhook("https://example.org/hook", Map.of("Authorization", "Bearer x")),
            new Way.Journald(),
            new Way.Syslog(),
            new Way.Mail("root"));
    assertThat(contacts).noneMatch(Contact::secret);
  }

  @Test
  void whatIsNotSaidIsTheUsual() {
    var usual = contacts("notify \"a\" {\n  syslog = true\n}\n").getFirst();

    assertThat(usual.on())
        .containsExactlyInAnyOrder(Occasion.FAILED, Occasion.CONTESTED, Occasion.BREAKER);
    assertThat(usual.batch()).isEqualTo(Duration.ofSeconds(10));
    assertThat(usual.limit()).isEqualTo(6);
    assertThat(usual.summaryMinute()).isEqualTo(8 * 60);
  }

  @Test
  void whatIsSaidIsTaken() {
    var contact =
        contacts(
                """
                locals {
                  host = node.hostname
                }
                notify "a" {
                  on     = ["summary"]
                  mail   = "${local.host}@example.org"
                  batch  = "1m"
                  limit  = 2
                  at     = "23:59"
                }
                """)
            .getFirst();

    assertThat(contact.on()).containsExactly(Occasion.SUMMARY);
    assertThat(contact.batch()).isEqualTo(Duration.ofMinutes(1));
    assertThat(contact.limit()).isEqualTo(2);
    assertThat(contact.summaryMinute()).isEqualTo(23 * 60 + 59);
    assertThat(((Way.Mail) contact.way()).to()).endsWith("@example.org").doesNotContain("$");
  }

  @Test
  void anAddressMayBeSensitiveAndIsThenNotStored() {
    var contact =
        contacts(
                """
                variable "hook" {
                  default   = "https://example.org/hush"
                  sensitive = true
                }
                notify "a" {
                  webhook = var.hook
                }
                """)
            .getFirst();

    assertThat(contact.secret()).isTrue();
    assertThat(contact.way()).isInstanceOf(Way.Webhook.class);
    assertThat(contact.stored().way()).isEqualTo(new Way.Withheld());
  }

  @Test
  void itIsNoBlockOfAModule() {
    var policy =
        Policies.of("module \"m\" {\n  source = \"./m\"\n}\n")
            .file("m/main.hcl", "notify \"a\" {\n  syslog = true\n}\n");

    assertThat(policy.codes()).containsExactly("misplaced-block");
  }

  @Test
  void secretsAreNotShownInErrors() {
    var policy =
        Policies.of(
            """
            variable "s" {
              default   = "hush hush"
              sensitive = true
            }
            notify "a" {
              mail = var.s
            }
            notify "b" {
              webhook = var.s
            }
            """);

    assertThat(policy.codes()).containsOnly("invalid-address").hasSize(2);
    assertThat(policy.errors()).doesNotContain("\"hush hush\" is").contains("this sensitive value");
  }

  @Test
  void thereAreNotTooMany() {
    var many = new StringBuilder();
    for (int i = 0; i <= NotifyBlock.CONTACTS_MAX; i++) {
      many.append("notify \"n").append(i).append("\" {\n  syslog = true\n}\n");
    }

    assertThat(Policies.of(many.toString()).codes()).containsExactly("out-of-range");
  }

  private static List<Contact> contacts(String text) {
    var compiled = Policies.of(text).compile();
    assertThat(compiled.diagnostics().sorted()).isEmpty();
    return compiled.agent().contacts();
  }
}
