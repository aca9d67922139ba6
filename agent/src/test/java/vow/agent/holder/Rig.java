package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A holder of its own, compiled from native/, whose brains do what the test says. */
final class Rig implements AutoCloseable {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Path BUILT = Path.of("target", "holder").toAbsolutePath();

  private static final List<String> HURRY =
      List.of("-DEND_MS=300", "-DLIVED_MS=0", "-DTRIAL_MS=2000");

  /** What this run of the tests has compiled. */
  private static final Set<String> BUILDS = new HashSet<>();

  private final Path folder;
  private final ServerSocketChannel door;
  private final Process holder;
  private final List<Brain> brains = new ArrayList<>();

  private Rig(
      Path folder, List<String> launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    this.folder = folder;
    door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket()));
    var command = new ArrayList<>(launcher);
    command.addAll(command(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(errors().toFile()).redirectError(errors().toFile());
    holder = builder.start();
  }

  /** The holder as it is built, whose first brain gets these arguments. */
  static Rig start(Path folder, String... arguments) throws IOException {
    return start(folder, Map.of(), arguments);
  }

  static Rig start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return new Rig(folder, List.of(holder("plain").toString()), environment, arguments);
  }

  /** One that waits milliseconds where the real one waits seconds. */
  static Rig hurried(Path folder, String... arguments) throws IOException {
    var file = built("holder-hurried", "plain", HURRY);
    return new Rig(folder, List.of(file.toString()), Map.of(), arguments);
  }

  /** One that waits seconds for HELLO where the real one waits a minute. */
  static Rig impatient(Path folder) throws IOException {
    var file = built("holder-impatient", "plain", List.of("-DHELLO_MS=2000"));
    return new Rig(folder, List.of(file.toString()), Map.of());
  }

  /** A hurried holder that ends with a report when it does what C does not allow. */
  static Path sanitized() throws IOException {
    return built("holder-sanitized", "sanitized", HURRY);
  }

  /** The one for aarch64, in an emulator where this machine is another. */
  static Rig aarch64(Path folder, String... arguments) throws IOException {
    var file = holder("aarch64").toString();
    return new Rig(folder, List.of("qemu-aarch64", file), Map.of(), arguments);
  }

  /** The command of a brain that connects to this test. */
  List<String> command(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(compiled("brain").toString(), socket().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Path socket() {
    return folder.resolve("brains");
  }

  private Path errors() {
    return folder.resolve("errors");
  }

  /** The holder as the build makes it; {@code kind} as scripts/holder.sh has it. */
  static Path holder(String kind) throws IOException {
    return built("holder-" + kind, kind, List.of());
  }

  private static synchronized Path built(String name, String kind, List<String> flags)
      throws IOException {
    var file = BUILT.resolve(name);
    if (BUILDS.add(name)) {
      Files.createDirectories(BUILT);
      var script = TOP.resolve("scripts/holder.sh").toString();
      var command = new ArrayList<>(List.of(script, file.toString(), kind));
      command.addAll(flags);
      run(command.toArray(String[]::new));
    }
    return file;
  }

  /** A program of native/test. */
  static synchronized Path compiled(String name) throws IOException {
    var file = BUILT.resolve(name);
    if (BUILDS.add(name)) {
      Files.createDirectories(BUILT);
      var source = TOP.resolve("native/test/" + name + ".c").toString();
      run("gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", source, "-o", file.toString());
    }
    return file;
  }

  static String run(String... command) throws IOException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  long pid() {
    return holder.pid();
  }

  /** Another file with the program of {@link #start}. */
  Path another(String name) throws IOException {
    return Files.copy(holder("plain"), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Waits until it is this program. */
  void becomes(Path program) throws Exception {
    var runs = Path.of("/proc/" + pid() + "/exe");
    while (!Files.isSameFile(runs, program)) {
      Thread.sleep(5); // nobody tells of an exec
    }
  }

  /** Waits until it has said so many lines, and returns them. */
  List<String> says(int count) throws Exception {
    while (said().lines().count() < count) {
      Thread.sleep(5); // a file tells nobody
    }
    return said().lines().toList();
  }

  /** The next brain that the holder starts; waits for it. */
  Brain next() throws IOException {
    var brain = new Brain(door.accept());
    brains.add(brain);
    return brain;
  }

  /** The next brain, after START and HELLO. */
  Brain awake() throws IOException {
    var brain = next();
    brain.start();
    brain.hello();
    return brain;
  }

  /** True when a brain is starting already: to be asked when it would have been. */
  boolean startsNone() throws IOException {
    door.configureBlocking(false);
    try (var early = door.accept()) {
      return early == null;
    } finally {
      door.configureBlocking(true);
    }
  }

  void signal(String name) throws IOException {
    run("kill", "-" + name, Long.toString(pid()));
  }

  /** Waits for the end of the holder and returns its status. */
  int ended() throws InterruptedException {
    assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return holder.exitValue();
  }

  boolean lives() {
    return holder.isAlive();
  }

  /** What it said on descriptor 2. */
  String said() throws IOException {
    return Files.readString(errors());
  }

  @Override
  public void close() throws IOException {
    var left = holder.descendants().toList(); // services of a test that has failed
    holder.destroyForcibly().onExit().join();
    left.forEach(ProcessHandle::destroyForcibly);
    for (var brain : brains) {
      brain.close();
    }
    door.close();
  }
}
