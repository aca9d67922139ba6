package vow.agent.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vow.agent.report.Refused;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.agent.run.Runner;
import vow.agent.state.Folders;

/**
 * Brings a policy from a git repository, with the program git: a clone of its own is kept, and what
 * is in force is a commit. Blocks.
 *
 * @param repository of the node, bare
 */
record GitSource(Path repository, Runner runner) {
  /** What the last fetch brought. */
  private static final String CANDIDATE = "refs/vow/candidate";

  private static final Duration FETCH = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Pattern SSH = Pattern.compile("Good \"git\" signature for (\\S+) with");
  private static final Pattern GPG = Pattern.compile("\\[GNUPG:] GOODSIG \\S+ (.+)");
  private static final String PGP = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final int MISSING_OBJECT = 128;

  /** Words of gpg and ssh-keygen, the first that is there counts. */
  private static final Map<String, String> REASONS = reasons();

  private static Map<String, String> reasons() {
    var reasons = new LinkedHashMap<String, String>();
    reasons.put("EXPKEYSIG", "the key has expired");
    reasons.put("REVKEYSIG", "the key was revoked");
    reasons.put("BADSIG", "the signature is wrong");
    reasons.put("incorrect signature", "the signature is wrong");
    reasons.put("expired", "the key has expired");
    reasons.put("NO_PUBKEY", "the key is another");
    reasons.put("No principal matched", "the key is another");
    return reasons;
  }

  /** A commit that may come into force. */
  record Commit(String id, Optional<String> signer) {}

  /**
   * Fetches, and checks the signature.
   *
   * @param before the commit in force; empty when there is none, or it may go back
   */
  Commit fetch(Origin.Git git, Optional<String> before) throws Refused {
    if (!Files.isDirectory(repository)) {
      run(List.of("git", "init", "--quiet", "--bare", repository.toString()), SHORT, "git init");
    }
    var what = "+" + git.ref() + ":" + CANDIDATE;
    var fetched = git(FETCH, Map.of(), "fetch", "--quiet", "--no-tags", "--", git.url(), what);
    if (!fetched.succeeded()) {
      throw new Refused("unable to fetch " + git.text() + ": git " + said(fetched));
    }
    var commit = checked(CANDIDATE, git.isTag(), git.signers());
    if (!git.isTag() && before.isPresent()) {
      refuseBack(before.get(), commit.id(), git);
    }
    return commit;
  }

  /** What a name stands for here, its signature checked when it must have one. */
  Commit checked(String name, boolean tag, Optional<String> signers) throws Refused {
    var id = output("rev-parse", "--verify", "--quiet", name + "^{commit}");
    if (signers.isEmpty()) {
      return new Commit(id, Optional.empty());
    }
    boolean object = tag && output("cat-file", "-t", name).equals("tag");
    return new Commit(
        id,
        Optional.of(
            object
                ? signer("verify-tag", name, id, signers.get())
                : signer("verify-commit", id, id, signers.get())));
  }

  /** The files of a commit as a tar archive. */
  byte[] archive(String commit, String subfolder) throws Refused {
    try {
      var file = Files.createTempFile("vow-policy-", ".tar");
      try {
        var what = subfolder.isEmpty() ? commit : commit + ":" + subfolder;
        var ended = git(SHORT, Map.of(), "archive", "--format=tar", "-o", file.toString(), what);
        if (!ended.succeeded()) {
          var where = subfolder.isEmpty() ? "" : " (is there a folder " + subfolder + "?)";
          throw new Refused("unable to read commit " + commit + where + ": git " + said(ended));
        }
        if (Files.size(file) > PolicyFetch.BYTES_MAX) {
          throw new Refused("the policy is larger than " + (PolicyFetch.BYTES_MAX >> 20) + " MiB");
        }
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Refused("unable to read commit " + commit + ": " + Refused.reason(e));
    }
  }

  /** A branch that is signed could still be set back to an older commit by whoever serves it. */
  private void refuseBack(String before, String now, Origin.Git git) throws Refused {
    var ended = git(SHORT, Map.of(), "merge-base", "--is-ancestor", before, now);
    boolean unknown = ended instanceof Ended.Exited e && e.status() == MISSING_OBJECT;
    if (!ended.succeeded()) {
      throw new Refused(
          git.text()
              + " does not follow on "
              + brief(before)
              + ", which is in force"
              + (unknown ? " and not in that repository" : ": it went back, or was rewritten")
              + "; if that is meant, say --allow-older");
    }
  }

  private String signer(String verb, String name, String id, String signers) throws Refused {
    boolean pgp;
    try {
      pgp = Files.readString(Path.of(signers)).contains(PGP);
    } catch (IOException e) {
      throw new Refused("unable to read the allowed keys " + signers + ": " + Refused.reason(e));
    }
    try {
      var home = Files.createTempDirectory("vow-keys-");
      try {
        if (pgp) {
          var words =
              List.of(
                  "gpg",
                  "--homedir",
                  home.toString(),
                  "--batch",
                  "--quiet",
                  "--no-autostart",
                  "--import",
                  signers);
          run(words, SHORT, "gpg --import " + signers);
        }
        // Who else's keys this machine knows does not matter.
        var environment =
            Map.of(
                "GNUPGHOME", home.toString(),
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_NOSYSTEM", "1");
        var allowed = "gpg.ssh.allowedSignersFile=" + (pgp ? "/dev/null" : signers);
        var ended = git(SHORT, environment, "-c", allowed, verb, "--raw", name);
        if (!ended.succeeded()) {
          throw new Refused(
              "commit "
                  + brief(id)
                  + " is not signed by a key that is allowed in "
                  + signers
                  + reason(ended));
        }
        return signer(said(ended));
      } finally {
        Folders.delete(home);
      }
    } catch (IOException e) {
      throw new Refused("unable to verify commit " + brief(id) + ": " + Refused.reason(e));
    }
  }

  private static String signer(String said) {
    for (var pattern : List.of(SSH, GPG)) {
      var match = pattern.matcher(said);
      if (match.find()) {
        return match.group(1).strip();
      }
    }
    return "an allowed key";
  }

  /** What the words of the programs mean for a person. */
  private static String reason(Ended ended) {
    var said = said(ended);
    if (ended instanceof Ended.Exited e && e.output().isBlank()) {
      return ": it has no signature";
    }
    for (var reason : REASONS.entrySet()) {
      if (said.contains(reason.getKey())) {
        return ": " + reason.getValue();
      }
    }
    return ": " + said.lines().findFirst().orElse("");
  }

  static String brief(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }

  private String output(String... words) throws Refused {
    var ended = git(SHORT, Map.of(), words);
    if (ended instanceof Ended.Exited exited && exited.status() == 0) {
      return exited.output().strip();
    }
    throw new Refused("git " + words[0] + " " + said(ended));
  }

  private Ended git(Duration limit, Map<String, String> more, String... words) {
    var argv = new ArrayList<>(List.of("git", "--git-dir=" + repository));
    argv.addAll(List.of(words));
    var environment = new HashMap<>(Map.of("GIT_TERMINAL_PROMPT", "0"));
    environment.put("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
    environment.putAll(quarantine());
    environment.putAll(more);
    return runner.run(Run.of(argv, limit).with(environment));
  }

  /** While a push is received, its objects are not yet where others see them (git-receive-pack). */
  private static Map<String, String> quarantine() {
    var environment = new HashMap<String, String>();
    for (var name :
        List.of(
            "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value));
    }
    return environment;
  }

  private void run(List<String> argv, Duration limit, String shown) throws Refused {
    var ended = runner.run(Run.of(argv, limit));
    if (!ended.succeeded()) {
      throw new Refused(shown + " " + ended.text());
    }
  }

  /** What the program printed, else how it ended. */
  private static String said(Ended ended) {
    return switch (ended) {
      case Ended.Exited e when !e.output().isBlank() -> e.output().strip();
      case Ended.Exited e when e.status() == 0 -> "";
      case Ended.Exited _, Ended.Killed _, Ended.TimedOut _, Ended.NotStarted _ -> ended.text();
    };
  }
}
