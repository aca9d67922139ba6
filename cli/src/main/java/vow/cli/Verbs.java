package vow.cli;

import java.util.List;

/** Every verb that works. A new one is one file and one line here. */
final class Verbs {
  private static final List<Verb> ALL =
      List.of(
          new Check(),
          new Plan(),
          new Keep(),
          new Status(),
          new Why(),
          new Explain(),
          new JournalVerb(),
          new Undo(),
          new HoldVerb(),
          new AbsorbVerb(),
          new FactsVerb(),
          new Eval(),
          new Fmt(),
          new Help(),
          new Completion(),
          new Man());

  private Verbs() {}

  static List<Verb> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(verb -> verb.spec().name()).toList();
  }
}
