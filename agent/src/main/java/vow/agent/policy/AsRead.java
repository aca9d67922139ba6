package vow.agent.policy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vow.agent.report.Refused;
import vow.agent.secret.MachineSecrets;
import vow.language.function.FunctionFiles;
import vow.language.policy.Compiled;
import vow.language.policy.LivePolicy;
import vow.language.syntax.Source;
import vow.model.Hash;
import vow.model.schema.SourceFile;

/**
 * The files that a policy was compiled from, as they were then. A change between the reading and
 * the moment when the kernel tells of changes is found by comparing.
 */
public final class AsRead {
  private final Map<String, Hash> own;
  private final List<SourceFile> further;
  private final Set<String> outside;
  private final Set<String> listed;

  private AsRead(Map<String, Hash> own, Compiled compiled) {
    this.own = own;
    this.further = compiled.read();
    this.outside = compiled.outside();
    this.listed = compiled.listed();
  }

  /** Of what was just compiled. */
  public static AsRead of(LivePolicy policy) {
    return new AsRead(hashes(policy.sources()), policy.compiled());
  }

  /** The same after some of it was evaluated again, for which it may have read other files. */
  public AsRead with(Compiled compiled) {
    return new AsRead(own, compiled);
  }

  /**
   * Whether all of them say the same now. Reads them.
   *
   * @throws Refused when one of the policy's own cannot be read
   */
  public boolean isCurrent(PolicyReader reader) throws Refused {
    var folder = reader.location().folder();
    var files = new DiskFiles(folder);
    return hashes(reader.sources()).equals(own)
        && further.stream().allMatch(file -> file.sha256().equals(digest(file, folder, files)));
  }

  /** As the language takes it: of the content, of the names in a folder, or nothing. */
  private String digest(SourceFile file, Path folder, DiskFiles files) {
    var path = Path.of(file.path());
    if (outside.contains(file.path())) {
      return MachineSecrets.digest(path);
    }
    var name = folder.relativize(path).toString();
    if (listed.contains(file.path())) {
      return Hash.of(files.list(name).stream().sorted().collect(Collectors.joining("\n"))).hex();
    }
    return files.read(name) instanceof FunctionFiles.Content content
        ? Hash.of(content.bytes()).hex()
        : "";
  }

  private static Map<String, Hash> hashes(List<Source> sources) {
    return sources.stream()
        .collect(
            Collectors.toMap(
                Source::name, s -> Hash.of(s.text()), (_, last) -> last, LinkedHashMap::new));
  }
}
