package vow.cli;

import java.util.List;
import vow.agent.Logbook;
import vow.language.syntax.Spelling;
import vow.model.PromiseId;

/** The promise that a word of the command line means. */
final class Promises {
  static final Argument PROMISE =
      Argument.one("PROMISE", Argument.Kind.PROMISE, "kind[name], an absolute path, or a name");

  static final Argument PERHAPS =
      Argument.optional(
          "PROMISE", Argument.Kind.PROMISE, "kind[name], an absolute path, or a name");

  /** What is said where no agent ever was. */
  static final String NOTHING = "nothing is kept here; is this the agent's --root or --state?";

  private Promises() {}

  /** Exactly one promise that is known here. */
  static PromiseId one(Invocation invocation) throws UsageException, Failure {
    var word = invocation.argument(0).orElse("");
    var logbook = new Logbook(invocation.places());
    var meant = logbook.meant(word);
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    if (meant.isEmpty()) {
      throw new Failure(unknown(word, logbook.promises()));
    }
    throw new UsageException("\"" + word + "\" may be any of: " + String.join(", ", texts(meant)));
  }

  private static String unknown(String word, List<PromiseId> known) {
    if (known.isEmpty()) {
      return NOTHING;
    }
    // A path is compared with paths: the kind before a name would make every one look far.
    var written = PromiseId.parse(word).isPresent() ? texts(known) : names(known);
    return "there is no promise "
        + word
        + Spelling.nearest(word, written).map(w -> ", did you mean " + w + "?").orElse("");
  }

  private static List<String> names(List<PromiseId> ids) {
    return ids.stream().map(PromiseId::name).toList();
  }

  private static List<String> texts(List<PromiseId> ids) {
    return ids.stream().map(PromiseId::toString).toList();
  }
}
