package vow.agent.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.language.policy.SecretSource.Opened;
import vow.language.policy.SecretSource.Opening;
import vow.language.policy.SecretSource.Refused;

/** What opens on this machine, and what is said of what does not. */
class MachineSecretsTest {
  @TempDir Path folder;

  private static String why(Opening opening) {
    assertThat(opening).isInstanceOf(Refused.class);
    return ((Refused) opening).why();
  }

  private byte[] encrypted(byte[] value, AgeKey... keys) throws Exception {
    var recipients = new java.util.ArrayList<String>();
    for (var key : keys) {
      recipients.add(key.recipient());
    }
    return Age.encrypt(value, recipients).getBytes(US_ASCII);
  }

  private AgeKey key(String name) throws Exception {
    var key = new AgeKey(folder.resolve(name));
    key.make();
    return key;
  }

  @Test
  void anAgeFileOpensWithTheKeyOfTheMachine() throws Exception {
    var mine = key("mine");
    var file = encrypted("hush\n".getBytes(UTF_8), key("other"), mine);

    assertThat(new MachineSecrets(mine).decrypt(file)).isEqualTo(new Opened("hush\n"));
    assertThat(new Opened("hush")).hasToString("(sensitive)");
  }

  @Test
  void whatDoesNotOpenSaysWhy() throws Exception {
    var mine = key("mine");
    var file = encrypted("hush".getBytes(UTF_8), key("other"));
    var secrets = new MachineSecrets(mine);

    assertThat(why(secrets.decrypt(file)))
        .isEqualTo("it is not encrypted to the key of this machine, " + mine.recipient());
    assertThat(why(secrets.decrypt("age-encryption.org/v1\n...".getBytes(UTF_8))))
        .isEqualTo("it was changed or cut off after it was written");
    assertThat(why(secrets.decrypt(encrypted(new byte[] {(byte) 0xff}, mine))))
        .isEqualTo("its value is not text");
    assertThat(why(new MachineSecrets(new AgeKey(folder.resolve("none"))).decrypt(file)))
        .isEqualTo("there is no key " + folder.resolve("none"));
  }

  @Test
  void everyLinkOnTheWayIsAPlaceOfIt() throws IOException {
    var real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("now"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("token"), Path.of("now/../now/token"));
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

    assertThat(LinkTrail.of(folder + "/token"))
        .containsExactly(folder + "/token", folder + "/now", real + "/token");
    assertThat(LinkTrail.of(folder + "/none/x")).containsExactly(folder + "/none/x");
    assertThat(LinkTrail.of(folder + "/loop")).containsExactly(folder + "/loop");
  }

  @Test
  void aKeyFileThatIsNoneSaysSo() throws Exception {
    var file = folder.resolve("key");
    for (var text : List.of("", "# nothing\n", "hush\n", "AGE-SECRET-KEY-1QQQQ\n")) {
      Files.writeString(file, text);
      var told = why(new MachineSecrets(new AgeKey(file)).decrypt(new byte[0]));
      assertThat(told).contains(file.toString()).doesNotContain("hush").doesNotContain("QQQQ");
    }
  }

  @Test
  void aFileOnADiskIsRefusedAndOneInMemoryRead() throws IOException {
    var secrets = new MachineSecrets(new AgeKey(folder.resolve("none")));
    var onDisk = Files.writeString(folder.resolve("token"), "hush");
    var inMemory = Files.createTempFile(Path.of("/dev/shm"), "vow-test", ".token");
    try {
      Files.writeString(inMemory, "hush");

      assertThat(why(secrets.read(onDisk.toString(), true))).contains("where a secret would be");
      assertThat(secrets.read(onDisk.toString(), false)).isEqualTo(new Opened("hush"));
      assertThat(secrets.read(inMemory.toString(), true)).isEqualTo(new Opened("hush"));
      assertThat(why(secrets.read("/dev/shm/vow-none", true))).isEqualTo("there is no such file");
      assertThat(why(secrets.read("/dev/shm", true))).isEqualTo("it is not a regular file");
    } finally {
      Files.delete(inMemory);
    }
  }
}
