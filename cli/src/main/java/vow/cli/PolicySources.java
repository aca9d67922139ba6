package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vow.agent.Machine;
import vow.agent.json.Json;
import vow.agent.origin.Minisign;
import vow.agent.origin.Origin;
import vow.agent.origin.PolicyFetch;
import vow.agent.origin.PushRepository;
import vow.agent.report.Refused;
import vow.model.Command;

/** Where the policy comes from: {@code vow policy from}, fetch, repo and receive. */
record PolicySources(Invocation invocation) {
  static final Option INTO =
      Option.valued("--into", "FOLDER", "the folder that the agent keeps (/etc/vow)");
  static final Option BRANCH = Option.valued("--branch", "NAME", "a branch (main)");
  static final Option TAG = Option.valued("--tag", "NAME", "a tag instead of a branch");
  static final Option SUBFOLDER =
      Option.valued("--subfolder", "PATH", "the folder of the repository that is the policy");
  static final Option SIGNERS =
      Option.valued(
          "--signers", "FILE", "who may sign: allowed signers of ssh-keygen, or OpenPGP keys");
  static final Option KEY =
      Option.repeated(
          "--key", "KEY", "who may sign an archive: a minisign key, or a file with one");
  static final Option CA = Option.valued("--ca", "FILE", "certificates to trust for https, as PEM");
  static final Option PROXY = Option.valued("--proxy", "URL", "an http:// proxy to go through");
  static final Option REPLACE =
      Option.toggle("--replace", "put aside what was changed in the folder by hand");
  static final Option ALLOW_OLDER =
      Option.toggle("--allow-older", "take what is older than what is in force, too");

  private static final Path USUAL = Path.of("/etc/vow");
  private static final int REFS_MAX = 100;
  private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/@]+@");

  void run(String action) throws UsageException, Failure, Refused {
    switch (action) {
      case "from" -> from();
      case "fetch" -> fetch();
      case "repo" -> repo();
      default -> receive();
    }
  }

  private void from() throws UsageException, Failure, Refused {
    var url = invocation.argument(1);
    if (url.isEmpty()) {
      throw new UsageException("vow policy from needs an address; see vow policy --help");
    }
    var origin = new Origin(source(address(url.get())), folder());
    try (var _ = Progress.of("fetching " + origin.source().text(), invocation.terminal())) {
      tell(fetcher().from(origin, invocation.has(ALLOW_OLDER.name())));
    }
  }

  private void fetch() throws UsageException, Failure, Refused {
    try (var _ = Progress.of("fetching the policy", invocation.terminal())) {
      tell(fetcher().again(invocation.has(ALLOW_OLDER.name())));
    }
  }

  /** A relative path is one of this folder, also when it is fetched again from another. */
  private static String address(String url) throws UsageException {
    if (PASSWORD.matcher(url).find()) {
      throw new UsageException(
          "everybody can read a command line: give the password to a credential helper of git, or"
              + " use a key, and leave it out of the address");
    }
    return url.contains(":") ? url : Path.of(url).toAbsolutePath().normalize().toString();
  }

  private Origin.Source source(String url) throws UsageException, Failure {
    var keys = invocation.all(KEY.name());
    boolean archive = url.matches(".*\\.(tar|tar\\.gz|tgz)");
    if (archive || !keys.isEmpty()) {
      if (keys.isEmpty()) {
        throw new UsageException("an archive must be signed: say who may, with --key");
      }
      var texts = new ArrayList<String>();
      for (var key : keys) {
        texts.add(minisign(key));
      }
      var ca = invocation.path(CA.name()).map(p -> p.toAbsolutePath().toString());
      var full = url.contains(":") ? url : "file://" + url;
      return new Origin.Archive(full, texts, invocation.option(PROXY.name()), ca);
    }
    var tag = invocation.option(TAG.name());
    if (tag.isPresent() && invocation.option(BRANCH.name()).isPresent()) {
      throw new UsageException("--branch and --tag exclude each other");
    }
    var ref =
        tag.map(name -> "refs/tags/" + name)
            .orElseGet(() -> "refs/heads/" + invocation.option(BRANCH.name()).orElse("main"));
    return new Origin.Git(url, ref, invocation.option(SUBFOLDER.name()).orElse(""), signers());
  }

  private static String minisign(String key) throws UsageException, Failure {
    if (Minisign.isKey(key)) {
      return key;
    }
    try {
      if (Files.exists(Path.of(key))) {
        var text = Files.readString(Path.of(key));
        if (Minisign.isKey(text)) {
          return text;
        }
      }
    } catch (IOException e) {
      throw new Failure("unable to read " + key + ": " + Causes.of(e));
    }
    throw new UsageException(
        "--key needs a public key as minisign makes it, or a file with one, not \"" + key + "\"");
  }

  private Optional<String> signers() throws Failure {
    var file = invocation.path(SIGNERS.name()).map(Path::toAbsolutePath);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new Failure("unable to read the allowed keys " + file.get());
    }
    return file.map(Path::toString);
  }

  private void repo() throws UsageException, Failure, Refused {
    var branch = invocation.option(BRANCH.name()).orElse("main");
    var words = new ArrayList<String>();
    words.add(System.getProperty("vow.program", "vow"));
    words.addAll(List.of("policy", "receive"));
    for (var option : List.of("--root", "--state", "--runtime")) {
      invocation
          .path(option)
          .ifPresent(p -> words.addAll(List.of(option, p.toAbsolutePath().toString())));
    }
    var hook = String.join(" ", words.stream().map(Command::quoted).toList());
    var repository = new PushRepository(branch, signers(), folder());
    var place = repository.make(invocation.places().state(), hook);
    invocation
        .terminal()
        .say(
            "a push of "
                + branch
                + " to "
                + place
                + " becomes the policy in "
                + repository.folder());
    invocation.terminal().out().println(place);
  }

  /** From standard input: what a hook of git says while it receives a push, or an archive. */
  private void receive() throws UsageException, Failure, Refused {
    try {
      var repository = PushRepository.read(invocation.places().state());
      if (repository.isPresent()
          && !invocation.environment().getOrDefault("GIT_DIR", "").isEmpty()) {
        pushed(repository.get(), lines(System.in.readNBytes(REFS_MAX * 1_000)));
        return;
      }
      var tar = System.in.readNBytes(PolicyFetch.BYTES_MAX + 1);
      if (tar.length == 0) {
        throw new UsageException("vow policy receive reads a tar archive from standard input");
      }
      if (tar.length > PolicyFetch.BYTES_MAX) {
        throw new Failure("the policy is larger than " + (PolicyFetch.BYTES_MAX >> 20) + " MiB");
      }
      tell(fetcher().received(tar, sender(), folder()));
    } catch (IOException e) {
      throw new Failure("unable to read standard input: " + Causes.of(e));
    }
  }

  private void pushed(PushRepository repository, List<String> refs)
      throws UsageException, Failure, Refused {
    boolean any = false;
    for (var line : refs) {
      var words = line.split(" ", -1);
      if (words.length == 3 && repository.isPolicy(words[2])) {
        if (words[1].matches("0+")) {
          throw new Refused(
              "the branch " + repository.branch() + " is this node's policy: it stays");
        }
        any = true;
        tell(fetcher().pushed(repository, words[1]));
      }
    }
    if (!any) {
      invocation.terminal().say("not the policy: that is the branch " + repository.branch());
    }
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .limit(REFS_MAX)
        .toList();
  }

  /** Who hands it over, as far as sshd tells. */
  private String sender() {
    var environment = invocation.environment();
    var user = environment.getOrDefault("SUDO_USER", environment.getOrDefault("USER", "somebody"));
    var from = environment.getOrDefault("SSH_CONNECTION", "").split(" ", -1)[0];
    return "vow push by " + user + (from.isEmpty() ? "" : " from " + from);
  }

  private Path folder() {
    return invocation.path(INTO.name()).orElse(USUAL).toAbsolutePath().normalize();
  }

  private PolicyFetch fetcher() throws UsageException, Failure {
    return new PolicyFetch(
        invocation.places().state(),
        Machine.facts(invocation.places()),
        PolicyOptions.given(invocation),
        invocation.has(REPLACE.name()));
  }

  private void tell(PolicyFetch.Result result) {
    var terminal = invocation.terminal();
    if (!result.warnings().isEmpty()) {
      terminal.say(result.warnings());
    }
    if (invocation.json()) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("folder", result.folder().toString());
      object.put("from", result.from());
      object.put("changed", result.changed());
      object.put("replaced", result.replaced().map(Path::toString).orElse(null));
      terminal.out().println(Json.write(object));
    } else {
      terminal.out().println(result.text());
    }
  }
}
