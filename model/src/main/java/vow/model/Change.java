package vow.model;

import java.util.Optional;

/**
 * What differs between a promise and the machine.
 *
 * @param summary one line, lower case: {@code content differs, mode 0600 instead of 0644}
 * @param diff unified diff, when there is text to show and nothing of it is secret
 */
public record Change(String summary, Optional<String> diff) {
  /** A change that has no text to show. */
  public static Change of(String summary) {
    return new Change(summary, Optional.empty());
  }

  /** The same change without anything that could hold a secret. */
  public Change redacted() {
    return new Change("differs (sensitive)", Optional.empty());
  }
}
