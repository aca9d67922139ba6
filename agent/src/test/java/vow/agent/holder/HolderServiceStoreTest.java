package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What services leave with the holder for their next process. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderServiceStoreTest {
  private static final int FIRST_PROCESS = 0;
  private static final int SIGKILL = 9;
  private static final int PLACES = 64 + 8; // of service 0

  @TempDir Path folder;

  private long run;

  private Services open(Rig holder, int most) throws IOException {
    var services = Services.of(holder);
    services.open(0, Files.createDirectory(folder.resolve("log")), Services.Limits.NONE);
    services.listenTo(0, FIRST_PROCESS, folder.resolve("notify"));
    services.store(0, most);
    return services;
  }

  private String file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name + "\n").toString();
  }

  private static String storing(String name) {
    return "FDSTORE=1\nFDNAME=" + name;
  }

  /** A run that says this (native/test/speak.c) and ends; nothing of it is told. */
  private void says(Services services, String... texts) throws IOException {
    var words = new ArrayList<String>();
    words.add("p" + Rig.compiled("speak"));
    words.add("aspeak");
    words.add("a" + folder.resolve("notify"));
    for (var text : texts) {
      words.add("a" + text);
    }
    words.add("a-");
    services.launch(0, ++run, words.toArray(String[]::new));
    assertThat(services.status(0, run)).isZero();
  }

  /** How many a run is passed, and their names. */
  private String passed(Services services) throws IOException {
    return script(services, "echo $LISTEN_FDS $LISTEN_FDNAMES").getLast();
  }

  private List<String> script(Services services, String script, String... words)
      throws IOException {
    services.script(0, ++run, script, words);
    assertThat(services.status(0, run)).isZero();
    return lines();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("log/current")).stream()
        .map(line -> line.substring(28))
        .toList();
  }

  private static long places(Rig holder) throws IOException {
    return HolderStartTest.descriptors((int) holder.pid()).keySet().stream()
        .filter(fd -> fd >= PLACES)
        .count();
  }

  @Test
  void theNextProcessHasThemBehindItsSockets() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 3);
      services.socket(0, 0, folder.resolve("web"));
      says(
          services, "+" + file("a"), storing("one"), "+" + file("b"), "+" + file("c"), "FDSTORE=1");
      Files.delete(folder.resolve("a"));

      var lines =
          script(
              services,
              "echo $LISTEN_FDS; env | grep NAMES; cat <&4; cat <&5; cat <&6",
              "s0",
              "eLISTEN_FDNAMES=web");

      assertThat(lines).containsExactly("4", "LISTEN_FDNAMES=web:one:stored:stored", "a", "b", "c");
      assertThat(passed(services)).isEqualTo("3 one:stored:stored");
      assertThat(holder.said()).isEmpty();
    }
  }

  @Test
  void aNameHasAtMost31BytesOfAsciiWithoutColon() throws Exception {
    var good = List.of("a b", "~!", "x".repeat(31));
    var bad = List.of("", "a:b", "\u00e4", "a\tb", "x".repeat(32));
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 8);
      var texts = new ArrayList<String>();
      for (var name : good) {
        texts.addAll(List.of("+" + file("f"), storing(name)));
      }
      for (var name : bad) {
        texts.addAll(List.of("+" + file("f"), storing(name)));
      }

      says(services, texts.toArray(String[]::new));

      assertThat(passed(services))
          .isEqualTo("8 " + String.join(":", good) + ":stored".repeat(bad.size()));
    }
  }

  @Test
  void notMoreThanItMayAndNothingTwice() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);
      says(services, "+" + file("a"), storing("none"));
      assertThat(passed(services)).isEmpty();
      assertThat(places(holder)).isZero();
      services.store(0, 2);

      says(services, "+" + file("a"), storing("a"));
      says(services, "+=3", storing("again"));
      assertThat(passed(services)).isEqualTo("1 a");
      says(services, "+" + file("a"), "+" + file("b"), "+" + file("c"), storing("more"));

      assertThat(passed(services)).isEqualTo("2 a:more");
      assertThat(places(holder)).isEqualTo(2);
      says(services, "+" + file("d"), "BARRIER=1", "+" + file("d"), "FDNAME=d");
      assertThat(passed(services)).isEqualTo("2 a:more");
      services.store(0, 1);
      assertThat(passed(services)).isEqualTo("1 a");
      services.store(0, 9);
      assertThat(holder.says(1)).containsExactly("vow: unable to hold what is stored by service 0");
    }
  }

  @Test
  void whatHasAnotherLineIsTold() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 2);
      var text = "READY=1\n" + storing("a");
      var words = new String[] {"aspeak", "a" + folder.resolve("notify"), "a+" + file("a")};
      services.launch(0, 1, "p" + Rig.compiled("speak"), words[0], words[1], words[2], "a" + text);
      services.runs(0, 1);

      assertThat(services.next(Noted.NOTIFIED).notified()).isEqualTo(text);

      services.kill(0, 1, SIGKILL, 0);
      services.next(Noted.ENDED);
      run = 1;
      assertThat(passed(services)).isEqualTo("1 a");
    }
  }

  @Test
  void whatIsRemovedOrHasNoOtherEndIsClosed() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 8);
      says(
          services,
          "+" + file("a"),
          "+" + file("a"),
          storing("a"),
          "+" + file("b"),
          storing("b"),
          "FDSTOREREMOVE=1\nFDNAME=a",
          "FDSTOREREMOVE=1\nFDNAME=other",
          "FDSTOREREMOVE=1",
          "+<",
          storing("dead"),
          "+<",
          storing("blind") + "\nFDPOLL=0",
          "+>",
          storing("dies"));

      assertThat(passed(services)).isEqualTo("2 blind:b");
      assertThat(places(holder)).isEqualTo(2);
    }
  }

  @Test
  void aSocketTakesItsPlaceAndCloseClosesAll() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 8);
      services.socket(0, 0, folder.resolve("web"));
      var texts = new ArrayList<String>();
      for (int i = 0; i < 9; i++) {
        texts.add("+" + file("f"));
        texts.add(storing("n" + i));
      }
      says(services, texts.toArray(String[]::new));
      assertThat(passed(services)).isEqualTo("7 n0:n1:n2:n3:n4:n5:n6");

      services.socket(0, 7, folder.resolve("other"));

      assertThat(passed(services)).isEqualTo("6 n1:n2:n3:n4:n5:n6");
      script(services, "readlink /proc/$$/fd/3", "s7", "eLISTEN_FDNAMES=web");
      services.store(0, 0);
      assertThat(passed(services)).isEmpty();
      assertThat(places(holder)).isEqualTo(2);
      services.close(0);
      assertThat(services.list()).isEmpty();
      assertThat(places(holder)).isZero();
    }
  }

  @Test
  void aDescriptorForReadinessIsAboveThem() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 2);
      says(services, "+" + file("a"), "+" + file("b"), storing("a"));

      services.launch(0, ++run, "p/bin/true", "r4");

      services.next(Noted.STARTED);
      assertThat(services.next(Noted.UNSTARTED).step()).isEqualTo(3);
      services.script(0, ++run, "cat <&4 && echo >&5", "r5");
      services.runs(0, run);
      services.next(Noted.READY);
      assertThat(services.next(Noted.ENDED).run().number()).isZero();
      assertThat(lines()).endsWith("b");
    }
  }

  @Test
  void aStrangerStoresNothing() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 8);
      var speak = Rig.compiled("speak").toString();
      var notify = folder.resolve("notify").toString();
      Rig.run(speak, notify, "+" + file("a"), storing("before"), "-");
      script(services, "%s %s +%s 'FDSTORE=1' -".formatted(speak, notify, file("a")));

      assertThat(passed(services)).isEmpty();
      assertThat(places(holder)).isZero();
    }
  }

  @Test
  void theyOutliveTheBrainAndAnotherProgramOfTheHolder() throws Exception {
    try (var holder = Rig.start(folder)) {
      var first = open(holder, 3);
      says(
          first,
          "+" + file("a"),
          storing("a"),
          "+>",
          storing("dies"),
          "+" + file("b"),
          storing("b"));
      first.brain().send(Brain.HANDLED, first.brain().sync());
      first.brain().kill();
      var services = Services.of(holder);
      services.next(Noted.CRASH);

      for (var name : List.of("next", "other")) {
        var next = holder.another(name);
        services.brain().upgrade(next);
        holder.becomes(next);
      }

      assertThat(passed(services)).isEqualTo("2 a:b");
      says(services, "FDSTOREREMOVE=1\nFDNAME=a", "+" + file("c"), "+" + file("c"), storing("c"));
      assertThat(passed(services)).isEqualTo("3 c:c:b");
      assertThat(holder.said()).isEmpty();
    }
  }
}
