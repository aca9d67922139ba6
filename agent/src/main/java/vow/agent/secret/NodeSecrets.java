package vow.agent.secret;

import java.nio.file.Path;
import java.util.Optional;
import vow.language.policy.Facts;
import vow.language.policy.SecretSource;
import vow.language.value.Value;

/** Secrets of another machine: none is opened, and it is known which are not for it. */
public final class NodeSecrets implements SecretSource {
  private static final String HOSTNAME = "hostname";
  private static final Opening CLOSED =
      new SecretSource.Refused("it is of another machine", "vow plan on that machine");

  private final SecretFolder folder;
  private final String node;

  private NodeSecrets(SecretFolder folder, String node) {
    this.folder = folder;
    this.node = node;
  }

  /** Those of the machine with these facts, for the policy in this folder. */
  public static SecretSource of(Path policy, Facts facts) {
    return facts.value(HOSTNAME) instanceof Value.Text(var name)
        ? new NodeSecrets(new SecretFolder(policy), name)
        : SecretSource.closed();
  }

  @Override
  public boolean opens() {
    return false;
  }

  @Override
  public Opening decrypt(byte[] file) {
    return CLOSED;
  }

  @Override
  public Optional<String> lacking(String name) {
    try {
      return folder.leavesOut(node, name)
          ? Optional.of("secrets/" + name + ".to does not name " + node)
          : Optional.empty();
    } catch (vow.agent.report.Refused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<String> credentials() {
    return Optional.empty();
  }

  @Override
  public String digest(String path) {
    return "";
  }

  @Override
  public Opening read(String path, boolean inMemory) {
    return CLOSED;
  }
}
