package vow.agent.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import vow.agent.fact.MachineFacts;
import vow.agent.keeper.Tarball;
import vow.agent.policy.PolicyLocation;
import vow.agent.policy.PolicyReader;
import vow.agent.report.Refused;
import vow.agent.secret.AgeKey;
import vow.agent.state.Folders;
import vow.language.policy.Given;
import vow.language.policy.PolicyInput;
import vow.language.syntax.DiagnosticText;
import vow.linux.Directory;
import vow.linux.LinuxException;

/**
 * Puts a policy that came from elsewhere into the folder that an agent keeps. It is unpacked beside
 * the folder, compiled as this node would, and changes places with what is there in one step, so
 * that nobody ever reads half of it. What is wrong is refused, and nothing has changed.
 *
 * @param folder absolute
 * @param given values for the policy's variables
 * @param facts of this node
 * @param key of this node, for the secrets in it
 * @param replace what was changed here by hand may be replaced; it is kept beside the folder
 */
record Landing(Path folder, List<Given> given, MachineFacts facts, AgeKey key, boolean replace) {
  private static final Duration UNPACK = Duration.ofMinutes(1);
  private static final String INCOMING = ".vow-incoming";
  private static final String REPLACED = ".replaced";
  private static final int SHOWN = 5;

  /**
   * What became of it.
   *
   * @param changed files that differ from what was there before
   * @param replaced where that is kept, when it was not only what had come the same way
   * @param warnings of the compiler, as text; may be empty
   */
  record Landed(
      Provenance provenance, List<String> changed, Optional<Path> replaced, String warnings) {}

  /** Unpacks, checks and puts into place. */
  Landed land(byte[] tar, Coming coming, long nowMs) throws Refused {
    var parent = folder.getParent();
    var name = folder.getFileName();
    if (parent == null || name == null) {
      throw new Refused("the root folder can be no policy");
    }
    var staged = parent.resolve("." + name + INCOMING);
    try {
      Folders.delete(staged);
      Files.createDirectories(staged);
      try {
        new Tarball(tar).unpack(staged, PolicyFetch.BYTES_MAX, PolicyTree.FILES_MAX, patience());
        return land(staged, coming, nowMs);
      } finally {
        Folders.delete(staged);
      }
    } catch (IOException e) {
      throw new Refused("unable to put the policy into " + folder + ": " + Refused.reason(e));
    } catch (LinuxException e) {
      throw new Refused("unable to put the policy into " + folder + ": " + e.errno().text());
    }
  }

  /**
   * What is about to come.
   *
   * @param source in words
   * @param revision a commit; a digest of the files when empty
   * @param signedMs when it was signed; 0 when that is not known
   */
  record Coming(String source, Optional<String> revision, Optional<String> signer, long signedMs) {}

  private Landed land(Path staged, Coming coming, long nowMs) throws Refused, IOException {
    Files.deleteIfExists(staged.resolve(Provenance.FILE));
    var files = PolicyTree.digests(staged);
    var there = PolicyTree.digests(folder);
    var before = Provenance.of(folder);
    var provenance =
        new Provenance(
            coming.source(),
            coming.revision().orElseGet(() -> vow.model.Hash.of(files.toString()).hex()),
            coming.signer(),
            nowMs,
            coming.signedMs(),
            files);
    var foreign = foreign(there, before.map(Provenance::files).orElse(Map.of()), files);
    if (!foreign.isEmpty() && !replace) {
      throw new Refused(
          folder
              + " holds what did not come from "
              + coming.source()
              + ": "
              + some(foreign)
              + "; say --replace to put it aside, as "
              + folder.getFileName()
              + REPLACED);
    }
    var warnings = compile(staged);
    var changed = different(there, files);
    boolean same = changed.isEmpty() && before.filter(b -> isSame(b, provenance)).isPresent();
    if (same) {
      return new Landed(before.get(), changed, Optional.empty(), warnings);
    }
    provenance.write(staged);
    exchange(staged);
    var aside = foreign.isEmpty() ? Optional.<Path>empty() : Optional.of(putAside(staged));
    return new Landed(provenance, changed, aside, warnings);
  }

  private static boolean isSame(Provenance one, Provenance other) {
    return one.source().equals(other.source())
        && one.revision().equals(other.revision())
        && one.signer().equals(other.signer());
  }

  /** What somebody changed or added here, and what comes does not have as it is. */
  private static List<String> foreign(
      Map<String, String> there, Map<String, String> came, Map<String, String> coming) {
    var names = new TreeSet<>(there.keySet());
    names.addAll(came.keySet());
    var foreign = new ArrayList<String>();
    for (var name : names) {
      var now = there.get(name);
      if (!Objects.equals(now, came.get(name)) && !Objects.equals(now, coming.get(name))) {
        foreign.add(name);
      }
    }
    return foreign;
  }

  private static List<String> different(Map<String, String> one, Map<String, String> other) {
    var names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    return names.stream().filter(n -> !Objects.equals(one.get(n), other.get(n))).toList();
  }

  private static String some(List<String> names) {
    int more = names.size() - SHOWN;
    var shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** As this node would; the warnings as text. */
  private String compile(Path staged) throws Refused {
    var location = new PolicyLocation(folder, staged, Optional.empty());
    if (location.files().isEmpty()) {
      throw new Refused("there is no *.hcl in it: nothing has changed");
    }
    var compiled = new PolicyReader(location, given, facts, key).compile(PolicyInput.Mode.REAL);
    var text = DiagnosticText.of(compiled.diagnostics()).stripTrailing();
    if (compiled.manifest().isEmpty()) {
      throw new Refused("the policy is invalid, nothing has changed:\n" + text);
    }
    return text;
  }

  private void exchange(Path staged) throws IOException {
    var parent = Objects.requireNonNull(folder.getParent());
    var name = String.valueOf(folder.getFileName());
    boolean there = Files.isDirectory(folder);
    if (there) {
      Files.setPosixFilePermissions(staged, Files.getPosixFilePermissions(folder));
      var owner = Files.getOwner(folder);
      if (!owner.equals(Files.getOwner(staged))) {
        Files.setOwner(staged, owner);
      }
    } else {
      Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (var in = Directory.open(parent.toString())) {
      in.syncFileSystem();
      var how = there ? Directory.OnTaken.EXCHANGE : Directory.OnTaken.REFUSE;
      in.rename(String.valueOf(staged.getFileName()), in, name, how);
      in.sync();
    }
  }

  /** What changed places with it, under a name that is not taken. */
  private Path putAside(Path old) throws IOException {
    var aside = folder.resolveSibling(folder.getFileName() + REPLACED);
    for (int number = 2; Files.exists(aside); number++) {
      aside = folder.resolveSibling(folder.getFileName() + REPLACED + "-" + number);
    }
    return Files.move(old, aside);
  }

  private static java.util.function.Supplier<Duration> patience() {
    long endNs = System.nanoTime() + UNPACK.toNanos();
    return () -> Duration.ofNanos(Math.max(0, endNs - System.nanoTime()));
  }
}
