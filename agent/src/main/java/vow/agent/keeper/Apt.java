package vow.agent.keeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
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

  /** Apt takes the first for all that it does, dpkg both. */
  private static final List<String> LOCKS =
      List.of("/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock");

  private static final Pattern HOLDER =
      Pattern.compile("get lock (\\S+?)\\.? .*held by process (\\d+ \\([^)]*\\)|\\d+)");
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "Unable to locate package|no installation candidate|Version .* was not found|"
              + "404  Not Found|no longer exists");

  /** What the tools say of the matter itself, the most telling first. */
  private static final List<Pattern> REASONS =
      List.of(
          Pattern.compile("error processing (?:package|archive) [^\n]*:\n +([^\n]+)"),
          Pattern.compile("unmet dependencies:\n +([^\n]+)"),
          Pattern.compile("(?m)^E: (?!Sub-process)([^\n]+)"));

  /** Waits until nobody else works on the packages; what becomes of us when that is too long. */
  Optional<Repair> idle(String what) {
    var patience = Duration.ofSeconds(patienceSeconds());
    for (var path : LOCKS) {
      var holder = new RivalLock(path, site).await(patience);
      if (holder.isPresent()) {
        return Optional.of(
            Repair.timeout("unable to " + what + ": " + holder.get() + " holds " + path));
      }
    }
    return Optional.empty();
  }

  /**
   * Runs apt-get. Lists are fetched, once, when they do not have the package; what a killed dpkg
   * left half done is ended before.
   */
  Optional<Repair> get(String what, List<String> arguments) {
    var busy = idle(what);
    if (busy.isPresent()) {
      return busy;
    }
    var ended = run(argv(arguments));
    if (!ended.succeeded() && UNKNOWN.matcher(output(ended)).find()) {
      var updated = run(argv(List.of("update")));
      if (updated.succeeded()) {
        ended = run(argv(arguments));
      }
    }
    if (!ended.succeeded() && output(ended).contains("dpkg was interrupted")) {
      var _ = run(configuring("-a"));
      ended = run(argv(arguments));
    }
    return problem(what, ended);
  }

  /** Lets dpkg end what it had begun with a package. */
  Optional<Repair> configure(String name) {
    var what = "configure " + name;
    return idle(what).or(() -> problem(what, run(configuring(name))));
  }

  private static List<String> configuring(String what) {
    var argv = new ArrayList<>(List.of("dpkg"));
    argv.addAll(KEEP_CONFIGURATION);
    argv.addAll(List.of("--configure", what));
    return argv;
  }

  Optional<Repair> hold(String name, boolean held) {
    var argv = List.of("apt-mark", held ? "hold" : "unhold", name);
    var what = (held ? "hold " : "release ") + name;
    return idle(what).or(() -> problem(what, run(argv)));
  }

  private long patienceSeconds() {
    return Math.min(
        LOCK_PATIENCE_MAX.toSeconds(), Math.max(1, site.attempt().left().toSeconds() / 2));
  }

  private List<String> argv(List<String> arguments) {
    var argv = new ArrayList<>(List.of("apt-get", "-y", "-q", "-o"));
    argv.add("DPkg::Lock::Timeout=" + patienceSeconds());
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
    var why = unable + reason(ended);
    return Optional.of(ended instanceof Ended.TimedOut ? Repair.timeout(why) : Repair.failed(why));
  }

  private static String reason(Ended ended) {
    var output = output(ended);
    return REASONS.stream()
        .map(pattern -> pattern.matcher(output))
        .filter(Matcher::find)
        .findFirst()
        .filter(_ -> ended instanceof Ended.Exited)
        .map(said -> said.group(1).strip())
        .orElseGet(() -> "the package tool " + ended.text());
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
