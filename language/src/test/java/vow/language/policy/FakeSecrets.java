package vow.language.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import vow.model.Hash;

/** "Age files" whose second line on is the value, and some files of a machine. */
final class FakeSecrets implements SecretSource {
  private static final Map<String, String> FILES =
      Map.of("/run/secrets/token", "hush-file\n", "/run/credentials/vow/db", "hush-credential\n");

  @Override
  public boolean opens() {
    return true;
  }

  @Override
  public Opening decrypt(byte[] file) {
    var text = new String(file, UTF_8);
    var value = text.substring(text.indexOf('\n') + 1);
    return value.startsWith("hush")
        ? new Opened(value)
        : new Refused("it was changed or cut off after it was written", "the file as written");
  }

  @Override
  public Optional<String> credentials() {
    return Optional.of("/run/credentials/vow");
  }

  @Override
  public String digest(String path) {
    var text = FILES.get(path);
    return text == null ? "" : Hash.of(text).hex();
  }

  @Override
  public Opening read(String path, boolean inMemory) {
    var text = FILES.get(path);
    return text == null
        ? new Refused("there is no such file", "a file with the value")
        : new Opened(text);
  }
}
