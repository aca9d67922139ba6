package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vow.agent.fact.MachineFacts;
import vow.agent.loop.Stamps;
import vow.agent.state.AtomicFile;
import vow.agent.state.RepairMark;
import vow.agent.tree.Tree;
import vow.engine.EngineState;
import vow.engine.Saved;
import vow.language.policy.Compiled;
import vow.linux.Ids;
import vow.linux.LinuxException;
import vow.linux.Statx;
import vow.model.Hash;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.Stamp;
import vow.model.kind.Directory;

/**
 * What a converge found in order, so that the next {@code keep --once} costs one statx a path as
 * long as nothing of it moved: vow itself, the policy's files and what they read, the facts that
 * they used, what the agent wrote down, and all that is kept. Lines of text in RUNTIME/settled;
 * without it everything is only slower. Where a stamp does not tell everything there is none.
 */
final class Settled {
  private static final String FORMAT = "settled 2";
  private static final String END = "kept ";
  private static final char POLICY = 'p';
  private static final char READ = 'r';
  private static final char KEPT = 'k';

  /** Names come and go in a kept folder, and move its time: only owner and mode count. */
  private static final char FOLDER = 'd';

  private static final char FACT = 'f';

  /** A second change within this time can leave the same time behind, on older kernels. */
  private static final long COARSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Set<Map.Entry<String, Stamp>> NONE = Set.of();

  private final KeepRequest request;
  private final MachineFacts facts;
  private final long startedMs;
  private final Path file;

  Settled(KeepRequest request, MachineFacts facts, long startedMs) {
    this.request = request;
    this.facts = facts;
    this.startedMs = startedMs;
    this.file = request.places().runtime().resolve("settled");
  }

  long startedMs() {
    return startedMs;
  }

  /**
   * How many promises are kept, if that is so because nothing moved; empty when it has to be seen.
   */
  OptionalInt kept() {
    var text = AtomicFile.read(file);
    if (text.isEmpty() || !isPlain() || wasKilled()) {
      return OptionalInt.empty();
    }
    var lines = text.get().lines().toList();
    int last = lines.size() - 1;
    if (last < 1 || !lines.get(last).startsWith(END) || !lines.getFirst().equals(head())) {
      return OptionalInt.empty();
    }
    try (var tree = Tree.open(request.places().root().toString())) {
      boolean still =
          policies(lines).equals(request.location().files())
              && lines.subList(1, last).stream().allMatch(line -> holds(line, tree));
      return still
          ? OptionalInt.of(Integer.parseInt(lines.get(last).substring(END.length())))
          : OptionalInt.empty();
    } catch (LinuxException | IndexOutOfBoundsException | IllegalArgumentException _) {
      return OptionalInt.empty(); // it cannot be read, or a path cannot be looked at
    }
  }

  /** Writes down what was found, or that it has to be seen each time. */
  void save(Compiled compiled, EngineState state, long nowMs) throws IOException {
    var lines = lines(compiled, state, nowMs);
    if (lines.isPresent()) {
      AtomicFile.writeVolatile(file, String.join("\n", lines.get()) + "\n");
    } else {
      forget();
    }
  }

  /** It has to be seen each time. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  private Optional<List<String>> lines(Compiled compiled, EngineState state, long nowMs) {
    var promises = compiled.manifest().orElseThrow().promises();
    boolean plain =
        isPlain()
            && state.brakes().brake().isEmpty()
            && compiled.diagnostics().isEmpty()
            && promises.values().stream().allMatch(p -> isSettled(p, state.promises().get(p.id())));
    if (!plain) {
      return Optional.empty();
    }
    var lines = new ArrayList<String>();
    lines.add(head());
    boolean sure = true;
    for (var path : request.location().files()) {
      sure &= add(lines, POLICY, path.toString(), onHost(path), startedMs);
    }
    for (var read : compiled.read()) {
      sure &= !Files.isDirectory(Path.of(read.path()));
      sure &= add(lines, READ, read.path(), onHost(Path.of(read.path())), startedMs);
    }
    for (var name : compiled.usedFacts()) {
      lines.add(FACT + digest(name) + " " + name);
    }
    for (var promise : promises.values()) {
      char sort = promise.kind() instanceof Directory folder && !folder.purge() ? FOLDER : KEPT;
      var saved = state.promises().get(promise.id());
      for (var stamp : saved == null ? NONE : saved.stamps().entrySet()) {
        sure &= add(lines, sort, stamp.getKey(), stamp.getValue(), nowMs);
      }
    }
    lines.add(END + promises.size());
    return sure ? Optional.of(lines) : Optional.empty();
  }

  /** Whether nothing on the command line makes this run another than the next. */
  private boolean isPlain() {
    return request.given().isEmpty() && request.only().equals(KeepRequest.Only.ALL);
  }

  private static boolean isSettled(Promise promise, @Nullable Saved saved) {
    return saved != null
        && Stamps.tellAll(promise)
        && !promise.meta().noop()
        && saved.keptStamps()
        && saved.hold().isEmpty()
        && saved.owed().isEmpty()
        && saved.due().isEmpty()
        && saved.last().filter(l -> isGood(l.outcome())).isPresent();
  }

  private static boolean isGood(Outcome outcome) {
    return outcome == Outcome.KEPT || outcome == Outcome.REPAIRED;
  }

  /** False when it is not sure that a change before that time would show. */
  private static boolean add(
      List<String> lines, char sort, String path, Stamp stamp, long beforeMs) {
    lines.add(sort + stampText(stamp) + " " + path);
    return path.indexOf('\n') < 0
        && (sort == FOLDER
            || stamp.ctimeNs() < TimeUnit.MILLISECONDS.toNanos(beforeMs) - COARSE_NS);
  }

  private boolean holds(String line, Tree tree) {
    char sort = line.charAt(0);
    if (sort == FACT) {
      int space = line.indexOf(' ');
      return line.substring(1, space).equals(digest(line.substring(space + 1)));
    }
    int from = 1;
    var numbers = new long[5];
    for (int i = 0; i < numbers.length; i++) {
      int to = line.indexOf(' ', from);
      numbers[i] = Long.parseLong(line, from, to, 10);
      from = to + 1;
    }
    var saved = new Stamp(numbers[0], numbers[1], numbers[2], (int) numbers[3], numbers[4]);
    var path = line.substring(from);
    return switch (sort) {
      case KEPT -> saved.equals(tree.stamp(path));
      case FOLDER -> isAlike(saved, tree.stamp(path));
      default -> saved.equals(onHost(Path.of(path)));
    };
  }

  private static boolean isAlike(Stamp before, Stamp now) {
    return before.mode() == now.mode() && before.owner() == now.owner();
  }

  private static List<Path> policies(List<String> lines) {
    return lines.stream()
        .filter(line -> line.charAt(0) == POLICY)
        .map(line -> Path.of(line.substring(line.indexOf('/'))))
        .toList();
  }

  private String digest(String fact) {
    return Hash.of(String.valueOf(facts.value(fact))).brief();
  }

  /** The agent before this one did not come to its end, so there may be something to clear away. */
  private boolean wasKilled() {
    return new RepairMark(request.places().state()).wasLeft();
  }

  /** What must be the same besides: this very vow, where and as whom, and what it wrote down. */
  private String head() {
    var places = request.places();
    var parts = new ArrayList<String>();
    parts.add(places.root().toString());
    parts.add(request.location().path().toString());
    parts.add(Integer.toString(Ids.effectiveUid()));
    for (var path : program()) {
      parts.add(path + " " + stampText(onHost(path)));
    }
    for (var name : List.of("manifest.json", "engine.json", "engine.newer.json")) {
      parts.add(stampText(onHost(places.state().resolve(name))));
    }
    return FORMAT + " " + String.join("\0", parts).replace('\n', '\0');
  }

  private static List<Path> program() {
    var files = new ArrayList<Path>();
    files.add(Path.of(System.getProperty("java.home"), "lib", "modules"));
    for (var entry : System.getProperty("jdk.module.path", "").split(":", -1)) {
      try (Stream<Path> jars = Files.list(Path.of(entry))) {
        jars.sorted().forEach(files::add);
      } catch (IOException _) {
        files.add(Path.of(entry)); // one jar, or nothing
      }
    }
    return files;
  }

  private static Stamp onHost(Path path) {
    return Statx.findFollowing(path.toString()).map(Tree::stamp).orElse(Stamp.MISSING);
  }

  private static String stampText(Stamp stamp) {
    return stamp.inode()
        + " "
        + stamp.ctimeNs()
        + " "
        + stamp.sizeBytes()
        + " "
        + stamp.mode()
        + " "
        + stamp.owner();
  }
}
