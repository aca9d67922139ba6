package vow.agent.tell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.agent.run.Runner;
import vow.engine.tell.Message;
import vow.linux.Datagrams;
import vow.linux.LinuxException;
import vow.model.tell.Contact;
import vow.model.tell.Way;

/**
 * Delivers a message. Blocks; any thread. Sockets and sendmail are those of the kept tree, so that
 * nothing that is tried below {@code --root} reaches anybody else.
 *
 * @param root of the kept tree
 * @param runner of commands
 * @param words names this machine and its users; asked when there is something to deliver
 * @param policy compiles it, and gives whom it names, for ways that may not be stored
 */
public record Courier(
    Path root, Runner runner, Supplier<MessageText> words, Supplier<List<Contact>> policy) {
  private static final Duration COMMAND_MAX = Duration.ofSeconds(30);

  /** Why it did not arrive, never with a secret; empty when it did. */
  Optional<String> deliver(Message message) {
    var contact = message.contact();
    var way =
        contact.way() instanceof Way.Withheld ? asked(contact.name()) : Optional.of(contact.way());
    if (way.isEmpty()) {
      return Optional.of("its address is not stored, and the policy does not say it now");
    }
    try {
      return deliver(message, way.get());
    } catch (LinuxException e) {
      return Optional.of("unable to %s %s: %s".formatted(e.call(), e.path(), e.errno().text()));
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Way> asked(String name) {
    return policy.get().stream().filter(it -> it.name().equals(name)).map(Contact::way).findFirst();
  }

  private Optional<String> deliver(Message message, Way way) throws IOException {
    var text = words.get();
    return switch (way) {
      case Way.Exec(var command) -> run(command.toArgv(), MessageJson.of(message, text));
      case Way.Webhook(var url, var headers) ->
          Post.send(url, headers, MessageJson.of(message, text));
      case Way.Journald _ -> {
        for (var entry : Entry.of(message, text)) {
          Datagrams.send(socket(JournaldEntry.SOCKET), JournaldEntry.of(entry));
        }
        yield Optional.empty();
      }
      case Way.Syslog _ -> {
        for (var entry : Entry.of(message, text)) {
          var line = SyslogLine.of(entry, message.timeMs(), ZoneId.systemDefault());
          Datagrams.send(socket(SyslogLine.SOCKET), line);
        }
        yield Optional.empty();
      }
      case Way.Mail(var to) -> mail(Mail.of(message, to, text));
      case Way.Withheld _ -> Optional.of("its address is not known");
    };
  }

  private String socket(String below) {
    return root.resolve(below).toString();
  }

  private Optional<String> mail(String text) throws IOException {
    var program = root.resolve(Mail.PROGRAM);
    if (!Files.isExecutable(program)) {
      throw new IOException("there is no " + program + ": install a mail transfer agent");
    }
    return run(List.of(program.toString(), "-t", "-i"), text);
  }

  private Optional<String> run(List<String> argv, String input) {
    Ended ended = runner.run(Run.of(argv, COMMAND_MAX).reading(input));
    // What it prints may be anything, also what it was to keep for itself.
    return ended.succeeded()
        ? Optional.empty()
        : Optional.of(argv.getFirst() + " " + ended.withoutOutput().text());
  }
}
