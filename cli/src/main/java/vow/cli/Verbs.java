package vow.cli;

import java.util.List;
import java.util.Optional;

/**
 * Every verb that works. A new one is one file, and a name and a line here: what is not asked for
 * is not loaded.
 */
final class Verbs {
  private static final List<String> NAMES =
      List.of(
          "check",
          "plan",
          "keep",
          "status",
          "why",
          "explain",
          "journal",
          "undo",
          "hold",
          "absorb",
          "forget",
          "facts",
          "audit",
          "report",
          "start",
          "stop",
          "restart",
          "reload",
          "logs",
          "eval",
          "fmt",
          "policy",
          "push",
          "secret",
          "help",
          "completion",
          "man",
          "uninstall");

  private Verbs() {}

  static List<String> names() {
    return NAMES;
  }

  static List<Verb> all() {
    return NAMES.stream().flatMap(name -> find(name).stream()).toList();
  }

  /** The verb of that name. */
  static Optional<Verb> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "check" -> new Check();
          case "plan" -> new Plan();
          case "keep" -> new Keep();
          case "status" -> new Status();
          case "why" -> new Why();
          case "explain" -> new Explain();
          case "journal" -> new JournalVerb();
          case "undo" -> new Undo();
          case "hold" -> new HoldVerb();
          case "absorb" -> new AbsorbVerb();
          case "forget" -> new Forget();
          case "uninstall" -> new UninstallVerb();
          case "facts" -> new FactsVerb();
          case "policy" -> new PolicyVerb();
          case "push" -> new PushVerb();
          case "secret" -> new SecretVerb();
          case "audit" -> new AuditVerb();
          case "report" -> new ReportVerb();
          case "start" -> ServiceVerb.start();
          case "stop" -> ServiceVerb.stop();
          case "restart" -> ServiceVerb.restart();
          case "reload" -> ServiceVerb.reload();
          case "logs" -> new LogsVerb();
          case "eval" -> new Eval();
          case "fmt" -> new Fmt();
          case "help" -> new Help();
          case "completion" -> new Completion();
          case "man" -> new Man();
          default -> null;
        });
  }
}
