package vow.agent.secret;

import java.nio.file.Path;
import java.util.Optional;
import vow.agent.report.Refused;
import vow.language.policy.Facts;
import vow.language.policy.SecretSource;
import vow.language.value.Value;

/** Secrets of another machine: none is opened, and it is known which are not for it. */
public final class NodeSecrets {
  private static final String HOSTNAME = "hostname";

  private NodeSecrets() {}

  /** Those of the machine with these facts, for the policy in this folder. */
  public static SecretSource of(Path policy, Facts facts) {
    if (!(facts.value(HOSTNAME) instanceof Value.Text(var node))) {
      return SecretSource.closed();
    }
    var folder = new SecretFolder(policy);
    return SecretSource.closed(name -> lacking(folder, name, node));
  }

  private static Optional<String> lacking(SecretFolder folder, String name, String node) {
    try {
      return folder.leavesOut(node, name)
          ? Optional.of("secrets/" + name + ".to does not name " + node)
          : Optional.empty();
    } catch (Refused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
