package vow.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Something that was asked for cannot be done; the message is a sentence for the user. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  /** With a sentence for the user: lower case, what and why and what to do. */
  public Refused(String message) {
    super(message);
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
