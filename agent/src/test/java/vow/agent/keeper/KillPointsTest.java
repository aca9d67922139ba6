package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.tree.Leftovers;
import vow.agent.tree.Temporary;
import vow.model.Hash;

/**
 * A repair is killed at its system calls, one run a call: strace(1) attaches to the thread that
 * repairs and delivers SIGKILL as it enters the call. Whoever looks afterwards finds the old file
 * or the new one, whole, and after the next start no temporary file.
 */
@Tag("root")
final class KillPointsTest {
  private static final Pattern CALL = Pattern.compile("^(?:\\d+ +)?([a-z0-9_]+)\\(.*");
  private static final int SIGKILL_EXIT = 128 + 9;
  private static final int QUICK_POINTS = 6;

  /** Everything that touches files or descriptors; waiting and memory are the JVM's own affair. */
  private static final String CALLS =
      "openat2,openat,statx,read,pread64,write,close,lseek,fsync,ftruncate,fchmod,fchmodat,fchown,"
          + "fchownat,fsetxattr,fgetxattr,flistxattr,fremovexattr,getdents64,mkdirat,unlinkat,"
          + "renameat2,symlinkat,readlinkat,linkat";

  /** The n-th call of its name. */
  private record Point(String call, int nth) {}

  @TempDir Path folder;

  @Test
  void leavesTheOldFileOrTheNewAtAFewCalls() throws Exception {
    var points = points("honest");
    int step = points.size() / QUICK_POINTS;
    for (int i = step - 1; i < points.size(); i += step) {
      assertThat(violation("honest", points.get(i))).as("%s", points.get(i)).isEmpty();
    }
  }

  @Test
  @Tag("long")
  @EnabledIfSystemProperty(named = "vow.long", matches = "true")
  void leavesTheOldFileOrTheNewAtEveryCall() throws Exception {
    var points = points("honest");
    int killed = 0;
    for (var point : points) {
      assertThat(violation("honest", point)).as("%s", point).isEmpty();
      killed++;
    }

    System.out.printf("killed at %d points, %d calls traced%n", killed, points.size());
    assertThat(killed).isEqualTo(points("honest").size());
  }

  @Test
  void findsTheBugOfWritingInPlace() throws Exception {
    var violations = new LinkedHashSet<String>();
    for (var point : points("bug")) {
      if (point.call.equals("write") || point.call.equals("fchmod")) {
        violation("bug", point).ifPresent(violations::add);
      }
    }

    assertThat(violations).contains("content is a mixture", "metadata is a mixture");
  }

  /** The calls of one undisturbed repair, in order. */
  private List<Point> points(String mode) throws Exception {
    var trace = folder.resolve("trace");
    assertThat(run(mode, List.of("-o", trace.toString()))).isZero();
    var count = new HashMap<String, Integer>();
    var points = new ArrayList<Point>();
    for (var line : Files.readAllLines(trace)) {
      var call = CALL.matcher(line);
      if (call.matches()) {
        points.add(new Point(call.group(1), count.merge(call.group(1), 1, Integer::sum)));
      }
    }
    assertThat(points).hasSizeGreaterThan(4);
    return points;
  }

  /** What is wrong after a kill at this call. */
  private Optional<String> violation(String mode, Point point) throws Exception {
    var inject = "inject=%s:signal=SIGKILL:when=%d".formatted(point.call, point.nth);
    var exit = run(mode, List.of("-o", "/dev/null", "-e", inject));
    if (exit != SIGKILL_EXIT) {
      return Optional.of("not killed, but exit " + exit);
    }
    try (var scene = new Scene(folder.resolve("run"))) {
      var wrong = wrong(scene);
      return wrong.isPresent() ? wrong : wrongAfterStart(scene);
    }
  }

  private static Optional<String> wrong(Scene scene) throws IOException {
    var content = scene.read(KillTarget.PATH);
    boolean old = content.equals(KillTarget.OLD);
    if (!old && !content.equals(KillTarget.NEW)) {
      return Optional.of("content is a mixture");
    }
    var owner = scene.unix(KillTarget.PATH, "uid") + ":" + scene.unix(KillTarget.PATH, "gid");
    var dress = owner + " " + scene.mode(KillTarget.PATH);
    if (!dress.equals(old ? "0:0 rw-r-----" : "1:1 rw----r--")) {
      return Optional.of("metadata is a mixture");
    }
    var note = ByteBuffer.allocate(8);
    var view =
        Files.getFileAttributeView(scene.at(KillTarget.PATH), UserDefinedFileAttributeView.class);
    if (view.read("note", note) != 1 || note.get(0) != 7) {
      return Optional.of("attributes are lost");
    }
    var backup = scene.root.resolveSibling("state/backup/" + Hash.of(KillTarget.OLD));
    boolean kept = Files.exists(backup) && Files.readString(backup).equals(KillTarget.OLD);
    return old || kept ? Optional.empty() : Optional.of("the old content is lost");
  }

  private static Optional<String> wrongAfterStart(Scene scene) throws IOException {
    Leftovers.sweep(scene.tree, List.of(KillTarget.PATH));
    scene.site().backups().sweep();
    try (var left = Files.walk(scene.root.getParent())) {
      var found = left.filter(p -> p.toString().endsWith(Temporary.SUFFIX)).findFirst();
      if (found.isPresent()) {
        return Optional.of(found.get() + " is left");
      }
    }
    scene.keep(KillTarget.kind());
    return Optional.empty();
  }

  /** One repair by a fresh process, its thread under strace; the process's exit status. */
  private int run(String mode, List<String> options) throws Exception {
    var at = folder.resolve("run");
    delete(at);
    try (var scene = new Scene(at)) {
      KillTarget.prepare(scene);
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            KillTarget.class.getName(),
            at.toString(),
            mode);
    var target = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out =
        new BufferedReader(new InputStreamReader(target.getInputStream(), StandardCharsets.UTF_8));
    var first = out.readLine();
    if (!"ready".equals(first)) {
      throw new AssertionError("the target says " + first + "\n" + out.lines().toList());
    }
    var strace = attach(thread(target.pid()), options);
    target.getOutputStream().write('\n');
    target.getOutputStream().flush();
    int exit = target.waitFor();
    strace.waitFor();
    return exit;
  }

  private static Process attach(long thread, List<String> options) throws IOException {
    var command = new ArrayList<>(List.of("strace", "-p", Long.toString(thread)));
    command.addAll(List.of("-e", "trace=" + CALLS));
    command.addAll(options);
    var strace = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said =
        new BufferedReader(new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8));
    var line = said.readLine();
    if (line == null || !line.contains("attached")) {
      throw new AssertionError("strace says " + line);
    }
    return strace;
  }

  private static long thread(long pid) throws IOException {
    try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (var task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).strip().equals(KillTarget.THREAD)) {
          return Long.parseLong(task.getFileName().toString());
        }
      }
    }
    throw new AssertionError("no thread " + KillTarget.THREAD);
  }

  private static String classPath() {
    return Classes.places(KillTarget.class).stream()
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (var path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
