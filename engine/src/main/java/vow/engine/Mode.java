package vow.engine;

/** Whether the machine is changed. */
public enum Mode {
  /** Assess and repair. */
  KEEP,
  /**
   * The same path up to the effect: what would be repaired or refreshed is reported as {@code
   * REPAIRED} (printed as would-repair), and what comes after it goes on.
   */
  PLAN
}
