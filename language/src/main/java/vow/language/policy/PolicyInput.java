package vow.language.policy;

import java.util.List;
import vow.language.function.FunctionFiles;
import vow.language.syntax.Source;

/**
 * Everything that a policy is compiled from.
 *
 * @param sources the policy's files; their order does not matter
 * @param given values for its variables
 * @param facts about the machine
 * @param files below the policy's folder
 * @param secrets what opens those that it asks for
 */
public record PolicyInput(
    List<Source> sources,
    List<Given> given,
    Facts facts,
    FunctionFiles files,
    SecretSource secrets,
    Mode mode) {
  /** Whether the facts are those of the machine that shall keep the policy. */
  public enum Mode {
    /** Only the facts' types are used; what depends on their values is not judged. */
    CHECK,
    /** Facts have values. */
    REAL
  }

  public PolicyInput {
    sources = List.copyOf(sources);
    given = List.copyOf(given);
  }

  /** A policy of these files and nothing else. */
  public static PolicyInput of(List<Source> sources) {
    return new PolicyInput(
        sources, List.of(), Facts.NONE, FunctionFiles.NONE, SecretSource.closed(), Mode.REAL);
  }

  public PolicyInput with(Facts other) {
    return new PolicyInput(sources, given, other, files, secrets, mode);
  }

  public PolicyInput with(FunctionFiles other) {
    return new PolicyInput(sources, given, facts, other, secrets, mode);
  }

  public PolicyInput with(SecretSource other) {
    return new PolicyInput(sources, given, facts, files, other, mode);
  }

  public PolicyInput with(Mode other) {
    return new PolicyInput(sources, given, facts, files, secrets, other);
  }

  public PolicyInput given(List<Given> values) {
    return new PolicyInput(sources, values, facts, files, secrets, mode);
  }
}
