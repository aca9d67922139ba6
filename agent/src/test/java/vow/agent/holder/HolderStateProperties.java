package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.testkit.Seeds;

/** What a holder leaves to its successor, damaged in every way: refused, and nothing worse. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HolderStateProperties {
  private static final int FEW = 6;
  private static final int DAMAGES = 20;
  private static final int HEAD_BYTES = 32;
  private static final String UNDERSTOOD = "vow holder: understood\n";

  @TempDir Path folder;

  static LongStream seeds() {
    return Boolean.getBoolean("vow.long") ? Seeds.seeds() : Seeds.seeds().limit(FEW);
  }

  private record Answer(int status, String said) {}

  /** What a holder with a service and a slot would leave: a program that only keeps it is tried. */
  private byte[] state() throws Exception {
    var kept = folder.resolve("kept");
    var program = folder.resolve("thief");
    Files.writeString(program, "#!/bin/sh\ncat /proc/self/fd/$2 >" + kept + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var holder = Rig.start(Files.createDirectory(folder.resolve("rig")))) {
      var services = Services.of(holder);
      services.open(7, Files.createDirectory(folder.resolve("log")), Services.Limits.NONE);
      services.script(7, 1, "exec sleep 1000");
      services.runs(7, 1);
      services.brain().slot(3, 0, folder);
      services.brain().wakeBy(List.of("later", "x"));
      services.brain().upgrade(program);
      holder.says(1);
      services.kill(7, 1, 9, 0);
      services.next(Noted.ENDED);
    }
    return Files.readAllBytes(kept);
  }

  private Answer ask(byte[] state, String how, String number) throws Exception {
    var file = Files.write(folder.resolve("state"), state);
    var shell = "exec %s %s %s x %s<%s".formatted(Rig.sanitized(), how, number, number, file);
    var command = how.equals("--understand") ? shell.replace(" x ", " ") : shell;
    // dash knows descriptors of one digit
    var builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    builder.environment().put("ASAN_OPTIONS", "detect_leaks=0");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).doesNotContain("Sanitizer", "runtime error");
    return new Answer(process.waitFor(), said);
  }

  @Test
  void whatIsWholeIsUnderstood() throws Exception {
    var state = state();

    assertThat(ask(state, "--understand", "9")).isEqualTo(new Answer(0, UNDERSTOOD));
    assertThat(ask(new byte[0], "--understand", "9").status()).isOne();
    state[8] = 2; // another layout
    assertThat(ask(checked(state), "--understand", "9")).isEqualTo(new Answer(1, ""));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsDamagedIsRefused(long seed) throws Exception {
    var random = new Random(seed);
    var state = state();
    for (int i = 0; i < DAMAGES; i++) {
      var damaged = damage(state, random);

      assertThat(ask(damaged, "--understand", "9")).isEqualTo(new Answer(1, ""));
      assertThat(ask(checked(damaged), "--understand", "9").status()).isBetween(0, 1);
    }
    var resumed = ask(damage(state, random), "--resume", "14");
    assertThat(resumed.status()).isOne();
    assertThat(resumed.said()).startsWith("vow: unable to go on where another holder was");
  }

  private static byte[] damage(byte[] state, Random random) throws IOException {
    var bytes = new ArrayList<Byte>();
    for (byte each : state) {
      bytes.add(each);
    }
    switch (random.nextInt(4)) {
      case 0 -> bytes.subList(random.nextInt(bytes.size()), bytes.size()).clear();
      case 1 -> bytes.addAll(bytes.subList(HEAD_BYTES, HEAD_BYTES + 8 * random.nextInt(1, 40)));
      default -> {
        for (int i = random.nextInt(1, 9); i > 0; i--) {
          int at = random.nextInt(bytes.size());
          bytes.set(at, (byte) (bytes.get(at) ^ (1 + random.nextInt(255))));
        }
      }
    }
    var damaged = new byte[bytes.size()];
    for (int i = 0; i < damaged.length; i++) {
      damaged[i] = bytes.get(i);
    }
    return damaged;
  }

  /** With a length and a checksum that fit. */
  private static byte[] checked(byte[] bytes) {
    if (bytes.length < HEAD_BYTES) {
      return bytes;
    }
    long hash = 0xcbf29ce484222325L;
    for (int at = HEAD_BYTES; at < bytes.length; at++) {
      hash = (hash ^ (bytes[at] & 0xff)) * 0x100000001b3L;
    }
    var state = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    state.putLong(16, bytes.length).putLong(24, hash);
    return bytes;
  }
}
