package vow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of the repository root, in a tree of their own with a false JDK and a false Maven.
 */
class ScriptsTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final String JAVA = "#!/bin/sh\necho \"$$ $LC_ALL $0 $*\"\n";
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >> "$(dirname "$0")/builds"
      mkdir -p cli/target/lib && cp model/src/main/A.java cli/target/lib/a.jar
      echo "[INFO] Building vow-model 1.0  [1/1]"
      echo "[INFO] BUILD SUCCESS"
      """;

  @TempDir Path folder;
  private Path tree;
  private Path jdk;

  @BeforeEach
  void makeATree() throws IOException {
    tree = folder.resolve("a tree");
    jdk = folder.resolve("jdk");
    for (var script :
        List.of(
            "vow",
            "scripts/jdk25.sh",
            "scripts/build.sh",
            "scripts/holder.sh",
            "scripts/java.args",
            "scripts/start.sh",
            "scripts/syscall.sh",
            "scripts/train.sh")) {
      write(tree.resolve(script), Files.readString(TOP.resolve(script)));
    }
    write(tree.resolve("native/holder.c"), "int main(void) { return 42; }");
    write(tree.resolve("mvn25"), MAVEN);
    write(tree.resolve("pom.xml"), "<project/>");
    write(tree.resolve("model/src/main/A.java"), "class A {}");
    write(jdk.resolve("bin/java"), JAVA);
    write(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
  }

  @Test
  void becomesTheProgramWithThePidOfTheCaller() throws Exception {
    var run = run("exec \"$TREE/vow\" a 'b c'");

    assertThat(run.out).startsWith(run.pid + " C.UTF-8 " + jdk.resolve("bin/java") + " @" + tree);
    assertThat(run.out).endsWith("-m vow.cli/vow.cli.Main a b c\n");
  }

  @Test
  void showsTheBuildOnceAndThenNothing() throws Exception {
    assertThat(run("\"$TREE/vow\"").err).contains("building vow").contains("  vow-model");
    assertThat(run("\"$TREE/vow\"").err).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    run("\"$TREE/vow\"");
    Files.setLastModifiedTime(
        tree.resolve("model/src/main/A.java"), FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(run("\"$TREE/vow\"").err).contains("building vow");
  }

  @Test
  void keepsTheClassesOfAnAgentThatStillRuns() throws Exception {
    run("\"$TREE/vow\"");
    var older = tree.resolve("target/vow/current").toRealPath();
    write(tree.resolve("model/src/main/B.java"), "class B {}");
    run("\"$TREE/vow\"");

    assertThat(tree.resolve("target/vow/current").toRealPath()).isNotEqualTo(older);
    assertThat(older.resolve("lib/a.jar")).exists();
  }

  @Test
  void buildsOnceForTwoAtTheSameTime() throws Exception {
    run("\"$TREE/vow\" & \"$TREE/vow\" & wait");

    assertThat(builds()).hasSize(1);
  }

  @Test
  void compilesTheHolderBesideTheClasses() throws Exception {
    run("\"$TREE/vow\"");

    assertThat(run("exec \"$TREE/target/vow/current/holder\"").exit).isEqualTo(42);
  }

  @Test
  void saysWhatItMeansThatThereIsNoCompiler() throws Exception {
    var tools = folder.resolve("tools");
    Files.createDirectories(tools);
    for (var tool : List.of("sh", "dirname", "readlink", "rm")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }

    var run = run("PATH='" + tools + "' \"$TREE/scripts/holder.sh\" \"$TREE/holder\"");

    assertThat(run.exit).isZero();
    assertThat(run.err).matches("no C compiler .*: vow will stay awake, .*\n");
    assertThat(tree.resolve("holder")).doesNotExist();
  }

  @Test
  void worksThroughASymlinkFromAnywhere() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), tree.resolve("vow"));

    assertThat(run("cd / && exec \"" + folder.resolve("link") + "\" x").out).endsWith("Main x\n");
  }

  @Test
  void saysWhatDoesNotCompile() throws Exception {
    write(tree.resolve("mvn25"), "#!/bin/sh\necho '[ERROR] A.java:1 is wrong'\nexit 1\n");

    var run = run("\"$TREE/vow\"");

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.err).contains("[ERROR] A.java:1 is wrong").contains("unable to build vow");
  }

  @Test
  void saysHowToGetAJdk() throws Exception {
    write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    var script = Files.readString(tree.resolve("scripts/jdk25.sh"));
    write(tree.resolve("scripts/jdk25.sh"), script.replaceAll("(/usr/lib|/usr|/opt)/\\S+", ""));

    var run = run("PATH=/nowhere:$PATH; \"$TREE/vow\"");

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.err).contains("no JDK 25 found").contains("sdk install java");
  }

  @Test
  void findsTheJdkOfSdkmanAndMise() throws Exception {
    for (var place :
        List.of(".sdkman/candidates/java/25-tem", ".local/share/mise/installs/java/25")) {
      var home = folder.resolve("home");
      var link = home.resolve(place);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, jdk);
      var finds = ". \"$TREE/scripts/jdk25.sh\"; find_jdk25; echo \"$JAVA_HOME\"";
      var script = Files.readString(tree.resolve("scripts/jdk25.sh"));
      write(tree.resolve("scripts/jdk25.sh"), script.replaceAll("(/usr/lib|/usr|/opt)/\\S+", ""));

      assertThat(run("JAVA_HOME=; HOME='" + home + "'; " + finds).out).isEqualTo(link + "\n");
      Files.delete(link);
    }
  }

  private record Run(long pid, int exit, String out, String err) {}

  private Run run(String script) throws IOException, InterruptedException {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder = new ProcessBuilder("sh", "-c", script);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("TREE", tree.toString());
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.pid(), process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(tree.resolve("builds"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
