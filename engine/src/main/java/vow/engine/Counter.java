package vow.engine;

/** What is counted over the life of an agent, sleeping and waking included. */
public enum Counter {
  /** Assessments asked for. */
  ASSESSMENTS("assessments the agent made"),
  /** Repairs asked for. */
  REPAIRS("repairs the agent tried"),
  /** Refreshes asked for. */
  REFRESHES("refreshes the agent tried"),
  /** Tries after a failure. */
  RETRIES("tries after a failed one"),
  /** Touches of watched paths. */
  TOUCHES("changes of watched paths that the kernel told of"),
  /** Touches that were our own, or told before: no assessment. */
  SUPPRESSED("changes that were our own or known already, and led to no assessment"),
  /** Looks at all promises after lost events. */
  RESCANS("times that events were lost and everything was looked at"),
  /** Answers to work on a promise that has changed or gone since. */
  OUTDATED("results that came after the policy had changed"),
  /** Policies taken. */
  SWAPS("policies taken into force");

  private final String help;

  Counter(String help) {
    this.help = help;
  }

  /** What it counts, for people. */
  public String help() {
    return help;
  }

  /** Its name in metrics, without prefix and suffix. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
