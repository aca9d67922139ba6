package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vow.agent.blob.BlobReader;
import vow.model.Watch;

/** A watcher that goes on where another process stopped, at the cost of what happens. */
class LeavingTest {
  private static final int NOBODY = -1;
  private static final int MANY = 2_000;

  @TempDir(factory = InMemory.class)
  Path folder;

  private final List<Kernel> kernels = new ArrayList<>();
  private Kernel kernel = Kernel.open(Mechanism.BEST);

  @BeforeEach
  void keepKernel() {
    kernels.add(kernel);
  }

  @AfterEach
  void close() {
    kernels.forEach(Kernel::close);
  }

  @ParameterizedTest
  @EnumSource
  void decodesWhatAnEventConcernsAndNoMore(Mechanism mechanism) throws Exception {
    open(mechanism);
    for (int i = 0; i < MANY; i++) {
      Files.writeString(at("kept" + i), "right");
    }
    var first = watching(MANY);

    var second = another(first);
    assertThat(second.decoded()).isLessThan(4);
    Files.writeString(at("kept7"), "wrong");
    assertThat(second.drain()).extracting(PathEvent::path).containsOnly("/kept7");
    replace("kept7");
    replace("kept8");
    assertThat(second.drain()).extracting(PathEvent::path).containsOnly("/kept7", "/kept8");

    var third = another(second);
    assertThat(second.decoded()).isLessThan(12);
    Files.writeString(at("kept7"), "wrong");
    Files.delete(at("kept9"));
    assertThat(third.drain()).extracting(PathEvent::path).containsOnly("/kept7", "/kept9");
    assertThat(third.decoded()).isLessThan(12);
    assertThat(third.markCount()).isEqualTo(KernelMarks.count());
    third.abandon();
  }

  @Test
  void aNameThatMattersIsInTheFilterOfEachGeneration() throws Exception {
    open(Mechanism.BEST);
    for (int i = 0; i < 10; i++) {
      Files.writeString(at("kept" + i), "right");
    }
    var watcher = watching(20);
    int entries = 0;
    for (int generation = 0; generation < 100; generation++) {
      replace("kept" + generation % 15);
      watcher.drain();
      var left = watcher.leave();
      var all = new KernelWatcher(kernel, kernel.records(), folder.toString(), NOBODY, in(left));
      all.describe("/kept0"); // decodes everything
      var needed = all.leave().filter();
      all.abandon();
      assertThat(hashes(needed)).allMatch(left.filter()::has);
      entries = left.filter().entries();
      watcher = another(watcher);
    }
    watcher.abandon();
    assertThat(entries).isLessThanOrEqualTo(256);
  }

  @Test
  void takesOnOtherWatchesAfterwards() throws Exception {
    open(Mechanism.BEST);
    Files.writeString(at("kept0"), "right");
    Files.writeString(at("kept5"), "right");
    var watcher = another(watching(2));

    watcher.change(Side.KEPT, List.of(Watch.self("/kept5")), List.of(Watch.self("/kept0")));
    Files.writeString(at("kept0"), "wrong");
    Files.writeString(at("kept5"), "wrong");

    assertThat(watcher.drain()).extracting(PathEvent::path).containsOnly("/kept5");
    assertThat(watcher.markCount()).isEqualTo(KernelMarks.count());
    watcher.abandon();
  }

  @Test
  void marksALinkThatLeadsNowhereFirstOfAll() throws Exception {
    open(Mechanism.BEST);
    var watcher = another(watching(1));

    Files.createSymbolicLink(at("kept0"), Path.of("nowhere"));
    watcher.drain();
    int marks = watcher.markCount();
    assertThat(marks).isEqualTo(KernelMarks.count());
    Files.delete(at("kept0"));
    watcher.drain();

    assertThat(watcher.markCount()).isEqualTo(marks - 1);
    watcher.abandon();
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void refusesDamagedBytes(long seed) throws Exception {
    open(Mechanism.INOTIFY);
    Files.createDirectories(at("a/b"));
    Files.writeString(at("a/b/kept"), "right");
    Files.createSymbolicLink(at("link"), Path.of("a/b"));
    var watcher = new KernelWatcher(kernel, kernel.records(), folder.toString(), NOBODY);
    watcher.watch(Side.KEPT, List.of(Watch.self("/link/kept"), new Watch("/a", Watch.Scope.TREE)));
    byte[] bytes = watcher.leave().bytes().buffer().array();
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      var damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) (random.nextInt(7) - 3);
      try {
        new Shelf(skipped(damaged)).all();
      } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
        // refused
      }
    }
    watcher.abandon();
  }

  /** What comes before the tables. */
  private static BlobReader skipped(byte[] bytes) throws IOException {
    var in = new BlobReader(java.nio.ByteBuffer.wrap(bytes));
    new MountPoints(in).close();
    NameFilter.read(in);
    return in;
  }

  private void open(Mechanism mechanism) {
    kernel = Kernel.open(mechanism);
    kernels.add(kernel);
  }

  private KernelWatcher watching(int many) {
    var watcher = new KernelWatcher(kernel, kernel.records(), folder.toString(), NOBODY);
    var watches = new ArrayList<Watch>();
    for (int i = 0; i < many; i++) {
      watches.add(Watch.self("/kept" + i));
    }
    watcher.watch(Side.KEPT, watches);
    return watcher;
  }

  private KernelWatcher another(KernelWatcher watcher) throws IOException {
    var left = watcher.leave();
    watcher.abandon();
    return new KernelWatcher(kernel, kernel.records(), folder.toString(), NOBODY, in(left));
  }

  private static BlobReader in(KernelWatcher.Left left) {
    return new BlobReader(left.bytes());
  }

  private static List<Long> hashes(NameFilter filter) {
    var hashes = new ArrayList<Long>();
    var table = filter.table().order(java.nio.ByteOrder.nativeOrder());
    while (table.hasRemaining()) {
      long hash = table.getLong();
      if (hash != 0) {
        hashes.add(hash);
      }
    }
    return hashes;
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private void replace(String name) throws IOException {
    Files.writeString(at("new"), "other");
    Files.move(
        at("new"), at(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
