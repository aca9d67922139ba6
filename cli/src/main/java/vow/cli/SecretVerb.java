package vow.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.agent.secret.AgeKey;
import vow.agent.secret.SecretFolder;

/** {@code vow secret}: the secrets beside a policy, encrypted to the keys of those who may read. */
final class SecretVerb implements Verb {
  private static final List<String> ACTIONS =
      List.of("key", "list", "new", "set", "show", "rotate");
  private static final Option TO =
      Option.repeated("--to", "NODE", "who may read it: a key of secrets/keys, or all");
  private static final Option RANDOM =
      Option.toggle("--random", "new, set: make the value instead of reading it");
  private static final Option LENGTH =
      Option.valued("--length", "N", "so many characters of a value that is made (32)");
  private static final Option STDIN =
      Option.toggle("--stdin", "rotate: read the value instead of making it");
  private static final Option SAME =
      Option.toggle("--same", "rotate: the same value, for the keys as they are now");
  private static final Option POLICY =
      Option.valued("--policy", "PATH", "whose secrets; of this folder, or of /etc/vow");
  private static final Option IDENTITY =
      Option.valued("--identity", "FILE", "age keys to read with; those of this machine");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("secret", Group.RELEASES, "make, show and rotate a policy's secrets")
        .describedAs(
            "A secret is an age file beside the policy, secrets/NAME.age, encrypted to the public"
                + " keys of the nodes that may read it: secrets/keys/NODE.pub. secrets/NAME.to has"
                + " their names, one a line. All of that belongs with the policy into git; age and"
                + " age-keygen read and write the same files. secret(\"NAME\") in the policy is the"
                + " value.",
            "key prints the public key of this machine, and makes the pair when there is none:"
                + " keys/age.key of the state folder. list says who may read what. new encrypts a"
                + " value that is read from standard input, without an echo at a terminal, or made"
                + " at random; set replaces one; show prints one, for whoever has a key for it;"
                + " rotate makes a new random value. new is for all keys unless --to names some;"
                + " set and rotate are for those for whom it was, with the keys that they have now.",
            "An agent that runs takes a new value up as it takes up a changed policy, and repairs"
                + " only what uses it.")
        .taking(
            Argument.one(String.join("|", ACTIONS), Argument.Kind.WORD, "what to do"),
            Argument.optional("NAME", Argument.Kind.WORD, "a secret's name"))
        .with(TO, RANDOM, LENGTH, STDIN, SAME, POLICY, IDENTITY)
        .example("vow secret key > secrets/keys/web1.pub", "on web1: from now on it can read")
        .example("vow secret new db --to web1 --to ann", "asks for the value")
        .example("vow secret rotate db", "a new random one, for the same readers");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var action = Actions.chosen("secret", ACTIONS, invocation);
    var key =
        invocation
            .path(IDENTITY.name())
            .map(AgeKey::new)
            .orElseGet(() -> AgeKey.of(invocation.places().state()));
    switch (action) {
      case "key" -> key(key, invocation);
      case "list" -> list(folder(invocation), invocation);
      case "new" -> create(folder(invocation), invocation);
      case "set" -> set(folder(invocation), invocation);
      case "show" -> show(folder(invocation), key, invocation);
      default -> rotate(folder(invocation), key, invocation);
    }
    return ExitCode.KEPT;
  }

  private static SecretFolder folder(Invocation invocation) throws UsageException, Failure {
    var path = invocation.option(POLICY.name()).stream().toList();
    var of =
        new Invocation(invocation.options(), path, invocation.environment(), invocation.terminal());
    return new SecretFolder(PolicyOptions.location(of).folder());
  }

  private static void key(AgeKey key, Invocation invocation) throws Refused {
    if (!key.exists()) {
      key.make();
      invocation
          .terminal()
          .say("made " + key.file() + "; its public part goes to secrets/keys/NODE.pub");
    }
    var recipient = key.recipient();
    var out = invocation.terminal().out();
    out.println(invocation.json() ? Json.write(Map.of("recipient", recipient)) : recipient);
  }

  private static void list(SecretFolder secrets, Invocation invocation) throws Refused {
    var nodes = secrets.nodes();
    var all = new ArrayList<Object>();
    var out = invocation.terminal().out();
    for (var name : secrets.names()) {
      var readers = secrets.readers(name);
      var lost = readers.stream().filter(r -> !nodes.contains(r) && !isAll(r)).toList();
      if (invocation.json()) {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", name);
        object.put("readers", readers);
        object.put("without_key", lost);
        all.add(object);
      } else {
        var told = readers.isEmpty() ? "(not said)" : String.join(", ", readers);
        var without = lost.isEmpty() ? "" : "; no key of " + String.join(", ", lost);
        out.println(name + "  " + told + without);
      }
    }
    if (invocation.json()) {
      var root = new LinkedHashMap<String, Object>();
      root.put("secrets", all);
      out.println(Json.write(root));
    }
  }

  private static boolean isAll(String reader) {
    return reader.equals(SecretFolder.ALL);
  }

  private static void create(SecretFolder secrets, Invocation invocation)
      throws UsageException, Failure, Refused {
    var name = name(invocation);
    if (secrets.has(name)) {
      throw new Failure(
          "there is a secret \"" + name + "\" already: vow secret set, or rotate, replaces it");
    }
    var to = to(invocation);
    write(
        secrets,
        name,
        value(name, invocation),
        to.isEmpty() ? List.of(SecretFolder.ALL) : to,
        invocation);
  }

  private static void set(SecretFolder secrets, Invocation invocation)
      throws UsageException, Failure, Refused {
    var name = name(invocation);
    secrets.check(name);
    var readers = readers(secrets, name, invocation);
    write(secrets, name, value(name, invocation), readers, invocation);
  }

  private static void rotate(SecretFolder secrets, AgeKey key, Invocation invocation)
      throws UsageException, Failure, Refused {
    var name = name(invocation);
    secrets.check(name);
    var readers = readers(secrets, name, invocation);
    byte[] value;
    if (invocation.has(SAME.name())) {
      value = secrets.open(name, key);
    } else if (invocation.has(STDIN.name())) {
      value = SecretInput.read(name, invocation.terminal());
    } else {
      value = SecretInput.random(invocation.option(LENGTH.name()));
    }
    write(secrets, name, value, readers, invocation);
  }

  private static void show(SecretFolder secrets, AgeKey key, Invocation invocation)
      throws UsageException, Refused {
    var name = name(invocation);
    var value = new String(secrets.open(name, key), StandardCharsets.UTF_8);
    var out = invocation.terminal().out();
    if (invocation.json()) {
      var object = new LinkedHashMap<String, Object>();
      object.put("name", name);
      object.put("value", value);
      out.println(Json.write(object));
    } else {
      out.print(value);
      if (!value.endsWith("\n")) {
        out.println();
      }
    }
  }

  private static byte[] value(String name, Invocation invocation) throws UsageException, Failure {
    return invocation.has(RANDOM.name())
        ? SecretInput.random(invocation.option(LENGTH.name()))
        : SecretInput.read(name, invocation.terminal());
  }

  private static void write(
      SecretFolder secrets, String name, byte[] value, List<String> readers, Invocation invocation)
      throws Refused {
    var nodes = secrets.write(name, value, readers);
    invocation.terminal().say(secrets.file(name) + ": for " + String.join(", ", nodes));
  }

  private static String name(Invocation invocation) throws UsageException {
    return invocation
        .argument(1)
        .orElseThrow(() ->
            new UsageException("vow secret " + invocation.arguments().getFirst() + " needs NAME"));
  }

  /** Those that are given now, else those that may read it until now. */
  private static List<String> readers(SecretFolder secrets, String name, Invocation invocation)
      throws Failure, Refused {
    var to = to(invocation);
    var readers = to.isEmpty() ? secrets.readers(name) : to;
    if (readers.isEmpty()) {
      throw new Failure(
          "unable to encrypt "
              + name
              + ": secrets/"
              + name
              + ".to does not say to whom; --to does");
    }
    return readers;
  }

  private static List<String> to(Invocation invocation) {
    return invocation.all(TO.name()).stream()
        .flatMap(nodes -> Stream.of(nodes.split(",", -1)))
        .filter(node -> !node.isEmpty())
        .distinct()
        .toList();
  }
}
