package vow.agent.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import vow.agent.tree.Tree;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.kind.Kind;
import vow.model.kind.Kinds;
import vow.model.schema.Fields;

/** A tree in a temporary folder, and promises about it. */
final class Scene implements AutoCloseable {
  final Path root;
  final Tree tree;
  private Site site;

  Scene(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("root/etc"));
    this(folder.resolve("root"), Tree.open(folder.resolve("root").toString()), folder);
  }

  /** The system itself; the state is in the folder. */
  static Scene ofSystem(Path folder) {
    return new Scene(Path.of("/"), Tree.open("/"), folder);
  }

  private Scene(Path root, Tree tree, Path folder) {
    this.root = root;
    this.tree = tree;
    this.site =
        Site.open(tree, folder.resolve("state").toString(), attempt(false, Promised.NOTHING));
  }

  private static Attempt attempt(boolean sensitive, Promised promised) {
    var id = new PromiseId("file", "/etc/motd");
    return Attempt.start(id, sensitive, Duration.ofSeconds(60), promised);
  }

  Site site() {
    return site;
  }

  void sensitive() {
    site = site.with(attempt(true, Promised.NOTHING));
  }

  void promised(Promised promised) {
    site = site.with(attempt(false, promised));
  }

  /** As if this process were not root. */
  void unprivileged() {
    site = site.as(false);
  }

  static Kind kind(String name, Map<String, Object> values) {
    var fields = new Fields(values);
    var kind = Kinds.schema(name).orElseThrow().make().apply(fields);
    if (!fields.problems().isEmpty()) {
      throw new IllegalArgumentException(fields.problems().toString());
    }
    return kind;
  }

  static Kind file(Object... pairs) {
    return kind("file", pairs);
  }

  static Kind kind(String name, Object... pairs) {
    var values = new java.util.HashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return kind(name, values);
  }

  Assessment assess(Kind kind) {
    return Keepers.of(kind).assess(site);
  }

  Change drift(Kind kind) {
    return ((Assessment.Drifted) assess(kind)).change();
  }

  String refusal(Kind kind) {
    return ((Assessment.Unkeepable) assess(kind)).why();
  }

  Repair repair(Kind kind) {
    return Keepers.of(kind).repair(Change.of(""), site);
  }

  /** Repairs, and says that it worked and is kept then. */
  Repair.Done keep(Kind kind) {
    var repair = repair(kind);
    if (!(repair instanceof Repair.Done done)) {
      throw new AssertionError(repair.toString());
    }
    var verified = Keepers.of(kind).assess(site.with(site.attempt().verify()));
    if (!(verified instanceof Assessment.Kept)) {
      throw new AssertionError("repaired, but not kept: " + verified);
    }
    return done;
  }

  String failure(Kind kind) {
    return ((Repair.Undone) repair(kind)).why();
  }

  Repair undo(Kind kind, Repair.Done done) {
    return Keepers.of(kind).undo(done.undo(), site);
  }

  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  void write(String path, String text) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), text);
  }

  String read(String path) throws IOException {
    return Files.readString(at(path));
  }

  boolean exists(String path) {
    return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
  }

  String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(at(path)));
  }

  void chmod(String path, String mode) throws IOException {
    Files.setPosixFilePermissions(at(path), PosixFilePermissions.fromString(mode));
  }

  Object unix(String path, String attribute) throws IOException {
    return Files.getAttribute(at(path), "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() {
    tree.close();
  }
}
