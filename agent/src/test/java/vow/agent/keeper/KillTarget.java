package vow.agent.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.CountDownLatch;
import vow.model.kind.Kind;

/**
 * A process that repairs one file on a thread of its own, to be killed at one of its system calls.
 * It repairs another such file first, so that the thread then makes no call but those of a repair.
 */
final class KillTarget {
  static final String THREAD = "vow-victim";
  static final String PATH = "/etc/kept";
  static final String OLD = "old line\n".repeat(8_000);
  static final String NEW = "new line\n".repeat(8_000);

  private KillTarget() {}

  /** The promise: owner, mode, validation and backup; attributes and ACL are to be carried over. */
  static Kind kind() {
    return Scene.file(
        "path",
        PATH,
        "content",
        NEW,
        "owner",
        "1",
        "group",
        "1",
        "mode",
        "0604",
        "validate",
        "grep -q 'new line' %s");
  }

  /** The file as it is before. */
  static void prepare(Scene scene) throws Exception {
    scene.write(PATH, OLD);
    scene.chmod(PATH, "rw-r-----");
    Files.getFileAttributeView(scene.at(PATH), UserDefinedFileAttributeView.class)
        .write("note", ByteBuffer.wrap(new byte[] {7}));
    var acl = new ProcessBuilder("setfacl", "-m", "u:2:r", scene.at(PATH).toString());
    if (acl.inheritIO().start().waitFor() != 0) {
      throw new AssertionError("setfacl failed");
    }
  }

  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[0]);
    boolean bug = args[1].equals("bug");
    for (int i = 0; i < 2; i++) {
      try (var warm = new Scene(folder.resolve("warm"))) {
        prepare(warm);
        repair(warm, bug);
      }
    }
    var go = new CountDownLatch(1);
    try (var scene = new Scene(folder)) {
      var victim =
          Thread.ofPlatform()
              .name(THREAD)
              .start(() -> {
                try {
                  System.out.println("ready");
                  go.await();
                  repair(scene, bug);
                } catch (InterruptedException | IOException e) {
                  throw new AssertionError(e);
                }
              });
      System.in.read();
      go.countDown();
      victim.join();
      System.out.println("done");
    }
  }

  /** The seeded bug is what people do who have not thought of being killed. */
  private static void repair(Scene scene, boolean bug) throws IOException {
    if (bug) {
      try (var place = scene.tree.place(PATH);
          var file = place.directory().update(place.name())) {
        file.overwrite(NEW.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        file.chown(1, 1);
        file.chmod(0604);
        file.sync();
      }
    } else {
      scene.keep(kind());
    }
  }
}
