package vow.agent.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import vow.agent.Installed;
import vow.agent.report.Refused;
import vow.agent.run.Run;
import vow.agent.run.SystemRunner;
import vow.model.Command;

/**
 * An installed vow, to be installed elsewhere: it needs nothing but the architecture that it was
 * made for.
 */
public final class Image {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final byte[] tar;
  private final String script;

  private Image(byte[] tar, String script) {
    this.tar = tar;
    this.script = script;
  }

  /** Compressed with gzip. */
  byte[] tar() {
    return tar;
  }

  /** Of a shell there, which reads the archive. */
  String script() {
    return script;
  }

  /** The one that runs, for {@code prefix}/vow on other hosts. */
  public static Image ofInstalled(Path prefix) throws Refused {
    var installed = Installed.find().prefix();
    if (installed.isEmpty()) {
      throw new Refused(
          "--install copies an installed vow, and this one runs from its source tree: ./dist makes"
              + " one (docs/installing.md)");
    }
    try (var runner = SystemRunner.ofHost()) {
      var file = Files.createTempFile("vow-image-", ".tar.gz");
      try {
        var from = installed.get().toString();
        var argv =
            List.of(
                "tar",
                "-C",
                from,
                "--exclude=lib/vow/cache",
                "-czf",
                file.toString(),
                "bin/vow",
                "lib/vow");
        var ended = runner.run(Run.of(argv, LIMIT));
        if (!ended.succeeded()) {
          throw new Refused("unable to pack " + from + ": tar " + ended.text());
        }
        return new Image(Files.readAllBytes(file), script(prefix.resolve("vow").toString()));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Refused("unable to pack this vow: " + Refused.reason(e));
    }
  }

  private static String script(String place) {
    return """
    set -e
    place=%s
    arch=%s
    [ "$(uname -m)" = "$arch" ] || { echo "it is a $(uname -m), this vow is for $arch" >&2; exit 1; }
    rm -rf "$place.new"
    mkdir -p "$place.new"
    tar -xzf - -C "$place.new"
    rm -rf "$place"
    mv "$place.new" "$place"
    "$place/lib/vow/setup" >/dev/null
    mkdir -p /usr/local/bin
    ln -sf "$place/bin/vow" /usr/local/bin/vow
    """
        .formatted(Command.quoted(place), architecture());
  }

  /** As uname(1) says it. */
  private static String architecture() {
    var name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? "x86_64" : name;
  }
}
