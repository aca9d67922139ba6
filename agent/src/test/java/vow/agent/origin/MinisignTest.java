package vow.agent.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vow.agent.key.NodeKey;
import vow.agent.report.Refused;
import vow.testkit.Script;

/** Signatures as minisign makes them, and the hash in them as b2sum makes it. */
class MinisignTest {
  private static final int SIZE_MAX = 700;

  @TempDir Path folder;

  private String sh(String script) throws Exception {
    return Script.run(folder, script);
  }

  /** RFC 7693, appendix A. */
  @Test
  void theExampleOfTheRfc() {
    assertThat(HexFormat.of().formatHex(Blake2b.hash("abc".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 255, 256, 257})
  void theHashOfSizesAroundABlock(int size) throws Exception {
    isThatOfB2sum(new Random(size), size);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void theHashOfAnything(long seed) throws Exception {
    var random = new Random(seed);
    isThatOfB2sum(random, random.nextInt(SIZE_MAX));
  }

  private void isThatOfB2sum(Random random, int size) throws Exception {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    Files.write(folder.resolve("bytes"), bytes);
    assertThat(sh("b2sum bytes")).startsWith(HexFormat.of().formatHex(Blake2b.hash(bytes)) + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-l"})
  void whatMinisignSigned(String legacy) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/minisign")), "minisign is not installed");
    sh("echo text > file; minisign -G -W -f -p key.pub -s key >/dev/null");
    sh("minisign -S " + legacy + " -s key -m file -x sig -t 'timestamp:1700000000 hello'");
    var key = Files.readString(folder.resolve("key.pub"));
    var signature = Files.readString(folder.resolve("sig"));
    var text = "text\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Minisign.isKey(key)).isTrue();
    var signed = Minisign.verify(text, signature, List.of(key));
    assertThat(signed.comment()).isEqualTo("timestamp:1700000000 hello");
    assertThat(signed.timeMs()).isEqualTo(1_700_000_000_000L);
    assertThat(key.lines().findFirst().orElseThrow()).contains(signed.key());

    var other = "texu\n".getBytes(StandardCharsets.UTF_8);
    refused(other, signature, key, "its signature is wrong");
    refused(text, signature.replace("hello", "hullo"), key, "its signature is wrong");
    refused(text, "nonsense\n", key, "none that minisign makes");
    var node = NodeKey.of(folder.resolve("state"));
    refused(text, signature, node.publicText(), "which is not allowed");
    var own = node.sign(text, "timestamp:1 x");
    assertThat(Minisign.verify(text, own, List.of(key, node.publicText())).timeMs())
        .isEqualTo(1_000);
  }

  private static void refused(byte[] content, String signature, String key, String why) {
    assertThatThrownBy(() -> Minisign.verify(content, signature, List.of(key)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(why);
  }

  /** minisign prints the number of a key without zeros at its front. */
  @Test
  void theNumberOfAKey() {
    var id = new byte[] {'E', 'd', 0x1f, 2, 3, 4, 5, 6, 7, 0};
    var bytes = Base64.getEncoder().encodeToString(Arrays.copyOf(id, 74));
    var whole = Base64.getEncoder().encodeToString(new byte[64]);

    refused(id, "x\n" + bytes + "\ntrusted comment: \n" + whole + "\n", "", "key 706050403021F,");
  }

  @Test
  void whatIsNoKey() {
    for (var text : List.of("", "RWQ", "main", "untrusted comment: x\n", "é")) {
      assertThat(Minisign.isKey(text)).as(text).isFalse();
    }
  }
}
