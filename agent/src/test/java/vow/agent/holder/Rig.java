package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A holder of its own, compiled from native/, whose brains do what the test says. */
final class Rig implements AutoCloseable {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final Path BUILT = Path.of("target", "holder").toAbsolutePath();

  private final Path folder;
  private final ServerSocketChannel door;
  private final Process holder;
  private final List<Brain> brains = new ArrayList<>();

  /** A holder whose first brain gets these arguments. */
  Rig(Path folder, String... arguments) throws IOException {
    this(folder, Map.of(), arguments);
  }

  Rig(Path folder, Map<String, String> environment, String... arguments) throws IOException {
    this.folder = folder;
    door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket()));
    var command = new ArrayList<>(List.of(holder("plain").toString()));
    command.addAll(command(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(errors().toFile()).redirectError(errors().toFile());
    holder = builder.start();
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
  static synchronized Path holder(String kind) throws IOException {
    var file = BUILT.resolve("holder-" + kind);
    if (!Files.exists(file)) {
      Files.createDirectories(BUILT);
      run(TOP.resolve("scripts/holder.sh").toString(), file.toString(), kind);
    }
    return file;
  }

  /** A program of native/test. */
  static synchronized Path compiled(String name) throws IOException {
    var file = BUILT.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(BUILT);
      var source = TOP.resolve("native/test/" + name + ".c").toString();
      run("gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", source, "-o", file.toString());
    }
    return file;
  }

  static String run(String... command) throws IOException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  long pid() {
    return holder.pid();
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
    holder.destroyForcibly().onExit().join();
    for (var brain : brains) {
      brain.close();
    }
    door.close();
  }
}
