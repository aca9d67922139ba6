package vow.model.tell;

import java.util.Map;
import vow.model.Command;

/** How somebody is told. */
public sealed interface Way {
  /** A command that reads the message as JSON from standard input. */
  record Exec(Command command) implements Way {}

  /**
   * The message as JSON by POST. Address and headers may hold what only the two ends may know, so
   * they are never shown.
   */
  record Webhook(String url, Map<String, String> headers) implements Way {
    public Webhook {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Webhook";
    }
  }

  /** The journal of systemd. */
  record Journald() implements Way {}

  /** The local syslog. */
  record Syslog() implements Way {}

  /** The local sendmail. */
  record Mail(String to) implements Way {}

  /** It may not be stored, and only the policy has it. */
  record Withheld() implements Way {}
}
