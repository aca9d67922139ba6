package vow.agent.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.disjoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vow.agent.report.Refused;
import vow.agent.state.PolicyFile;
import vow.language.syntax.Spelling;

/**
 * The secrets of a policy as they lie beside it: {@code secrets/NAME.age}, who may read each in
 * {@code secrets/NAME.to} (a node a line), and the nodes' public keys in {@code
 * secrets/keys/NODE.pub}.
 */
public final class SecretFolder {
  /** Below the policy's folder. */
  public static final String NAME = "secrets";

  /** Stands for every key there is. */
  public static final String ALL = "all";

  private static final String AGE = ".age";
  private static final String TO = ".to";
  private static final String PUB = ".pub";
  private static final Pattern NAMES = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  /** More recipients make a header that readers refuse. */
  private static final int RECIPIENTS_MAX = 500;

  /** Longer files are something else. */
  private static final int BYTES_MAX = 2 << 20;

  private final Path folder;
  private final Path keys;

  /** Those of the policy in this folder. */
  public SecretFolder(Path policy) {
    folder = policy.resolve(NAME);
    keys = folder.resolve("keys");
  }

  /** The names of all secrets. */
  public List<String> names() throws Refused {
    return names(folder, AGE);
  }

  /** The nodes, and people, whose keys are there. */
  public List<String> nodes() throws Refused {
    return names(keys, PUB);
  }

  public boolean has(String name) throws Refused {
    return Files.exists(file(name));
  }

  /** Where the value of one is. */
  public Path file(String name) throws Refused {
    if (!NAMES.matcher(name).matches()) {
      throw Refused.misused(
          "\""
              + name
              + "\" cannot be the name of a secret: letters, digits, _ and -, starting with a"
              + " letter or _");
    }
    return folder.resolve(name + AGE);
  }

  /** Who may read one, as it was said; empty when that is not known. */
  public List<String> readers(String name) throws Refused {
    var file = folder.resolve(name + TO);
    return Files.exists(file) ? lines(file) : List.of();
  }

  /**
   * Whether a node whose key is known is left out of those who may read one. By what is written
   * here: an age file itself does not say to whom it is encrypted.
   */
  boolean leavesOut(String node, String name) throws Refused {
    var nodes = nodes();
    var readers = readers(name);
    if (!nodes.contains(node) || readers.isEmpty() || readers.contains(ALL)) {
      return false;
    }
    var own = lines(keys.resolve(node + PUB));
    for (var reader : readers) {
      if (nodes.contains(reader) && !disjoint(own, lines(keys.resolve(reader + PUB)))) {
        return false;
      }
    }
    return true;
  }

  /** Refuses a name that no secret has. */
  public void check(String name) throws Refused {
    if (!has(name)) {
      var meant = Spelling.nearest(name, names()).map(n -> ", did you mean \"" + n + "\"?");
      throw new Refused("there is no secret \"" + name + "\" in " + folder + meant.orElse(""));
    }
  }

  /** The value of one. */
  public byte[] open(String name, AgeKey key) throws Refused {
    check(name);
    return switch (Age.decrypt(read(file(name)), key.identities())) {
      case Age.Plain plain -> plain.bytes();
      case Age.NotOurs _ ->
          throw new Refused(
              "unable to open " + name + ": it is not encrypted to " + key.recipient());
      case Age.Damaged _ ->
          throw new Refused(
              "unable to open " + file(name) + ": it was changed or cut off after it was written");
    };
  }

  /**
   * Encrypts a value to the keys that the readers have now, and remembers these.
   *
   * @return the nodes whose keys they are
   */
  public List<String> write(String name, byte[] value, List<String> readers) throws Refused {
    if (value.length > MachineSecrets.VALUE_BYTES_MAX) {
      throw new Refused("unable to encrypt " + name + ": it is longer than 1 MiB");
    }
    var nodes = readers.contains(ALL) ? nodes() : readers;
    var recipients = recipients(nodes);
    var told = new StringBuilder("# Who may read " + name + ": names of keys in secrets/keys.\n");
    readers.forEach(reader -> told.append(reader).append('\n'));
    var file = file(name);
    try {
      replace(folder.resolve(name + TO), told.toString());
      replace(file, Age.encrypt(value, recipients));
    } catch (IOException e) {
      throw new Refused("unable to write " + file + ": " + Refused.reason(e));
    }
    return nodes;
  }

  private List<String> recipients(List<String> nodes) throws Refused {
    var known = nodes();
    if (known.isEmpty()) {
      throw new Refused(
          "there are no keys in "
              + keys
              + "; on each node: vow secret key > secrets/keys/NODE.pub");
    }
    var recipients = new LinkedHashSet<String>();
    for (var node : nodes) {
      if (!known.contains(node)) {
        var meant = Spelling.nearest(node, known).map(n -> ", did you mean \"" + n + "\"?");
        throw new Refused("there is no key " + keys.resolve(node + PUB) + meant.orElse(""));
      }
      recipients.addAll(recipients(keys.resolve(node + PUB)));
    }
    if (recipients.size() > RECIPIENTS_MAX) {
      throw new Refused("unable to encrypt to more than " + RECIPIENTS_MAX + " keys");
    }
    return List.copyOf(recipients);
  }

  private static List<String> recipients(Path file) throws Refused {
    var lines = lines(file);
    for (var line : lines) {
      if (line.startsWith("AGE-SECRET-KEY-")) {
        throw new Refused(
            file + " holds a secret key; it is not secret any more: take it away, make a new one");
      }
      if (!Age.isRecipient(line)) {
        throw new Refused(file + " holds what is no public key of age: they start with age1");
      }
    }
    if (lines.isEmpty()) {
      throw new Refused(file + " has no key");
    }
    return lines;
  }

  /** Those that are neither empty nor comments. */
  private static List<String> lines(Path file) throws Refused {
    return new String(read(file), UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static byte[] read(Path file) throws Refused {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new Refused(file + " is longer than 2 MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new Refused("unable to read " + file + ": " + Refused.reason(e));
    }
  }

  private static List<String> names(Path folder, String ending) throws Refused {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      var names = new ArrayList<String>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .forEach(names::add);
      return names;
    } catch (IOException e) {
      throw new Refused("unable to read " + folder + ": " + Refused.reason(e));
    }
  }

  private void replace(Path file, String text) throws IOException {
    Files.createDirectories(folder);
    PolicyFile.replace(file, text.getBytes(UTF_8));
  }
}
