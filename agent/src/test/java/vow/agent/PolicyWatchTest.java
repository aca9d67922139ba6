package vow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.fact.FactPlaces;
import vow.agent.policy.PolicyLocation;
import vow.agent.watch.PathEvent;
import vow.agent.watch.Side;
import vow.language.policy.Compiled;
import vow.language.policy.LivePolicy;
import vow.model.Watch;

/** What a policy's files and facts lead to when they change. */
class PolicyWatchTest {
  private static final String POLICY =
      """
      file "/users" { content = join(",", keys(node.user)) }
      file "/debian" { content = node.package["base-files"] }
      file "/os" { content = node.os.name }
      file "/rack" { content = node.fact.rack }
      file "/tags" { content = join(",", node.tags) }
      file "/both" { content = "${node.os.version} ${length(node.tags)}" }
      file "/plain" { content = "plain" }
      """;

  @TempDir Path folder;
  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void make() throws IOException {
    write("policy/main.hcl", POLICY);
    write("root/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
    write("root/etc/os-release", "ID=debian\nVERSION_ID=12\n");
    write("root/var/lib/vow/facts.d/tags", "web\n");
    write("root/var/lib/vow/facts.d/rack", "b12\n");
    dpkg("12.4");
  }

  @Test
  void onlyWhatUsedAFactIsEvaluatedAgain() throws Exception {
    var watch = watch();

    write("root/etc/passwd", "root:x:0:0::/root:/bin/sh\nann:x:1:1::/:/bin/sh\n");
    assertThat(evaluated(watch, "root/etc/passwd")).isEqualTo("[file[/users]]");
    dpkg("13");
    assertThat(evaluated(watch, "root/var/lib/dpkg/status")).isEqualTo("[file[/debian]]");
    write("root/etc/os-release", "ID=debian\nVERSION_ID=13\n");
    assertThat(evaluated(watch, "root/etc/os-release")).isEqualTo("[file[/both]]");
    write("root/var/lib/vow/facts.d/rack", "b13\n");
    assertThat(evaluated(watch, "root/var/lib/vow/facts.d/rack")).isEqualTo("[file[/rack]]");
    write("root/var/lib/vow/facts.d/tags", "web\nedge\n");
    assertThat(evaluated(watch, "root/var/lib/vow/facts.d/tags"))
        .isEqualTo("[file[/both], file[/tags]]");
    assertThat(reads).as("files are read for facts").hasValue(0);
  }

  @Test
  void aFileThatSaysTheSameAsBeforeEvaluatesNothing() throws Exception {
    var watch = watch();

    write("root/etc/passwd", "root:x:0:0::/root:/bin/sh\n\n");
    watch.noticed(written("root/etc/passwd"));
    write("root/etc/os-release", "ID=ubuntu\nVERSION_ID=12\n");

    assertThat(evaluated(watch, "root/etc/os-release")).isEqualTo("[file[/os]]");
  }

  @Test
  void changesThatComeTogetherAreOne() throws Exception {
    var watch = watch();

    write("root/etc/passwd", "ann:x:1:1::/:/bin/sh\n");
    write("root/etc/os-release", "ID=ubuntu\nVERSION_ID=12\n");
    watch.noticed(written("root/etc/passwd"));

    assertThat(evaluated(watch, "root/etc/os-release")).isEqualTo("[file[/os], file[/users]]");
    assertThat(told).isEmpty();
  }

  @Test
  void aFileThatSomebodyWritesIsNotRead() throws Exception {
    var watch = watch();
    var half = folder.resolve("policy/second.hcl");

    try (var out = Files.newOutputStream(half)) {
      out.write("file \"/second\" {".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      watch.noticed(written("policy/second.hcl"));

      assertThat(next()).isEqualTo(Watch.self(half.toString()));
      watch.reload();
      out.write(" content = \"x\" }\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    watch.noticed(written("policy/second.hcl"));

    var update = (LivePolicy.Update) next();
    assertThat(update.compiled().diagnostics().sorted()).isEmpty();
    assertThat(update.evaluated().toString()).contains("file[/second]");
  }

  @Test
  void aWriterThatHasNotFinishedIsWaitedFor() throws Exception {
    var watch = watch();

    write("policy/main.hcl", "file \"/one\" {}\n");
    watch.noticed(
        new PathEvent(
            Side.HOST, path("policy/main.hcl"), PathEvent.Change.CONTENT, false, Optional.empty()));
    write("root/etc/passwd", "ann:x:1:1::/:/bin/sh\n");

    assertThat(evaluated(watch, "root/etc/passwd")).isEqualTo("[file[/users]]");
    assertThat(evaluated(watch, "policy/main.hcl")).isEqualTo("[file[/one]]");
  }

  private PolicyWatch watch() throws Exception {
    var places =
        Places.of(
            new Places.Options(
                Optional.of(folder.resolve("root")), Optional.empty(), Optional.empty()),
            true,
            java.util.Map.of());
    var found = PolicyLocation.find(Optional.of(folder.resolve("policy")), folder);
    var reader = Machine.reader(((PolicyLocation.Found.At) found).location(), List.of(), places);
    var watch = new PolicyWatch(reader, new Told());
    var policy = reader.follow();
    watch.follow(policy);
    var facts = FactPlaces.of(policy.compiled().usedFacts(), reader.facts());
    assertThat(watch.watch(policy.compiled(), facts))
        .contains(Watch.self(path("root/etc/passwd")), Watch.self(path("policy/main.hcl")));
    return watch;
  }

  private String evaluated(PolicyWatch watch, String changed) throws InterruptedException {
    watch.noticed(written(changed));
    return ((LivePolicy.Update) next()).evaluated().toString();
  }

  private PathEvent written(String file) {
    return new PathEvent(Side.HOST, path(file), PathEvent.Change.CONTENT, true, Optional.empty());
  }

  private Object next() throws InterruptedException {
    return Objects.requireNonNull(told.poll(20, TimeUnit.SECONDS), "nothing was told");
  }

  private void dpkg(String version) throws IOException {
    write(
        "root/var/lib/dpkg/status",
        "Package: base-files\nStatus: install ok installed\nVersion: " + version + "\n\n");
  }

  private void write(String name, String text) throws IOException {
    var file = Path.of(path(name));
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Notes what it is told. */
  private final class Told implements PolicyWatch.Listener {
    @Override
    public void compiled(LivePolicy.Update update) {
      told.add(update);
    }

    @Override
    public void wasRead(Compiled compiled) {
      reads.incrementAndGet();
    }

    @Override
    public void unreadable(String why) {
      told.add(why);
    }

    @Override
    public void beingWritten(Set<Watch> places) {
      places.stream().filter(w -> w.path().endsWith("second.hcl")).forEach(told::add);
    }
  }
}
