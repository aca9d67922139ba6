package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vow.agent.blob.Blob;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.keeper.Promised;
import vow.agent.rest.ManifestTable;
import vow.agent.state.AtomicFile;
import vow.model.Manifest;

/**
 * The manifest in force and what it makes, as tables for the brains to come: RUNTIME/manifest.bin.
 * Written once a policy; worth nothing to another build, or beside another manifest.
 */
record ManifestFile(ManifestTable promises, Promised promised) {
  private static final int MAGIC = 0x564f574d;

  /** Reads it; empty when it is missing, damaged, of another build or of another manifest. */
  static Optional<ManifestFile> read(Places places, String hash) {
    try {
      var bytes = AtomicFile.mapped(file(places));
      var in = new BlobReader(bytes);
      if (in.number() != MAGIC || in.big() != Blob.of(bytes).checksum()) {
        return Optional.empty();
      }
      if (!in.text().equals(SleepFile.build() + " " + hash)) {
        return Optional.empty();
      }
      return Optional.of(new ManifestFile(ManifestTable.read(in.blob()), Promised.read(in)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Writes it; removes it instead when not all of the manifest may be stored. */
  static void write(Places places, Manifest manifest) throws IOException {
    var table = ManifestTable.write(manifest);
    if (table.isEmpty()) {
      Files.deleteIfExists(file(places));
      return;
    }
    var body = new BlobWriter();
    body.text(SleepFile.build() + " " + manifest.hash().hex());
    body.blob(table.get());
    Promised.of(manifest).write(body);
    var out = new BlobWriter();
    out.number(MAGIC);
    var content = body.done();
    out.big(content.checksum());
    out.bytes(content);
    AtomicFile.writeVolatile(file(places), out.done().parts());
  }

  private static Path file(Places places) {
    return places.runtime().resolve("manifest.bin");
  }
}
