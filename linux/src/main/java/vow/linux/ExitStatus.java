package vow.linux;

/**
 * How a process ended: by itself with a code, or by a signal.
 *
 * @param code 0 to 255, or -1 when a signal ended it
 * @param signal its number, or 0 when it ended by itself
 */
public record ExitStatus(int code, int signal) {
  public boolean isSuccess() {
    return code == 0;
  }

  @Override
  public String toString() {
    return signal == 0 ? "exit code " + code : "killed by signal " + signal;
  }
}
