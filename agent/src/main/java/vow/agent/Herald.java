package vow.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import vow.agent.report.Refused;
import vow.agent.report.Reporter;
import vow.agent.report.WriterText;
import vow.agent.run.Runner;
import vow.agent.state.TellingFile;
import vow.agent.tell.Courier;
import vow.agent.tell.MessageText;
import vow.agent.tell.Teller;
import vow.engine.Engine;
import vow.engine.tell.Telling;
import vow.language.policy.PolicyInput;
import vow.model.tell.Contact;

/** Puts together who tells people what happens. */
final class Herald {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private Herald() {}

  /**
   * What an agent lends to it.
   *
   * @param runner of commands
   * @param reporters hear of what could not be told
   */
  record Lent(Engine engine, Runner runner, List<Reporter> reporters) {
    Lent {
      reporters = List.copyOf(reporters);
    }

    void untold(Reporter.Untold untold) {
      try {
        for (var reporter : reporters) {
          reporter.untold(untold);
          reporter.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e); // as when an outcome cannot be written
      }
    }
  }

  /** {@code loop} does something on the thread of an agent that stays. */
  static Teller of(KeepRequest request, Screen screen, Lent lent, Optional<Executor> loop) {
    var places = request.places();
    var courier = new Courier(places.root(), lent.runner(), Herald::words, () -> contacts(request));
    var outside =
        new Teller.Outside(
            InstantSource.system(),
            known -> new Telling(known, ZoneId::systemDefault, new SplittableRandom()),
            loop,
            screen::warn,
            lent::untold);
    return new Teller(lent.engine(), new TellingFile(places.state()), courier, outside);
  }

  private static MessageText words() {
    return new MessageText(hostname(), new WriterText(Machine::userName));
  }

  private static String hostname() {
    try {
      return Files.readString(HOSTNAME).strip();
    } catch (IOException _) {
      return "this machine";
    }
  }

  /** Whom the policy on disk names: none when it is invalid now. */
  private static List<Contact> contacts(KeepRequest request) {
    try {
      var compiled =
          Machine.reader(request.location(), request.given(), request.places())
              .compile(PolicyInput.Mode.REAL);
      return compiled.manifest().isPresent() ? compiled.agent().contacts() : List.of();
    } catch (Refused _) {
      return List.of();
    }
  }
}
