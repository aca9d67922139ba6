package vow.language.policy;

import java.util.Optional;
import java.util.function.Function;

/** See {@link SecretSource#closed}. */
record ClosedSecrets(Function<String, Optional<String>> lack) implements SecretSource {
  private static final Opening CLOSED = new Refused("nothing is opened here", "vow plan");

  @Override
  public boolean opens() {
    return false;
  }

  @Override
  public Opening decrypt(byte[] file) {
    return CLOSED;
  }

  @Override
  public Optional<String> lacking(String name) {
    return lack.apply(name);
  }

  @Override
  public Optional<String> credentials() {
    return Optional.empty();
  }

  @Override
  public String digest(String path) {
    return "";
  }

  @Override
  public Opening read(String path, boolean inMemory) {
    return CLOSED;
  }
}
