package vow.agent.report;

import java.util.function.IntFunction;
import vow.model.Writer;

/** Who made a change, in words: {@code vim (pid 4711, root)}. */
public final class WriterText {
  private final IntFunction<String> userName;

  /**
   * With a way to name users.
   *
   * @param userName from a user id to a name
   */
  public WriterText(IntFunction<String> userName) {
    this.userName = userName;
  }

  /** The program if known, its pid, and the user who logged in, or else who it ran as. */
  public String text(Writer writer) {
    var program = program(writer);
    var user = writer.login() != null ? writer.login() : writer.uid();
    if (user == null) {
      return program + " (pid " + writer.pid() + ", gone)";
    }
    return program + " (pid " + writer.pid() + ", " + userName.apply(user) + ")";
  }

  private static String program(Writer writer) {
    if (writer.comm() != null) {
      return writer.comm();
    }
    if (writer.exe() != null) {
      return writer.exe().substring(writer.exe().lastIndexOf('/') + 1);
    }
    return "a process";
  }
}
