package vow.model;

import java.util.Locale;

/** Why a promise was assessed. */
public enum Cause {
  POLICY,
  DRIFT,
  NEIGHBOUR,
  TIMER,
  BOOT,
  OPERATOR;

  /** The word used in text, JSON and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
