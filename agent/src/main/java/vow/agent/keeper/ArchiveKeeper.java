package vow.agent.keeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.linux.FileType;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Thing;
import vow.model.Undo;
import vow.model.kind.Archive;

/** Keeps an archive unpacked. A marker, written last, says which one is. */
final class ArchiveKeeper implements Keeper<Archive> {
  private static final int MARKER_BYTES_MAX = 4096;

  @Override
  public Assessment assess(Archive archive, Site site) {
    var source = site.tree().stat(archive.source());
    if (source.isEmpty() && site.attempt().promised().makes(Thing.path(archive.source()))) {
      return Assessment.drifted("is not unpacked");
    }
    if (source.filter(s -> s.type() == FileType.FILE).isEmpty()) {
      return Assessment.failed(
          "unable to unpack " + archive.source() + ": there is no such regular file");
    }
    var orphan = FileKeeper.orphan(archive.marker(), true, site);
    if (orphan.isPresent()) {
      return Assessment.failed(orphan.get());
    }
    var marker = site.tree().stat(archive.marker());
    if (marker.filter(s -> s.type() == FileType.FILE).isEmpty()) {
      return Assessment.drifted("is not unpacked");
    }
    return read(archive.marker(), site).equals(marker(archive, site))
        ? Assessment.kept()
        : Assessment.drifted("another archive is unpacked");
  }

  @Override
  public Repair repair(Archive archive, Change change, Site site) {
    var orphan = FileKeeper.orphanNow(archive.marker(), true, site);
    if (orphan.isPresent()) {
      return Repair.failed(orphan.get());
    }
    try (var plain = Unpacked.of(archive.source(), site)) {
      try (var packed = open(plain)) {
        new Unpacking(archive.strip(), site.attempt()).check(packed);
      }
      return unpack(archive, plain, site);
    } catch (IOException e) {
      var why = "unable to unpack " + archive.source() + ": " + Download.why(e);
      return site.attempt().left().isZero() ? Repair.timeout(why) : Repair.failed(why);
    }
  }

  private static Repair unpack(Archive archive, Unpacked plain, Site site) throws IOException {
    var parents = Parents.make(site.tree(), archive.path());
    var rewrite = new Rewrite(archive.marker(), Optional.empty(), true, site);
    rewrite.madeParents(parents);
    try (var folder = site.tree().directory(archive.path());
        var packed = open(plain)) {
      int written = new Unpacking(archive.strip(), site.attempt()).write(packed, folder);
      rewrite.note("unpacked " + written + " entries");
      var content = Content.of(marker(archive, site).getBytes(StandardCharsets.UTF_8));
      return rewrite.put(
          folder, Archive.MARKER, content, Rewrite.fresh(), folder.stat(Archive.MARKER));
    }
  }

  /** Unpacked files are many, and may have replaced others: only the marker could be put back. */
  @Override
  public Repair undo(Archive archive, Undo undo, Site site) {
    return Repair.failed("unable to undo " + site.attempt().id() + ": unpacked files are left");
  }

  private static Packed open(Unpacked plain) throws IOException {
    return plain.isZip() ? new PackedZip(plain.open()) : new PackedTar(plain.open());
  }

  /** What is unpacked: the hash of the archive, and how. */
  private static String marker(Archive archive, Site site) {
    try (var file = site.tree().read(archive.source())) {
      var hash = Content.hash(file, file.stat().sizeBytes());
      return "sha256 %s\nstrip %d\n".formatted(hash, archive.strip());
    }
  }

  private static String read(String path, Site site) {
    try (var file = site.tree().readItself(path)) {
      return new String(file.readAll(MARKER_BYTES_MAX), StandardCharsets.UTF_8);
    }
  }
}
