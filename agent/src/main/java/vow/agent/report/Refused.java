package vow.agent.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Something that was asked for cannot be done; the message is a sentence for the user. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean misused;

  /** With a sentence for the user: lower case, what and why and what to do. */
  public Refused(String message) {
    this(message, false);
  }

  private Refused(String message, boolean misused) {
    super(message);
    this.misused = misused;
  }

  /** The command line asks for something that makes no sense with this policy. */
  public static Refused misused(String message) {
    return new Refused(message, true);
  }

  /** Whether the command line is at fault. */
  public boolean isMisused() {
    return misused;
  }

  /** Why the system refused, in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case FileAlreadyExistsException _ -> "something else is there";
      default -> String.valueOf(e.getMessage());
    };
  }
}
