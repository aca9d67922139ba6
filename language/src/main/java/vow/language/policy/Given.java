package vow.language.policy;

import vow.language.syntax.Source;

/** A value for a variable of the policy from outside of it. Later ones win over earlier ones. */
public sealed interface Given {
  /** {@code VOW_VAR_name}; ignored when the policy has no such variable. */
  record Environment(String name, String text) implements Given {}

  /** {@code --var-file FILE}: attributes, each a variable of the policy. */
  record VarFile(Source source) implements Given {}

  /** {@code --var name=text}. */
  record Argument(String name, String text) implements Given {
    /** The name of the source that diagnostics about arguments show. */
    public static final String OPTION = "--var";
  }

  /** Environment first, then files, then arguments; within each as given. */
  default int rank() {
    return switch (this) {
      case Environment _ -> 0;
      case VarFile _ -> 1;
      case Argument _ -> 2;
    };
  }
}
