package vow.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A system in a folder that is just large enough for apt and dpkg to be chrooted into: this
 * machine's programs with the libraries that they load, an empty database, and a repository of its
 * own in /repo. Needs root and a Debian machine.
 */
public final class DebianTree {
  private static final List<String> FILES =
      List.of(
          "/usr/lib/apt/methods/copy",
          "/usr/lib/apt/methods/file",
          "/usr/lib/apt/methods/store",
          "/usr/share/dpkg/abitable",
          "/usr/share/dpkg/cputable",
          "/usr/share/dpkg/ostable",
          "/usr/share/dpkg/tupletable");
  private static final List<String> PROGRAMS =
      List.of(
          "/usr/bin/apt-get",
          "/usr/bin/apt-mark",
          "/usr/bin/cat",
          "/usr/bin/diff",
          "/usr/bin/dpkg",
          "/usr/bin/dpkg-deb",
          "/usr/bin/dpkg-query",
          "/usr/bin/dpkg-split",
          "/usr/bin/rm",
          "/usr/bin/sh",
          "/usr/bin/tar",
          "/usr/sbin/ldconfig",
          "/usr/sbin/start-stop-daemon");
  private static final List<String> FOLDERS =
      List.of(
          "dev",
          "etc/apt/apt.conf.d",
          "etc/apt/preferences.d",
          "repo",
          "tmp",
          "var/cache/apt/archives/partial",
          "var/lib/apt/lists/partial",
          "var/lib/dpkg/info",
          "var/lib/dpkg/triggers",
          "var/lib/dpkg/updates",
          "var/log/apt");
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private final Path root;
  private final Path work;

  private DebianTree(Path root, Path work) {
    this.root = root;
    this.work = work;
  }

  /** Makes one; packages are built in the other folder. */
  public static DebianTree make(Path root, Path work) throws IOException {
    var tree = new DebianTree(root, work);
    for (var name : List.of("bin", "lib", "lib64", "sbin")) {
      Files.createDirectories(root.resolve("usr/" + name));
      Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
    }
    for (var name : FOLDERS) {
      Files.createDirectories(root.resolve(name));
    }
    tree.copy(FILES);
    tree.copy(PROGRAMS);
    var words = new ArrayList<>(List.of("ldd"));
    words.addAll(PROGRAMS);
    words.add(FILES.getFirst());
    var libraries = LIBRARY.matcher(run(words)).results().map((MatchResult m) -> m.group(1));
    tree.copy(libraries.distinct().toList());
    tree.write("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
    tree.write("/etc/group", "root:x:0:\n");
    tree.write("/etc/apt/apt.conf.d/test", "APT::Sandbox::User \"root\";\n");
    tree.write("/etc/apt/sources.list", "deb [trusted=yes allow-insecure=yes] file:/repo ./\n");
    tree.write("/repo/Packages", "");
    tree.write("/var/lib/dpkg/status", "");
    run(List.of("mknod", "-m", "666", tree.at("/dev/null").toString(), "c", "1", "3"));
    return tree;
  }

  /** Runs something in the tree; what it printed. */
  public String chroot(String... command) throws IOException {
    var words = new ArrayList<>(List.of("chroot", root.toString()));
    words.addAll(List.of(command));
    return run(words);
  }

  /**
   * Builds the package tiny, which is one configuration file; its path in the tree.
   *
   * @param script of the shell, run when the package is configured; may be empty
   */
  public String deb(String version, String configuration, String script) throws IOException {
    var build = Files.createDirectories(work.resolve("deb-" + version));
    Files.createDirectories(build.resolve("DEBIAN"));
    Files.createDirectories(build.resolve("etc"));
    Files.writeString(build.resolve("etc/tiny.conf"), configuration);
    Files.writeString(build.resolve("DEBIAN/conffiles"), "/etc/tiny.conf\n");
    Files.writeString(build.resolve("DEBIAN/control"), control(version));
    var file = build.resolve("DEBIAN/postinst");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    var path = "/tiny-" + version + ".deb";
    run(List.of("dpkg-deb", "-Znone", "-b", build.toString(), at(path).toString()));
    return path;
  }

  /** Puts the package into the repository; nobody has fetched its lists since. */
  public void publish(String version, String configuration) throws IOException {
    var built = at(deb(version, configuration, ""));
    var file = at("/repo/tiny-" + version + ".deb");
    Files.move(built, file);
    var place =
        "Filename: ./%s\nSize: %d\nSHA256: %s\n\n"
            .formatted(file.getFileName(), Files.size(file), sha256(Files.readAllBytes(file)));
    write("/repo/Packages", Files.readString(at("/repo/Packages")) + control(version) + place);
  }

  private static String control(String version) {
    return """
    Package: tiny
    Version: %s
    Architecture: all
    Maintainer: Nobody <nobody@example.org>
    Description: nearly nothing
    """
        .formatted(version);
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(at(path), text);
  }

  private void copy(List<String> paths) throws IOException {
    for (var path : paths) {
      var to = at(path);
      Files.createDirectories(at(path.substring(0, path.lastIndexOf('/'))));
      Files.copy(Path.of(path), to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String run(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      process.getOutputStream().close();
      var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + " exited with " + process.exitValue() + ": " + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
