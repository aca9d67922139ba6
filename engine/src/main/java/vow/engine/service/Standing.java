package vow.engine.service;

/**
 * How a service stands, for people and for its keeper.
 *
 * @param pid of its process; 0 when there is none
 * @param run the number of its present or last process
 * @param sinceMs when it came to stand so, since the epoch
 * @param restarts how often it was started again by itself since a person or a policy started it
 * @param trouble how it ended by itself, until its keeper has seen to it; often empty
 * @param note what it says of itself, or what it waits for; often empty
 * @param launched the definition of its present process: {@link Definition#launch}; empty when it
 *     has none
 * @param wanted whether it is to be up
 * @param again whether it is to be stopped and started
 * @param failed whether its last process failed
 */
public record Standing(
    String name,
    State state,
    int pid,
    long run,
    long sinceMs,
    int restarts,
    String trouble,
    String note,
    String launched,
    boolean wanted,
    boolean again,
    boolean failed) {
  static final String UNABLE_TO_RELOAD = "unable to reload: ";

  /** Whether it did not read its configuration again when it was told to. */
  public boolean unableToReload() {
    return note.startsWith(UNABLE_TO_RELOAD);
  }
}
