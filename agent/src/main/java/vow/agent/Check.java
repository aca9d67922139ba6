package vow.agent;

import java.nio.file.Path;
import vow.agent.fact.SavedFacts;
import vow.agent.report.Refused;
import vow.language.policy.PolicyInput;
import vow.language.syntax.Diagnostics;

/** {@code vow check}: compiles a policy without asking the machine anything. */
public final class Check {
  private Check() {}

  /**
   * Everything that is wrong with it.
   *
   * @throws Refused when a file cannot be read, or the command line does not fit the policy
   */
  public static Diagnostics diagnostics(KeepRequest request) throws Refused {
    return Machine.reader(request.location(), request.given(), request.places())
        .compile(PolicyInput.Mode.CHECK)
        .diagnostics();
  }

  /**
   * Everything that is wrong with it for another machine.
   *
   * @param facts a file of {@code vow facts --save}
   */
  public static Diagnostics diagnostics(KeepRequest request, Path facts) throws Refused {
    var reader = Machine.reader(request.location(), request.given(), request.places());
    return reader.compileAs(SavedFacts.read(facts, reader.facts())).diagnostics();
  }
}
