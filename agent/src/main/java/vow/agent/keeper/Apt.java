package vow.agent.keeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.model.Repair;

/** Runs apt-get and dpkg in the kept tree so that they ask nobody anything. */
record Apt(Site site) {
  private static final Duration LOCK_PATIENCE_MAX = Duration.ofMinutes(2);

  /** Our question is answered by what is there: changed configuration files stay. */
  private static final List<String> KEEP_CONFIGURATION =
      List.of("--force-confdef", "--force-confold");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DEBIAN_FRONTEND", "noninteractive",
          "APT_LISTCHANGES_FRONTEND", "none",
          "NEEDRESTART_SUSPEND", "1",
          "LC_ALL", "C.UTF-8");

  private static final Pattern HOLDER =
      Pattern.compile("get lock (\\S+?)\\.? .*held by process (\\d+ \\([^)]*\\)|\\d+)");
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "Unable to locate package|no installation candidate|Version .* was not found|"
              + "404  Not Found|no longer exists");

  /** Runs apt-get; lists are fetched, once, when they do not have the package. */
  Optional<Repair> get(String what, List<String> arguments) {
    var ended = run(argv(arguments));
    if (!ended.succeeded() && UNKNOWN.matcher(output(ended)).find()) {
      var updated = run(argv(List.of("update")));
      if (updated.succeeded()) {
        ended = run(argv(arguments));
      }
    }
    return problem(what, ended);
  }

  /** Lets dpkg end what it had begun with a package. */
  Optional<Repair> configure(String name) {
    var argv = new ArrayList<>(List.of("dpkg"));
    argv.addAll(KEEP_CONFIGURATION);
    argv.addAll(List.of("--configure", name));
    return problem("configure " + name, run(argv));
  }

  Optional<Repair> hold(String name, boolean held) {
    var argv = List.of("apt-mark", held ? "hold" : "unhold", name);
    return problem((held ? "hold " : "release ") + name, run(argv));
  }

  private List<String> argv(List<String> arguments) {
    long patience =
        Math.min(LOCK_PATIENCE_MAX.toSeconds(), Math.max(1, site.attempt().left().toSeconds() / 2));
    var argv = new ArrayList<>(List.of("apt-get", "-y", "-q", "-o"));
    argv.add("DPkg::Lock::Timeout=" + patience);
    for (var option : KEEP_CONFIGURATION) {
      argv.addAll(List.of("-o", "DPkg::Options::=" + option));
    }
    argv.addAll(arguments);
    return argv;
  }

  private Ended run(List<String> command) {
    var argv = new ArrayList<String>();
    if (!site.tree().isSystem()) {
      argv.addAll(List.of("chroot", site.tree().folder()));
    }
    argv.addAll(command);
    return site.runner()
        .run(
            new Run(
                argv,
                ENVIRONMENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                site.attempt().left(),
                "",
                true));
  }

  private static Optional<Repair> problem(String what, Ended ended) {
    if (ended.succeeded()) {
      return Optional.empty();
    }
    var unable = "unable to " + what + ": ";
    var lock = HOLDER.matcher(output(ended));
    if (lock.find()) {
      return Optional.of(
          Repair.timeout(unable + "process " + lock.group(2) + " holds " + lock.group(1)));
    }
    var why = unable + "the package tool " + ended.text();
    return Optional.of(ended instanceof Ended.TimedOut ? Repair.timeout(why) : Repair.failed(why));
  }

  private static String output(Ended ended) {
    return switch (ended) {
      case Ended.Exited e -> e.output();
      case Ended.Killed k -> k.output();
      case Ended.TimedOut t -> t.output();
      case Ended.NotStarted _ -> "";
    };
  }
}
