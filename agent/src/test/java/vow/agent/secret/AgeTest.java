package vow.agent.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and keys go both ways between us and the program age of the same machine. */
class AgeTest {
  @TempDir Path folder;

  @BeforeAll
  static void ageIsInstalled() {
    assumeTrue(Files.exists(Path.of("/usr/bin/age")), "age is not installed");
  }

  private byte[] run(String... command) throws Exception {
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    var out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
    return out;
  }

  private static byte[] value(int bytes) {
    var value = new byte[bytes];
    new Random(bytes).nextBytes(value);
    return value;
  }

  private static byte[] plain(Age.Decrypted decrypted) {
    assertThat(decrypted).isInstanceOf(Age.Plain.class);
    return ((Age.Plain) decrypted).bytes();
  }

  /** The sizes around the chunks of the format, 64 KiB. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1 << 20})
  void everySizeGoesBothWays(int bytes) throws Exception {
    var key = new AgeKey(folder.resolve("key"));
    key.make();
    Files.write(folder.resolve("plain"), value(bytes));

    run("age", "-r", key.recipient(), "-o", "binary", "plain");
    run("age", "-a", "-r", key.recipient(), "-o", "armored", "plain");
    Files.writeString(
        folder.resolve("ours"), Age.encrypt(value(bytes), List.of(key.recipient())), US_ASCII);

    for (var file : List.of("binary", "armored", "ours")) {
      var encrypted = Files.readAllBytes(folder.resolve(file));
      assertThat(plain(Age.decrypt(encrypted, key.identities()))).isEqualTo(value(bytes));
    }
    assertThat(run("age", "-d", "-i", "key", "ours")).isEqualTo(value(bytes));
  }

  @Test
  void keysGoBothWays() throws Exception {
    run("age-keygen", "-o", "theirs");
    var theirs = new AgeKey(folder.resolve("theirs"));
    var ours = new AgeKey(folder.resolve("keys/ours"));
    ours.make();

    assertThat(run("age-keygen", "-y", "theirs")).asString().isEqualTo(theirs.recipient() + "\n");
    assertThat(run("age-keygen", "-y", "keys/ours")).asString().isEqualTo(ours.recipient() + "\n");
    assertThat(Files.getPosixFilePermissions(ours.file())).asString().doesNotContain("OTHERS");
  }

  @Test
  void eachOfSeveralReadersCanReadAndNobodyElse() throws Exception {
    var keys = new ArrayList<Age.Pair>();
    for (int i = 0; i < 20; i++) {
      keys.add(Age.newPair());
    }
    var readers = keys.subList(0, 19).stream().map(Age.Pair::recipient).toList();
    var file = Age.encrypt("hush".getBytes(UTF_8), readers).getBytes(US_ASCII);

    for (var key : keys.subList(0, 19)) {
      assertThat(plain(Age.decrypt(file, List.of(key.identity())))).asString().isEqualTo("hush");
    }
    var stranger = keys.getLast().identity();
    assertThat(Age.decrypt(file, List.of(stranger))).isInstanceOf(Age.NotOurs.class);
    var both = List.of(stranger, keys.getFirst().identity(), keys.get(1).identity());
    assertThat(plain(Age.decrypt(file, both))).asString().isEqualTo("hush");
  }

  /** Whatever is broken in a file: it is told, and no other value comes of it. */
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void nothingComesOfABrokenFile(long seed) {
    var random = new Random(seed);
    var pair = Age.newPair();
    var value = value(random.nextInt(200));
    var whole = Age.encrypt(value, List.of(pair.recipient(), Age.newPair().recipient()));
    var bytes = whole.getBytes(US_ASCII);
    for (int i = 0; i < 20; i++) {
      var broken = broken(bytes, random);
      var decrypted = Age.decrypt(broken, List.of(pair.identity()));
      if (decrypted instanceof Age.Plain it) {
        // Only white space around and in the text may be another.
        assertThat(it.bytes())
            .as("seed %d: %s", seed, new String(broken, US_ASCII))
            .isEqualTo(value);
      }
    }
  }

  private static byte[] broken(byte[] bytes, Random random) {
    var broken = bytes.clone();
    int at = random.nextInt(broken.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(broken, at);
      case 1 -> Arrays.copyOfRange(broken, at, broken.length);
      case 2 -> {
        broken[at] ^= (byte) (1 << random.nextInt(8));
        yield broken;
      }
      default -> {
        random.nextBytes(broken);
        yield broken;
      }
    };
  }

  @Test
  void whatIsNoKeyIsNone() {
    for (var text : List.of("", "age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1ABC", "age1é")) {
      assertThat(Age.isRecipient(text)).as(text).isFalse();
      assertThat(Age.recipient(text)).as(text).isEmpty();
    }
    var pair = Age.newPair();
    assertThat(Age.isRecipient(pair.recipient())).isTrue();
    assertThat(Age.recipient(pair.identity())).contains(pair.recipient());
    assertThat(pair.toString()).doesNotContain("SECRET");
  }
}
