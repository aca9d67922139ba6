package vow.agent;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.origin.Provenance;
import vow.agent.policy.PolicyLocation;
import vow.agent.report.Refused;
import vow.agent.secret.SecretFolder;
import vow.agent.state.AtomicFile;
import vow.agent.state.Folders;
import vow.agent.state.PolicyFile;
import vow.language.policy.Compiled;
import vow.model.Hash;
import vow.model.Manifest;

/**
 * Every policy that was accepted, with all files that it was made of: folders STATE/policy/NUMBER,
 * the newest {@link #VERSIONS_MAX} of them. Secrets are no part of it: a rotated one is no new
 * version, and going back to an old policy brings no old secret back. Used by one thread at a time.
 */
public final class PolicyVersions {
  /** So many are kept. */
  static final int VERSIONS_MAX = 50;

  /** Larger files are named, and not kept; so are those that may hold secrets. */
  private static final int FILE_BYTES_MAX = 16 << 20;

  private static final String META = "version.json";
  private static final String FILES = "files";
  private static final String NEW = ".new";
  private static final String CHANGED = ", changed here";

  /** What is replaced has this at the end of its name. */
  public static final String ASIDE = ".before-rollback";

  private final Path folder;

  /** Those of the agent with this state folder. */
  public PolicyVersions(Path state) {
    folder = state.resolve("policy");
  }

  /**
   * One of them.
   *
   * @param number from 1, ascending
   * @param timeMs when it was accepted, since the epoch
   * @param id of its files; equal files have equal ids
   * @param promises how many it comes to on this node
   * @param files by path relative to the policy's folder, with their digests
   * @param from where it came from, in words; empty when it was written here
   * @param where its files are
   */
  public record Version(
      int number,
      long timeMs,
      String id,
      int promises,
      Map<String, String> files,
      Optional<String> from,
      Path where) {
    /** The content of a file; empty when it was not kept. */
    public Optional<byte[]> content(String name) throws Refused {
      var file = where.resolve(FILES).resolve(name);
      try {
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
      } catch (IOException e) {
        throw new Refused("unable to read " + file + ": " + Refused.reason(e));
      }
    }
  }

  /** Keeps a policy that was just accepted, unless it is the newest already. */
  void accept(PolicyLocation location, Compiled compiled, long nowMs) throws IOException {
    var files = files(location, compiled);
    if (files.isEmpty()) {
      return;
    }
    var digests = new TreeMap<String, String>();
    for (var file : files.get().entrySet()) {
      digests.put(file.getKey(), Hash.of(file.getValue()).hex());
    }
    var id = Hash.of(digests.toString()).hex();
    var all = all();
    var newest = all.isEmpty() ? Optional.<Version>empty() : Optional.of(all.getFirst());
    if (newest.filter(v -> v.id().equals(id)).isPresent()) {
      return;
    }
    int number = newest.map(Version::number).orElse(0) + 1;
    var meta = new LinkedHashMap<String, @Nullable Object>();
    meta.put("number", number);
    meta.put("time", nowMs);
    meta.put("id", id);
    meta.put("promises", compiled.manifest().map(m -> m.promises().size()).orElse(0));
    meta.put("files", digests);
    meta.put("from", from(location, digests).orElse(null));
    var secrets = new Secrets(compiled.manifest().orElse(Manifest.EMPTY));
    files.get().values().removeIf(bytes -> bytes.length > FILE_BYTES_MAX || secrets.mayBeIn(bytes));
    write(number, files.get(), Json.write(meta));
    for (var old : all.stream().skip(VERSIONS_MAX - 1L).toList()) {
      Folders.delete(old.where());
    }
  }

  private static Optional<String> from(PolicyLocation location, Map<String, String> digests) {
    return Provenance.of(location.folder())
        .map(p -> p.text() + (p.files().entrySet().containsAll(digests.entrySet()) ? "" : CHANGED));
  }

  /** What it was made of; empty when some of it is another one already. */
  private static Optional<Map<String, byte[]>> files(PolicyLocation location, Compiled compiled)
      throws IOException {
    var files = new TreeMap<String, byte[]>();
    for (var own : location.files()) {
      files.put(location.folder().relativize(own).toString(), Files.readAllBytes(own));
    }
    for (var read : compiled.read()) {
      var path = Path.of(read.path());
      boolean file = !read.sha256().isEmpty() && Files.isRegularFile(path);
      boolean secret =
          compiled.outside().contains(read.path())
              || path.startsWith(location.folder().resolve(SecretFolder.NAME));
      if (file && path.startsWith(location.folder()) && !secret) {
        var bytes = Files.readAllBytes(path);
        if (!Hash.of(bytes).hex().equals(read.sha256())) {
          return Optional.empty();
        }
        files.put(location.folder().relativize(path).toString(), bytes);
      }
    }
    return Optional.of(files);
  }

  private void write(int number, Map<String, byte[]> files, String meta) throws IOException {
    var fresh = folder.resolve(NEW);
    Folders.delete(fresh);
    for (var file : files.entrySet()) {
      var kept = fresh.resolve(FILES).resolve(file.getKey());
      makeFolder(kept);
      Files.write(kept, file.getValue());
    }
    Files.createDirectories(fresh);
    AtomicFile.write(fresh.resolve(META), meta + "\n");
    Files.move(fresh, folder.resolve(Integer.toString(number)));
  }

  private static void makeFolder(Path file) throws IOException {
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  /** All of them, the newest first; damaged ones are left out. */
  public List<Version> all() {
    var versions = new ArrayList<Version>();
    if (!Files.isDirectory(folder)) {
      return versions;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(entry -> read(entry).ifPresent(versions::add));
    } catch (IOException _) {
      return versions;
    }
    versions.sort(Comparator.comparingInt(Version::number).reversed());
    return versions;
  }

  private static Optional<Version> read(Path entry) {
    var meta = AtomicFile.read(entry.resolve(META)).flatMap(Json::parseObject);
    if (meta.isEmpty()
        || !(meta.get().get("number") instanceof BigDecimal number)
        || !(meta.get().get("time") instanceof BigDecimal time)
        || !(meta.get().get("promises") instanceof BigDecimal promises)
        || !(meta.get().get("files") instanceof Map<?, ?> named)) {
      return Optional.empty();
    }
    var files = new TreeMap<String, String>();
    named.forEach((name, digest) -> files.put(String.valueOf(name), String.valueOf(digest)));
    var id = String.valueOf(meta.get().get("id"));
    var from = Optional.ofNullable(meta.get().get("from")).map(String::valueOf);
    return Optional.of(
        new Version(
            number.intValue(), time.longValue(), id, promises.intValue(), files, from, entry));
  }

  /**
   * Makes the policy's files what they were. What is there now, accepted or not, stays beside it
   * with {@link #ASIDE} at the end of its name.
   *
   * @param location of the policy
   * @return the files that were changed or taken away
   */
  public List<String> restore(Version version, PolicyLocation location) throws Refused {
    var contents = new TreeMap<String, byte[]>();
    for (var file : version.files().entrySet()) {
      var content = version.content(file.getKey());
      if (content.isPresent()) {
        contents.put(file.getKey(), content.get());
      } else if (!file.getValue().equals(digest(location.folder().resolve(file.getKey())))) {
        throw new Refused(
            file.getKey()
                + " is too large to be kept, or may hold secrets: take it from where it came from");
      }
    }
    try {
      var changed = new ArrayList<String>();
      for (var name : present(version, location)) {
        var file = location.folder().resolve(name);
        boolean other = !version.files().getOrDefault(name, "").equals(digest(file));
        if (other) {
          copy(file, file.resolveSibling(file.getFileName() + ASIDE));
          changed.add(name);
        }
      }
      for (var file : contents.entrySet()) {
        var restored = location.folder().resolve(file.getKey());
        makeFolder(restored);
        PolicyFile.replace(restored, file.getValue());
      }
      for (var name : changed) {
        if (!version.files().containsKey(name)) {
          Files.delete(location.folder().resolve(name));
        }
      }
      return changed;
    } catch (IOException e) {
      throw new Refused("unable to put the policy back: " + Refused.reason(e));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Of what is there now; empty when nothing can be read. */
  private static String digest(Path file) {
    try {
      return Hash.of(Files.readAllBytes(file)).hex();
    } catch (IOException _) {
      return "";
    }
  }

  /** The files that are the policy now, or were in the newest one or this one. */
  private List<String> present(Version version, PolicyLocation location) {
    var names = new ArrayList<String>();
    location.files().forEach(f -> names.add(location.folder().relativize(f).toString()));
    all().stream().limit(1).forEach(newest -> names.addAll(newest.files().keySet()));
    names.addAll(version.files().keySet());
    return names.stream()
        .distinct()
        .filter(name -> Files.isRegularFile(location.folder().resolve(name)))
        .toList();
  }
}
