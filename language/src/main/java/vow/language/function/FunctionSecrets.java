package vow.language.function;

import java.util.Optional;
import vow.language.eval.Function;

/**
 * The secrets that policies ask for by name. Whoever implements it notes what was asked for, so
 * that it is watched.
 */
@FunctionalInterface
public interface FunctionSecrets {
  /** No secrets. */
  FunctionSecrets NONE =
      _ ->
          new Function.Refused(
              0,
              "unknown-secret",
              "there are no secrets here",
              "a policy that is checked, planned or kept",
              Optional.empty());

  /** What {@code secret(name)} comes to: a sensitive text, which may be unknown, or a refusal. */
  Function.Outcome open(String name);
}
