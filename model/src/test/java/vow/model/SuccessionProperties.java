package vow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.kind.File;
import vow.model.schema.Fields;
import vow.model.schema.MetaSchema;

/** What must hold for any two manifests. */
class SuccessionProperties {
  private static final int PATHS = 6;
  private static final int PROMISES_MAX = 8;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void leadsFromOneToTheOther(long seed) {
    var random = new Random(seed);
    var before = manifest(random);
    var after = manifest(random);

    var succession = Succession.of(before, after);

    var promises = new LinkedHashMap<>(before.promises());
    succession.gone().forEach(promise -> promises.remove(promise.id()));
    succession.fresh().forEach(promise -> promises.put(promise.id(), promise));
    succession.moved().forEach(promise -> promises.put(promise.id(), promise));
    assertThat(promises).isEqualTo(after.promises());
    assertThat(succession.after()).isEqualTo(after);
    assertThat(succession.after().hash()).isEqualTo(after.hash());
    assertThat(List.copyOf(succession.after().promises().keySet()))
        .isEqualTo(List.copyOf(after.promises().keySet()));
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void sharesWhatStays(long seed) {
    var random = new Random(seed);
    var before = manifest(random);

    var succession = Succession.of(before, manifest(random));

    var other = new ArrayList<>(succession.fresh());
    other.addAll(succession.moved());
    for (var promise : succession.after().promises().values()) {
      var old = before.promises().get(promise.id());
      if (other.contains(promise)) {
        assertThat(promise).isNotSameAs(old);
      } else {
        assertThat(promise).isSameAs(old);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void watchesWhatTheNewOneWatches(long seed) {
    var random = new Random(seed);
    var before = manifest(random);
    var after = manifest(random);

    var succession = Succession.of(before, after);

    var watches = watches(before);
    watches.addAll(succession.watched());
    watches.removeAll(succession.unwatched());
    assertThat(watches).isEqualTo(watches(after));
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void linksAreKeptOnlyWhenTheyLinkTheSame(long seed) {
    var random = new Random(seed);
    var before = manifest(random);
    var after = random.nextBoolean() ? manifest(random) : oneChanged(before, random);

    var succession = Succession.of(before, after);

    var stays = new HashSet<>(after.promises().keySet());
    succession.fresh().forEach(promise -> stays.remove(promise.id()));
    boolean linked =
        after.edges().stream().allMatch(e -> stays.contains(e.from()) && stays.contains(e.to()));
    boolean same =
        linked
            && before.edges().equals(after.edges())
            && after.promises().keySet().containsAll(before.promises().keySet());
    assertThat(succession.relinked()).isEqualTo(before.promises().isEmpty() || !same);
  }

  private static Manifest oneChanged(Manifest manifest, Random random) {
    var promises = new ArrayList<>(manifest.promises().values());
    if (!promises.isEmpty()) {
      int at = random.nextInt(promises.size());
      promises.set(at, promise(promises.get(at).id().name(), "/other", "other", 1));
    }
    return Manifest.of(promises, manifest.edges());
  }

  private static Manifest manifest(Random random) {
    var promises = new ArrayList<Promise>();
    var edges = new HashSet<Edge>();
    for (int i = 0; i < PROMISES_MAX; i++) {
      if (random.nextInt(4) > 0) {
        var path = "/" + random.nextInt(PATHS);
        promises.add(promise("p" + i, path, "content " + random.nextInt(2), random.nextInt(2) + 1));
        if (promises.size() > 1 && random.nextInt(6) == 0) {
          var earlier = promises.get(random.nextInt(promises.size() - 1));
          edges.add(new Edge(promises.getLast().id(), earlier.id(), Edge.Reason.AFTER));
        }
      }
    }
    return Manifest.of(promises, edges);
  }

  private static Promise promise(String name, String path, String content, int line) {
    var attributes = Map.<String, Object>of("path", path, "content", content);
    var fields = new Fields(attributes);
    return Promise.of(
        new PromiseId("file", name),
        File.SCHEMA.make().apply(fields),
        attributes,
        MetaSchema.read(fields),
        new Origin("p.hcl", line, 1));
  }

  private static Set<Watch> watches(Manifest manifest) {
    var watches = new HashSet<Watch>();
    manifest.promises().values().forEach(promise -> watches.addAll(promise.kind().watches()));
    return watches;
  }
}
