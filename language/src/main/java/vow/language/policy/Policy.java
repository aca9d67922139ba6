package vow.language.policy;

/**
 * Compiles policies: from files to a manifest, and everything that is wrong. Pure but for the reads
 * that {@link PolicyInput#files} and {@link PolicyInput#facts} stand for; equal input makes equal
 * output. Never throws on any policy. {@link LivePolicy} follows the facts afterwards.
 */
public final class Policy {
  private Policy() {}

  /** Compiles a policy. */
  public static Compiled compile(PolicyInput input) {
    return new Compilation(input).run();
  }
}
