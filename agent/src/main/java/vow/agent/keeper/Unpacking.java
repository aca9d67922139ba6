package vow.agent.keeper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.agent.tree.Replacement;
import vow.agent.tree.Symlink;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.OpenFile;
import vow.model.Hash;
import vow.model.Undo.Metadata;
import vow.model.kind.Archive;

/**
 * Writes the entries of an archive below an open folder. Folders are gone into one name at a time
 * and never through a symbolic link, so that nothing outside is written.
 */
final class Unpacking {
  static final long TOTAL_BYTES_MAX = 64L << 30;
  static final int ENTRIES_MAX = 1_000_000;

  /** How much may be in an archive. */
  record Limits(long totalBytes, int entries) {}

  private static final Limits LIMITS = new Limits(TOTAL_BYTES_MAX, ENTRIES_MAX);

  private static final int DEPTH_MAX = 128;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int FILE_MODE = 0644;

  private final int strip;
  private final Limits limits;
  private final Supplier<Duration> left;
  private long total;
  private int entries;

  Unpacking(int strip, Attempt attempt) {
    this(strip, LIMITS, attempt::left);
  }

  /** {@code left} says how long it may still take. */
  Unpacking(int strip, Limits limits, Supplier<Duration> left) {
    this.strip = strip;
    this.limits = limits;
    this.left = left;
  }

  /** Reads all of it and writes nothing; why it may not be unpacked. */
  void check(Packed packed) throws IOException {
    for (var next = packed.next(); next.isPresent(); next = packed.next()) {
      var entry = next.get();
      if (++entries > limits.entries()) {
        throw new IOException("the archive holds more than " + limits.entries() + " entries");
      }
      var parts = parts(entry);
      if (entry.type() == Packed.Type.OTHER && !parts.isEmpty()) {
        throw new IOException(entry.name() + " is no file, folder or symbolic link");
      }
      if (entry.type() == Packed.Type.LINK && leadsOut(parts, entry.target())) {
        throw new IOException(entry.name() + " is a link that leads out: " + entry.target());
      }
      drain(packed);
    }
  }

  /** Writes it; returns how many entries that were. */
  int write(Packed packed, Directory folder) throws IOException {
    int written = 0;
    for (var next = packed.next(); next.isPresent(); next = packed.next()) {
      var parts = parts(next.get());
      if (!parts.isEmpty()) {
        write(packed, next.get(), folder, parts);
        written++;
      }
    }
    folder.syncFileSystem();
    return written;
  }

  private void write(Packed packed, Packed.Entry entry, Directory in, List<String> parts)
      throws IOException {
    var name = parts.getFirst();
    if (parts.size() > 1 || entry.type() == Packed.Type.FOLDER) {
      makeFolder(in, name);
      if (parts.size() > 1) {
        try (var next = in.directory(name)) {
          write(packed, entry, next, parts.subList(1, parts.size()));
        }
      }
      return;
    }
    if (in.stat(name).filter(s -> s.type() == FileType.DIRECTORY).isPresent()) {
      throw new IOException("a folder is where " + entry.name() + " belongs");
    }
    if (entry.type() == Packed.Type.LINK) {
      Symlink.put(in, name, entry.target());
    } else {
      file(packed, entry, in, name);
    }
  }

  private static void makeFolder(Directory in, String name) {
    if (in.stat(name).isEmpty()) {
      Parents.makeOne(in, name, -1, -1, Parents.MODE);
    }
  }

  private void file(Packed packed, Packed.Entry entry, Directory in, String name)
      throws IOException {
    try (var file = Replacement.begin(in, name, in.path() + "/" + name)) {
      var copy = new Copy(packed);
      file.fill(Content.streamed(Hash.of(""), copy));
      if (copy.problem.isPresent()) {
        throw copy.problem.get();
      }
      var fresh = Rewrite.fresh();
      int mode = entry.mode() == 0 ? FILE_MODE : entry.mode() & 0755;
      file.dress(new Metadata(mode, fresh.uid(), fresh.gid(), fresh.attributes()), false);
      file.commit();
    }
  }

  private void drain(Packed packed) throws IOException {
    var chunk = new byte[CHUNK_BYTES];
    for (int got; (got = packed.read(chunk)) >= 0; ) {
      total += got;
      if (total > limits.totalBytes()) {
        throw new IOException("the archive holds more than " + limits.totalBytes() + " bytes");
      }
      if (left.get().isZero()) {
        throw new IOException("it took too long");
      }
    }
  }

  /** The components that remain of a name; none when it is stripped away. */
  private List<String> parts(Packed.Entry entry) throws IOException {
    var parts = new ArrayList<String>();
    for (var part : entry.name().split("/", -1)) {
      if (part.equals("..") || part.indexOf('\0') >= 0 || entry.name().startsWith("/")) {
        throw new IOException("the name " + entry.name() + " leads out of the folder");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.size() > DEPTH_MAX) {
      throw new IOException("the name " + entry.name() + " is too deep");
    }
    var rest = parts.subList(Math.min(strip, parts.size()), parts.size());
    if (rest.size() == 1 && rest.getFirst().equals(Archive.MARKER)) {
      throw new IOException("it holds a file " + Archive.MARKER);
    }
    return rest;
  }

  private static boolean leadsOut(List<String> parts, String target) {
    int depth = parts.size() - 1;
    for (var part : target.split("/", -1)) {
      depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return target.startsWith("/") || target.isEmpty();
  }

  /** Copies one entry's content; what went wrong is told afterwards. */
  private static final class Copy implements java.util.function.Function<OpenFile, Hash> {
    private final Packed packed;
    private Optional<IOException> problem = Optional.empty();

    Copy(Packed packed) {
      this.packed = packed;
    }

    @Override
    public Hash apply(OpenFile to) {
      var chunk = new byte[CHUNK_BYTES];
      try {
        for (int got; (got = packed.read(chunk)) >= 0; ) {
          to.write(got == chunk.length ? chunk : Arrays.copyOf(chunk, got));
        }
      } catch (IOException e) {
        problem = Optional.of(e);
      }
      return Hash.of("");
    }
  }
}
