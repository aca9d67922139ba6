package vow.agent.keeper;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import vow.agent.run.Run;

/**
 * An archive that can be read twice. What the JDK cannot decompress, a program of the host does,
 * into a temporary file that goes when this is closed.
 */
record Unpacked(String source, Optional<Path> plain, Site site) implements AutoCloseable {
  static Unpacked of(String source, Site site) throws IOException {
    var program = source.endsWith("xz") ? "xz" : source.matches(".*(zst|tzst)") ? "zstd" : "";
    if (program.isEmpty()) {
      return new Unpacked(source, Optional.empty(), site);
    }
    var plain = Files.createTempFile("vow-archive-", ".tar");
    var command = "exec " + program + " -dcq -- \"$1\" > \"$2\"";
    var argv =
        List.of("/bin/sh", "-c", command, "sh", site.tree().onHost(source), plain.toString());
    var ended = site.runner().run(Run.of(argv, site.attempt().left()));
    if (!ended.succeeded()) {
      Files.delete(plain);
      throw new IOException("the program " + program + " " + ended.text());
    }
    return new Unpacked(source, Optional.of(plain), site);
  }

  boolean isZip() {
    return source.endsWith(".zip") || source.endsWith(".jar");
  }

  /** The archive from its start, decompressed. */
  InputStream open() throws IOException {
    if (plain.isPresent()) {
      return new BufferedInputStream(Files.newInputStream(plain.get()));
    }
    var in = site.tree().read(source).stream();
    if (!source.endsWith("gz")) {
      return new BufferedInputStream(in);
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(in));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (plain.isPresent()) {
      Files.deleteIfExists(plain.get());
    }
  }
}
