package vow.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vow.agent.fact.MachineFacts;
import vow.agent.fact.Sources;
import vow.agent.policy.PolicyLocation;
import vow.agent.policy.PolicyReader;
import vow.agent.secret.AgeKey;
import vow.agent.tree.Tree;
import vow.language.policy.Given;

/** The machine that is kept, as far as policies and messages ask about it. */
public final class Machine {
  private static final Path PASSWD = Path.of("/etc/passwd");

  private Machine() {}

  /** What policies may ask. */
  public static MachineFacts facts(Places places) {
    var tree = Tree.open(Files.isDirectory(places.root()) ? places.root().toString() : "/");
    return new MachineFacts(new Sources(tree, custom(places)));
  }

  /** What compiles a policy for this machine. */
  static PolicyReader reader(PolicyLocation location, List<Given> given, Places places) {
    return new PolicyReader(location, given, facts(places), AgeKey.of(places.state()));
  }

  /** Where the operator's own facts are. */
  static Path custom(Places places) {
    return places.state().resolve("facts.d");
  }

  /** The name of a user of this machine; the number as text when it has none. */
  static String userName(int uid) {
    var id = Integer.toUnsignedString(uid);
    // Not UTF-8 by any rule; this charset takes every byte.
    try (Stream<String> lines = Files.lines(PASSWD, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[2].equals(id))
          .map(fields -> fields[0])
          .findFirst()
          .orElse(id);
    } catch (IOException _) {
      return id;
    }
  }
}
