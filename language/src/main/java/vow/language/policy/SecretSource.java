package vow.language.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What opens the secrets of a policy on this machine. Used on the thread that compiles. */
public interface SecretSource {
  /** Opens none: which secrets there are is known, and no value. */
  static SecretSource closed() {
    return closed(_ -> Optional.empty());
  }

  /** The same, for a machine of which it is known which secrets it lacks: see {@link #lacking}. */
  static SecretSource closed(Function<String, Optional<String>> lacking) {
    return new ClosedSecrets(lacking);
  }

  /** What became of opening one. */
  sealed interface Opening {}

  /** Its value. */
  record Opened(String text) implements Opening {
    @Override
    public String toString() {
      return "(sensitive)";
    }
  }

  /**
   * It cannot be opened.
   *
   * @param why a clause
   * @param expected what would have been right
   */
  record Refused(String why, String expected) implements Opening {}

  /** Whether values can be known at all. */
  boolean opens();

  /** Decrypts an age file with the key of this machine. */
  Opening decrypt(byte[] file);

  /** Why the machine that this is about cannot read an age file, as far as others know. */
  default Optional<String> lacking(String name) {
    return Optional.empty();
  }

  /** The folder of the credentials that the service manager gave; empty without such. */
  Optional<String> credentials();

  /** The paths of which a change may change what this one says: itself, and links on its way. */
  default List<String> places(String path) {
    return List.of(path);
  }

  /** A digest of what a file of this machine says; empty when it says nothing. */
  String digest(String path);

  /**
   * Reads a file of this machine.
   *
   * @param path absolute
   * @param inMemory it must lie on a file system that is never on a disk
   */
  Opening read(String path, boolean inMemory);
}
