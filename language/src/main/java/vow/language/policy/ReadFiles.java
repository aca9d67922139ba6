package vow.language.policy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vow.language.function.FunctionFiles;
import vow.model.Hash;
import vow.model.schema.SourceFile;

/** The policy's files as this run reads them: each once, and what was read is remembered. */
final class ReadFiles implements FunctionFiles {
  /** Longest file that a policy may read. */
  static final int MAX_BYTES = 16 << 20;

  private final FunctionFiles files;
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, SourceFile> read = new TreeMap<>();
  private final Set<String> outside = new TreeSet<>();
  private final Set<String> listed = new TreeSet<>();

  ReadFiles(FunctionFiles files) {
    this.files = files;
  }

  /** Every file and folder that was looked at, by path; see {@link Compiled#read}. */
  Map<String, SourceFile> read() {
    return read;
  }

  @Override
  public String folder() {
    return files.folder();
  }

  @Override
  public Reading read(String path) {
    return readings.computeIfAbsent(path, this::readNow);
  }

  @Override
  public List<String> list(String folder) {
    return lists.computeIfAbsent(folder, this::listNow);
  }

  /** Those of {@link #read} whose files were listed, however deep. */
  Set<String> listed() {
    return listed;
  }

  /** Reads a file by a path as a policy writes it: relative to the policy's folder. */
  Reading readWritten(String written) {
    if (written.startsWith("/")) {
      return new Refused("only files below the policy's folder can be read");
    }
    return normal(written)
        .map(this::read)
        .orElseGet(() -> new Refused("it is outside of the policy's folder"));
  }

  /** Where a file that was read is on the machine, and its digest. */
  SourceFile source(String written, byte[] content) {
    var path = absolute(normal(written).orElse(written));
    var known = read.get(path);
    return known == null ? new SourceFile(path, Hash.of(content).hex()) : known;
  }

  /** Notes a file of the machine that somebody else reads; an empty digest when there is none. */
  void readOutside(String path, String digest) {
    read.put(path, new SourceFile(path, digest));
    outside.add(path);
  }

  /** Those that {@link #readOutside} noted. */
  Set<String> outside() {
    return outside;
  }

  /** The policy files directly in a folder. */
  List<String> policies(String folder) {
    var prefix = folder.isEmpty() ? "" : folder + "/";
    return list(folder).stream()
        .filter(path -> path.startsWith(prefix) && path.endsWith(".hcl"))
        .filter(path -> isPlainName(path.substring(prefix.length())))
        .toList();
  }

  private static boolean isPlainName(String name) {
    return !name.contains("/") && !name.startsWith(".");
  }

  private Reading readNow(String path) {
    var reading = files.read(path);
    var digest = reading instanceof Content it ? Hash.of(it.bytes()).hex() : "";
    note(path, digest);
    return reading instanceof Content it && it.bytes().length > MAX_BYTES
        ? new Refused("it is longer than " + (MAX_BYTES >> 20) + " MiB")
        : reading;
  }

  private List<String> listNow(String folder) {
    var paths = files.list(folder).stream().sorted().toList();
    note(folder, Hash.of(String.join("\n", paths)).hex());
    listed.add(absolute(folder));
    return paths;
  }

  private void note(String path, String digest) {
    var absolute = absolute(path);
    read.put(absolute, new SourceFile(absolute, digest));
  }

  private String absolute(String path) {
    var folder = files.folder();
    if (path.isEmpty()) {
      return folder;
    }
    return folder.endsWith("/") ? folder + path : folder + "/" + path;
  }

  /** Without {@code .} and {@code ..}; empty when it leads outside. */
  static Optional<String> normal(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
