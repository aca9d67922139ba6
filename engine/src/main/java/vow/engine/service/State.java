package vow.engine.service;

/** How a service stands. {@link Supervisor} has the table of what leads from one to the other. */
public enum State {
  /** No process, and none is wanted. */
  DOWN,
  /** Wanted, and something that it needs is not ready. */
  WAITING,
  /** There is a process, or one was asked for; it is not ready. */
  STARTING,
  /** It is ready for those who need it. */
  READY,
  /** Ready, and reading its configuration again. */
  RELOADING,
  /** It was told to end, or said that it does. */
  STOPPING,
  /** Everything of it was killed, and its end has not been told. */
  KILLING,
  /** Its process has ended; what that left behind is being killed. */
  CLEARING,
  /** It ended by itself and is started again after a pause. */
  PAUSING,
  /** A oneshot has done what it is for. */
  DONE,
  /** It ended by itself, and the policy says that it is not started again. */
  ENDED,
  /** It ended too often. */
  GIVEN_UP;

  /** Whether there may be a process. */
  public boolean running() {
    return switch (this) {
      case STARTING, READY, RELOADING, STOPPING, KILLING, CLEARING -> true;
      case DOWN, WAITING, PAUSING, DONE, ENDED, GIVEN_UP -> false;
    };
  }

  /** Whether those who need it may run. */
  public boolean satisfies() {
    return switch (this) {
      case READY, RELOADING, DONE -> true;
      case DOWN, WAITING, STARTING, STOPPING, KILLING, CLEARING, PAUSING, ENDED, GIVEN_UP -> false;
    };
  }

  /** Whether there is no next process for which it has stored anything. */
  public boolean releases() {
    return settled() && !satisfies();
  }

  /** Whether nothing comes next by itself. */
  public boolean settled() {
    return switch (this) {
      case DOWN, READY, DONE, ENDED, GIVEN_UP -> true;
      case WAITING, STARTING, RELOADING, STOPPING, KILLING, CLEARING, PAUSING -> false;
    };
  }
}
