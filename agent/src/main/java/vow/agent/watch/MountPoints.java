package vow.agent.watch;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.bell.Source;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.linux.MountTable;

/** Where mounts came and went since the last look. */
final class MountPoints implements AutoCloseable {
  /** What makes a mount another one; options are of no interest. */
  private record Mounted(int id, String point) {}

  private final MountTable table;
  private Set<Mounted> last;
  private @Nullable Bells bells;

  MountPoints() {
    table = new MountTable();
    last = read();
  }

  /** With what was mounted when somebody else looked. */
  MountPoints(BlobReader in) throws IOException {
    var mounted = new HashSet<Mounted>();
    for (int left = in.count(); left > 0; left--) {
      mounted.add(new Mounted(in.number(), in.text()));
    }
    last = mounted;
    table = new MountTable(); // when nothing can fail any more
  }

  void write(BlobWriter out) {
    out.number(last.size());
    for (var mounted : last) {
      out.number(mounted.id());
      out.text(mounted.point());
    }
  }

  void register(Bells wake) {
    bells = wake;
    if (wake.inherited(Source.MOUNTS).isEmpty()) {
      wake.onChange(Source.MOUNTS, table.fd());
    }
  }

  /**
   * The mount points, parents first, at which something is another than at the last call; empty
   * when there are none.
   */
  Optional<Set<String>> changed() {
    if (bells == null || !bells.rang(Source.MOUNTS)) {
      return Optional.empty();
    }
    var now = read();
    var difference = new HashSet<>(now);
    difference.removeAll(last);
    var gone = new HashSet<>(last);
    gone.removeAll(now);
    difference.addAll(gone);
    last = now;
    var points = new TreeSet<String>();
    difference.forEach(mount -> points.add(mount.point()));
    return points.isEmpty() ? Optional.empty() : Optional.of(points);
  }

  private Set<Mounted> read() {
    return table.read().stream()
        .map(mount -> new Mounted(mount.id(), mount.point()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    table.close();
  }
}
