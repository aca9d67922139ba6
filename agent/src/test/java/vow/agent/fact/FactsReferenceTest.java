package vow.agent.fact;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.testkit.Golden;

/** Writes the reference of the facts with {@code -Dgolden=update}, else checks it. */
final class FactsReferenceTest {
  private static final String INTRODUCTION =
      """
      # Facts

      `node` is the machine that keeps the policy. A fact is read when a policy uses it, from the
      kernel's files and the kept tree's, without starting a process. When the kernel tells that it
      may have changed, only the promises that used it are evaluated again. This page is made from
      the table that the compiler uses; a test reads every fact.

      `vow check` knows the types and not the values; `vow plan` and `vow keep` use the values. A
      fact that does not exist is an error with a suggestion. Facts about what is installed and who
      has accounts are those of the kept tree, also under `--root`; the others are those of the
      running machine.

      """;

  /** Two rows and what follows them; the words TOLD are replaced. */
  private static final String KEYED =
      """
      | `node.sysctl["a.b"]` | string | The running value of a kernel setting, as text; `null` when \
      this kernel has none. A name that has dots itself is written with slashes: \
      `node.sysctl["net/ipv4/conf/eth0.1/forwarding"]`. | TOLD_SYSCTL |
      | `node.fact.NAME` | string | The operator's own fact: the text of STATE/facts.d/NAME without \
      its line end; `null` when there is none. | TOLD_FACT |

      `STATE` is /var/lib/vow unless `--state` or `--root` say otherwise. A policy can never write
      `node.tags`: what a node is, is for its operator to say. One tag a line; empty lines and lines
      that start with `#` are left out.

      ```hcl
      file "/etc/motd" {
        content = "${node.hostname}: ${node.os.name} ${node.os.version}, ${node.cpu.count} processors\\n"
      }

      file "/etc/nginx/site.conf" {
        when    = contains(node.tags, "web")
        content = "# this is a web server\\n"
      }
      ```
      """;

  @Test
  void theReferenceIsWhatTheTableSays() {
    var page = new StringBuilder(INTRODUCTION);
    page.append("| fact | type | what it is | how the kernel tells of a change |\n");
    page.append("|---|---|---|---|\n");
    for (var fact : Catalogue.FACTS) {
      page.append(
          "| `node.%s` | %s | %s | %s |\n"
              .formatted(fact.name(), type(fact.type()), fact.doc(), fact.notice().text()));
    }
    var sysctl = new Notice.Kernel("its file below /proc/sys");
    page.append(
        KEYED
            .replace("TOLD_SYSCTL", sysctl.text())
            .replace("TOLD_FACT", new Notice.Folder(Catalogue.CUSTOM).text()));

    Golden.check("../../../../docs/facts.md", page.toString());
  }

  private static String type(Type type) {
    return switch (type) {
      case Type.MapType(var element) -> "map of " + type(element);
      case Type.ListType(var element) -> "list of " + type(element);
      case Type.SetType(var element) -> "set of " + type(element);
      case Type.ObjectType object ->
          object.attributes().entrySet().stream()
              .map(e -> e.getKey() + ": " + type(e.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case Type.TupleType _, BasicType _ -> type.source();
    };
  }
}
