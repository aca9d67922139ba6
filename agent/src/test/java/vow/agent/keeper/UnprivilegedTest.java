package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keepers in a process that really is not root. */
@Tag("root")
final class UnprivilegedTest {
  private static final int NOBODY = 65534;

  @TempDir Path folder;

  @Test
  void deniesWhatOnlyRootMayAndKeepsTheRest() throws Exception {
    var home = home();
    Files.createDirectory(home.resolve("locked"));
    Files.writeString(home.resolve("theirs"), "root's\n");
    var secret = Files.writeString(home.resolve("secret"), "secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));

    var said = asNobody(home);

    assertThat(said)
        .contains(
            "own file: Done[note=, undo=Undo[before=[Missing[name=~/mine]]]]",
            "assess root's: Unkeepable[outcome=DENIED, why=unable to give ~/mine to root: only"
                + " root may]",
            "repair root's: Undone[outcome=DENIED, why=unable to give ~/mine to root: only root"
                + " may]",
            "root's folder: Undone[outcome=DENIED, why=unable to write ~/locked/x: permission"
                + " denied]",
            "root's file: Undone[outcome=DENIED, why=unable to change the owner of ~/theirs:"
                + " operation not permitted]",
            "root's mode: Undone[outcome=DENIED, why=unable to change the mode of ~/theirs:"
                + " operation not permitted]",
            "unreadable: Unkeepable[outcome=DENIED, why=unable to open ~/secret: permission"
                + " denied]")
        .anyMatch(
            l -> l.startsWith("root folder: Done[note=owner and group are ignored: not root"));
    assertThat(Files.readString(home.resolve("mine"))).isEqualTo("hello\n");
    assertThat(Files.readString(home.resolve("theirs"))).isEqualTo("root's\n");
    assertThat(home.toFile().list())
        .containsExactlyInAnyOrder("locked", "theirs", "secret", "mine", "tree");
  }

  private Path home() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var home = Files.createDirectory(folder.resolve("home"));
    Files.setAttribute(home, "unix:uid", NOBODY);
    return home;
  }

  private List<String> asNobody(Path home) throws Exception {
    var classes = folder.resolve("classes");
    var path =
        Classes.places(UnprivilegedTarget.class).stream()
            .map(place -> readable(place, classes))
            .collect(Collectors.joining(":"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                UnprivilegedTarget.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** A copy of classes that everybody may read: the build may lie below a private folder. */
  private static String readable(Path place, Path folder) {
    var copy = folder.resolve(Integer.toHexString(place.hashCode()));
    try (var all = Files.walk(place)) {
      Files.createDirectories(folder);
      for (var from : all.toList()) {
        var to = copy.resolve(place.relativize(from).toString());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return copy.toString();
  }
}
