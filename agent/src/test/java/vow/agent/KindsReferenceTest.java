package vow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.agent.fact.MachineFacts;
import vow.agent.fact.Sources;
import vow.agent.tree.Tree;
import vow.language.policy.AgentSettings;
import vow.language.policy.NotifySchema;
import vow.language.policy.Policy;
import vow.language.policy.PolicyInput;
import vow.language.syntax.Source;
import vow.model.kind.Kinds;
import vow.model.schema.Attribute;
import vow.model.schema.MetaSchema;
import vow.model.schema.Schema;
import vow.model.schema.Type;
import vow.testkit.Golden;

/** Writes the reference of the kinds with {@code -Dgolden=update}, else checks it. */
final class KindsReferenceTest {
  private static final String INTRODUCTION =
      """
      # Kinds

      A promise is a block: its kind, a label, and attributes. This page is made from the records
      that the checker uses, and every example on it is compiled by a test.

      The *key* attribute gives the promise its identity, such as `file[/etc/motd]`. It defaults to
      the label; with `for_each` it must be given. An attribute that is not given, or is `null`, has
      the default named here; without one, what the machine has is left alone. Where text is wanted,
      numbers and booleans are written out.

      Blind spots are what no event tells. `vow explain` says the same of one promise, and `audit`
      looks at it again now and then.
      """;

  private static final String META =
      """

      ## Every kind

      These are understood by all kinds. What `after`, `on_change`, `noop` and failures do to each
      other is in [ordering.md](ordering.md).

      """;

  private static final String AGENT =
      """

      ## The agent itself

      The block `agent`, of which there is at most one, says how the agent itself works; it is no
      promise, and has no label. What `mode` and `breaker` do is in [brakes.md](brakes.md),
      what `metrics` and `status_group` are for in [telling.md](telling.md); `supervisor` is
      checked, and not used yet.

      ```hcl
      agent {
        linger         = "2m"
        wakes_per_hour = 6

        breaker {
          repairs = 20
          within  = "5m"
          share   = 30
        }
      }
      ```

      """;

  private static final String NOTIFY =
      """

      ## Telling people

      A block `notify` is somebody who is told when something is wrong; its label is its name, and
      it says one way to tell: `exec`, `webhook`, `journald`, `syslog` or `mail`. What is told, and
      when, is in [telling.md](telling.md).

      ```hcl
      notify "ops" {
        on    = ["failed", "breaker", "summary"]
        mail  = "ops@example.org"
        limit = 4
      }
      ```

      """;

  @Test
  void theReferenceIsWhatTheRecordsSay() {
    var page = new StringBuilder(INTRODUCTION).append('\n');
    for (var name : Kinds.all().keySet()) {
      page.append("* [%s](#%s)\n".formatted(name, name));
    }
    page.append("* [what every kind takes](#every-kind)\n");
    page.append("* [the agent itself](#the-agent-itself)\n");
    page.append("* [telling people](#telling-people)\n");
    Kinds.all().values().forEach(schema -> append(page, schema));
    page.append(META);
    head(page);
    MetaSchema.ATTRIBUTES.values().forEach(attribute -> row(page, "", attribute, ""));
    MetaSchema.retry().forEach(attribute -> row(page, "retry.", attribute, ""));
    page.append(AGENT);
    head(page);
    AgentSettings.ATTRIBUTES.forEach(attribute -> row(page, "", attribute, ""));
    page.append(NOTIFY);
    head(page);
    NotifySchema.ATTRIBUTES.forEach(attribute -> row(page, "", attribute, ""));

    Golden.check("../../../../docs/kinds.md", page.toString());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theExampleCompiles(String kind) {
    var source = Source.of(kind + ".hcl", Kinds.schema(kind).orElseThrow().example());
    try (var tree = Tree.open("/")) {
      var facts = new MachineFacts(new Sources(tree, Path.of("/var/lib/vow/facts.d")));
      var input = PolicyInput.of(List.of(source)).with(facts).with(PolicyInput.Mode.CHECK);

      var compiled = Policy.compile(input);

      assertThat(source.text()).contains(kind + " \"");
      assertThat(compiled.diagnostics().sorted()).isEmpty();
    }
  }

  static Stream<String> kinds() {
    return Kinds.all().keySet().stream();
  }

  private static void append(StringBuilder page, Schema schema) {
    page.append("\n## ").append(schema.name()).append("\n\n");
    page.append(schema.doc()).append("\n\n");
    page.append("```hcl\n").append(schema.example()).append("```\n\n");
    head(page);
    for (var attribute : schema.attributes().values()) {
      row(page, "", attribute, attribute.name().equals(schema.key()) ? schema.key() : "");
    }
    if (!schema.computed().isEmpty()) {
      page.append("\nReferences may also ask for:\n");
      schema.computed().forEach((name, text) -> page.append("* `%s`: %s\n".formatted(name, text)));
    }
    if (!schema.blindSpots().isEmpty()) {
      page.append("\nBlind spots:\n");
      schema.blindSpots().forEach(text -> page.append("* ").append(text).append('\n'));
    }
  }

  private static void head(StringBuilder page) {
    page.append("| attribute | type | default | meaning |\n|---|---|---|---|\n");
  }

  private static void row(StringBuilder page, String prefix, Attribute attribute, String key) {
    var fallback = attribute.required() ? "*required*" : attribute.fallback();
    page.append(
        "| `%s%s` | %s | %s | %s |\n"
            .formatted(
                prefix,
                attribute.name(),
                cell(attribute.type().text()),
                key.isEmpty() ? cell(fallback) : "*key*: the label",
                cell(attribute.doc())));
    if (attribute.type() instanceof Type.Nested(var inner)) {
      inner.forEach(below -> row(page, prefix + attribute.name() + ".", below, ""));
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
