package vow.model;

import java.net.URI;
import java.util.Optional;

/**
 * Something of this machine that holds or does not. A pattern is a Java regular expression, found
 * in one of the lines.
 */
public sealed interface Condition {
  /** Something accepts connections at this TCP port. */
  record AtPort(String host, int port) implements Condition {}

  /** A GET is answered with this status, and a body with the pattern. */
  record AtUrl(URI url, int status, Optional<String> match) implements Condition {}

  /** Something is at this path; a file that holds the pattern when one is given. */
  record AtPath(String path, Optional<String> match) implements Condition {}

  /** A process runs that has this name, or this program. */
  record Running(String process) implements Condition {}

  /** A command exits with 0. */
  record Succeeding(Command command) implements Condition {}
}
