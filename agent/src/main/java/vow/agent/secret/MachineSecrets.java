package vow.agent.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.language.policy.PolicyInput;
import vow.language.policy.SecretSource;
import vow.linux.FileSystem;
import vow.linux.LinuxException;
import vow.model.Hash;

/**
 * What opens secrets on this machine: its age key, the credentials of the service manager
 * (systemd.exec(5)), files in memory. Nothing of it is kept when the policy is compiled.
 */
public final class MachineSecrets implements SecretSource {
  /** Longest value of a secret. */
  static final int VALUE_BYTES_MAX = 1 << 20;

  /** Longest age file: the value as text, and a key for every node. */
  private static final int FILE_BYTES_MAX = 2 << 20;

  /** Where systemd puts those of vow's own unit, for whoever runs vow by hand beside it. */
  private static final Path OF_UNIT = Path.of("/run/credentials/vow.service");

  private final AgeKey key;
  private @Nullable List<String> identities;

  /** With this key, which may not exist. */
  MachineSecrets(AgeKey key) {
    this.key = key;
  }

  /** What opens them for a policy that is compiled so; a check opens none. */
  public static SecretSource of(AgeKey key, PolicyInput.Mode mode) {
    return switch (mode) {
      case CHECK -> SecretSource.closed();
      case REAL -> new MachineSecrets(key);
    };
  }

  @Override
  public boolean opens() {
    return true;
  }

  @Override
  public Opening decrypt(byte[] file) {
    if (file.length > FILE_BYTES_MAX) {
      return new Refused("it is longer than a secret can be", "at most 1 MiB");
    }
    try {
      return switch (Age.decrypt(file, identities())) {
        case Age.Plain plain -> text(plain.bytes());
        case Age.Damaged _ ->
            new Refused("it was changed or cut off after it was written", "the file as written");
        case Age.NotOurs _ ->
            new Refused(
                "it is not encrypted to the key of this machine, " + key.recipient(),
                "that key in secrets/keys, and then vow secret rotate --same NAME by somebody who"
                    + " can read it");
      };
    } catch (vow.agent.report.Refused e) {
      return new Refused(
          String.valueOf(e.getMessage()),
          "vow secret key, which makes one and prints its public part for secrets/keys");
    }
  }

  private List<String> identities() throws vow.agent.report.Refused {
    if (identities == null) {
      identities = key.identities();
    }
    return identities;
  }

  @Override
  public Optional<String> credentials() {
    var given = System.getenv("CREDENTIALS_DIRECTORY");
    if (given != null && given.startsWith("/")) {
      return Optional.of(given);
    }
    return Files.isDirectory(OF_UNIT) ? Optional.of(OF_UNIT.toString()) : Optional.empty();
  }

  @Override
  public List<String> places(String path) {
    return LinkTrail.of(path);
  }

  @Override
  public String digest(String path) {
    return digest(Path.of(path));
  }

  /** The same, for whoever compares later: of whatever it says, also what is no good secret. */
  public static String digest(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return "";
      }
      try (var in = Files.newInputStream(file)) {
        return Hash.of(in.readNBytes(VALUE_BYTES_MAX + 1)).hex();
      }
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public Opening read(String path, boolean inMemory) {
    try {
      var file = Path.of(path).toRealPath();
      if (!Files.isRegularFile(file)) {
        return new Refused("it is not a regular file", "a file with the value");
      }
      var disk = inMemory ? disk(file) : Optional.<String>empty();
      if (disk.isPresent()) {
        return new Refused(
            "it lies on " + disk.get() + ", where a secret would be at rest",
            "a file on a tmpfs or ramfs, or an age file: vow secret new");
      }
      try (var in = Files.newInputStream(file)) {
        return text(in.readNBytes(VALUE_BYTES_MAX + 1));
      }
    } catch (NoSuchFileException _) {
      return new Refused("there is no such file", "a file with the value");
    } catch (IOException e) {
      return new Refused(vow.agent.report.Refused.reason(e), "a file that vow can read");
    } catch (LinuxException e) {
      return new Refused(e.errno().text(), "a file that vow can read");
    }
  }

  /** The file system that a file lies on, when that is not one in memory. */
  private static Optional<String> disk(Path file) {
    return FileSystem.find(file.toString())
        .filter(system -> !system.inMemory())
        .map(FileSystem::typeName);
  }

  private static Opening text(byte[] bytes) {
    if (bytes.length > VALUE_BYTES_MAX) {
      return new Refused("it is longer than a secret can be", "at most 1 MiB");
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return new Opened(text.toString());
    } catch (CharacterCodingException _) {
      return new Refused("its value is not text", "UTF-8; Base64 for bytes, and base64decode");
    }
  }
}
