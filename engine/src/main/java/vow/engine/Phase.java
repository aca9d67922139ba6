package vow.engine;

/**
 * Where a promise is on its way to an outcome.
 *
 * <pre>
 * IDLE            something outside, the policy, a person, a timer -> QUEUED
 *                 what it listens to was repaired                  -> OWING
 * QUEUED          its needs are settled, all good                  -> ASSESSING
 *                 its needs are settled, one is not good           -> end (skipped)
 * ASSESSING       kept, or not to be repaired                      -> end
 *                 drifted                                          -> REPAIR_WANTED
 *                 failed, tries left                               -> RETRYING
 *                 failed, and a need is at work                    -> QUEUED
 * REPAIR_WANTED   a place and its semaphore are free               -> REPAIRING
 *                 touched meanwhile, or a need is at work          -> QUEUED
 * REPAIRING       done and verified, or no tries left              -> end
 *                 done, and differs all the same: looked at again  -> QUEUED
 *                 failed, and a need is at work                    -> QUEUED
 *                 failed, tries left                               -> RETRYING
 * RETRYING        the pause is over, or touched                    -> QUEUED
 * OWING           its needs are settled and the settle time over   -> REFRESH_WANTED
 *                 touched                                          -> QUEUED
 * REFRESH_WANTED  a place and its semaphore are free               -> REFRESHING
 *                 touched                                          -> QUEUED
 * REFRESHING      done, or no tries left                           -> end
 *                 failed, tries left                               -> RETRYING
 * end             touched or asked for meanwhile                   -> QUEUED
 *                 owes a refresh and is good                       -> OWING
 *                 else                                             -> IDLE
 * </pre>
 */
enum Phase {
  IDLE,
  QUEUED,
  ASSESSING,
  REPAIR_WANTED,
  REPAIRING,
  RETRYING,
  OWING,
  REFRESH_WANTED,
  REFRESHING;

  /** Whether the shell is at work on it. */
  boolean working() {
    return this == ASSESSING || changing();
  }

  /** Whether that work changes the machine. */
  boolean changing() {
    return this == REPAIRING || this == REFRESHING;
  }
}
