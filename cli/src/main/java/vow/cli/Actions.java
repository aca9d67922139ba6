package vow.cli;

import java.util.List;
import vow.language.syntax.Spelling;

/** The first word after a verb that can do several things. */
final class Actions {
  private Actions() {}

  /** The one that is meant; refused with what was probably meant when it is none of these. */
  static String chosen(String verb, List<String> actions, Invocation invocation)
      throws UsageException {
    var action = invocation.argument(0).orElse("");
    if (actions.contains(action)) {
      return action;
    }
    var meant = Spelling.nearest(action, actions).map(a -> ", did you mean \"" + a + "\"?");
    throw new UsageException(
        "vow %s takes one of %s, not \"%s\"%s"
            .formatted(verb, String.join(", ", actions), action, meant.orElse("")));
  }
}
