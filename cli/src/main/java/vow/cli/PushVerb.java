package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.agent.json.Json;
import vow.agent.push.Image;
import vow.agent.push.Push;
import vow.agent.report.Refused;
import vow.model.Command;

/** {@code vow push}: hand a policy to hosts, through ssh. */
final class PushVerb implements Verb {
  private static final Option HOSTS =
      Option.repeated("--hosts", "FILE", "more hosts, one on a line; # begins a comment");
  private static final Option SSH =
      Option.valued("--ssh", "COMMAND", "how to reach them (ssh -o BatchMode=yes)");
  private static final Option JOBS = Option.valued("--jobs", "N", "so many at a time (16)");
  private static final Option INSTALL =
      Option.toggle("--install", "install this vow first where there is none");
  private static final Option PREFIX =
      Option.valued("--prefix", "DIR", "where to install it (/opt)");
  private static final int JOBS_USUAL = 16;
  private static final int JOBS_MAX = 256;
  private static final int HOSTS_MAX = 10_000;

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("push", Group.RELEASES, "hand a policy to other hosts, through ssh")
        .describedAs(
            "Packs the folder DIR, hands it to each host through your own ssh (its configuration,"
                + " agent and known hosts are used), and there it is compiled as that host and put"
                + " into the policy folder in one step: see vow policy --help. A host that would not"
                + " keep it says why and keeps what it has; the others go on. An agent that runs"
                + " there takes it up at once.",
            "Exits with 0 when all hosts have the policy, with 1 otherwise.")
        .taking(
            Argument.any("HOST", Argument.Kind.WORD, "as ssh knows them"),
            Argument.one("DIR", Argument.Kind.PATH, "the folder of the policy"))
        .with(HOSTS, JOBS, SSH, PolicySources.INTO, PolicySources.REPLACE, INSTALL, PREFIX)
        .example("vow push web1 web2 db1 policy", "three hosts")
        .example("vow push --hosts all.txt --install policy", "a fleet, new ones included");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var words = invocation.arguments();
    var policy = Path.of(words.getLast()).toAbsolutePath();
    if (!Files.isDirectory(policy)) {
      throw new UsageException(words.getLast() + " is no folder; usage: " + spec().usage());
    }
    var hosts = new ArrayList<>(words.subList(0, words.size() - 1));
    for (var file : invocation.all(HOSTS.name())) {
      hosts.addAll(listed(file));
    }
    var all = hosts.stream().distinct().toList();
    if (all.isEmpty() || all.size() > HOSTS_MAX) {
      throw new UsageException("vow push needs 1 to " + HOSTS_MAX + " hosts");
    }
    var push = push(invocation);
    var terminal = invocation.terminal();
    List<Push.Host> done;
    try (var _ = Progress.of("pushing to " + all.size() + " hosts", terminal)) {
      done = push.run(all, policy, host -> tell(host, invocation));
    }
    var failed = done.stream().filter(host -> !host.ok()).map(Push.Host::name).toList();
    if (invocation.json()) {
      terminal.out().println(json(done));
    } else {
      var summary = (all.size() - failed.size()) + " of " + all.size() + " hosts have it";
      terminal.say(failed.isEmpty() ? summary : summary + "; not " + String.join(", ", failed));
    }
    return failed.isEmpty() ? ExitCode.KEPT : ExitCode.FAILED;
  }

  private static Push push(Invocation invocation) throws UsageException, Refused {
    var ssh = List.of(invocation.option(SSH.name()).orElse("ssh -o BatchMode=yes").split(" +", -1));
    var receive = new ArrayList<>(List.of("vow", "policy", "receive", "--json"));
    invocation
        .option(PolicySources.INTO.name())
        .ifPresent(into -> receive.addAll(List.of("--into", Command.quoted(into))));
    if (invocation.has(PolicySources.REPLACE.name())) {
      receive.add(PolicySources.REPLACE.name());
    }
    var prefix = invocation.path(PREFIX.name()).orElse(Path.of("/opt"));
    var image =
        invocation.has(INSTALL.name())
            ? Optional.of(Image.ofInstalled(prefix))
            : Optional.<Image>empty();
    return new Push(ssh, receive, environment(invocation), jobs(invocation), image);
  }

  private static int jobs(Invocation invocation) throws UsageException {
    var text = invocation.option(JOBS.name()).orElse(Integer.toString(JOBS_USUAL));
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > JOBS_MAX) {
      throw new UsageException("--jobs needs a number from 1 to " + JOBS_MAX);
    }
    return Integer.parseInt(text);
  }

  /** What ssh needs of the caller's. */
  private static Map<String, String> environment(Invocation invocation) {
    var environment = new TreeMap<String, String>();
    for (var name : List.of("PATH", "HOME", "SSH_AUTH_SOCK")) {
      var value = invocation.environment().get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return environment;
  }

  private static List<String> listed(String file) throws Failure {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new Failure("unable to read " + file + ": " + Causes.of(e));
    }
  }

  private static void tell(Push.Host host, Invocation invocation) {
    if (!invocation.json()) {
      var text = host.message().replace("\n", "\n  ");
      invocation.terminal().out().println(host.name() + ": " + text);
      invocation.terminal().flush();
    }
  }

  private static String json(List<Push.Host> done) {
    var hosts = new ArrayList<Object>();
    for (var host : done) {
      var object = new LinkedHashMap<String, Object>();
      object.put("host", host.name());
      object.put("ok", host.ok());
      object.put("changed", host.changed());
      object.put("message", host.message());
      hosts.add(object);
    }
    return Json.write(Map.of("hosts", hosts));
  }
}
