package vow.language.policy;

import java.util.Optional;

/** See {@link SecretSource#closed}. */
final class ClosedSecrets implements SecretSource {
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
