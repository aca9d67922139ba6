package vow.agent.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import vow.agent.report.Refused;
import vow.agent.state.AtomicFile;
import vow.agent.state.Folders;

/**
 * A file of age identities, as age-keygen(1) writes it: that of this machine, STATE/keys/age.key,
 * or an operator's own. Lines with # at the start are comments.
 */
public final class AgeKey {
  private static final String START = "AGE-SECRET-KEY-1";

  /** Longer files are something else. */
  private static final int BYTES_MAX = 64 << 10;

  private final Path file;

  /** The one in this file, which may not exist. */
  public AgeKey(Path file) {
    this.file = file;
  }

  /** The one of the machine with this state folder. */
  public static AgeKey of(Path state) {
    return new AgeKey(state.resolve("keys/age.key"));
  }

  public Path file() {
    return file;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /** Makes one, readable by its owner only. */
  public void make() throws Refused {
    var pair = Age.newPair();
    try {
      var keys = file.toAbsolutePath().getParent();
      if (keys != null) {
        Folders.makePrivate(keys);
      }
      AtomicFile.write(file, "# public key: " + pair.recipient() + "\n" + pair.identity() + "\n");
    } catch (IOException e) {
      throw new Refused("unable to make " + file + ": " + Refused.reason(e));
    }
  }

  /** The public key, of the first when there are several. */
  public String recipient() throws Refused {
    return Age.recipient(identities().getFirst()).orElseThrow();
  }

  /** The secret keys; at least one. */
  List<String> identities() throws Refused {
    var identities =
        text().lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    for (var identity : identities) {
      if (!identity.startsWith(START) || Age.recipient(identity).isEmpty()) {
        throw new Refused(file + " is no file of age keys: its lines are " + START + "...");
      }
    }
    if (identities.isEmpty()) {
      throw new Refused(file + " has no age key; age-keygen, or vow secret key, makes one");
    }
    return identities;
  }

  private String text() throws Refused {
    try (var in = Files.newInputStream(file)) {
      // Takes every byte: what is no key is told below.
      return new String(in.readNBytes(BYTES_MAX), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      throw new Refused("there is no key " + file);
    } catch (IOException e) {
      throw new Refused("unable to read " + file + ": " + Refused.reason(e));
    }
  }
}
