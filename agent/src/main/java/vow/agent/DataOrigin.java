package vow.agent;

import vow.agent.report.Refused;
import vow.language.policy.Data;
import vow.language.policy.PolicyInput;

/** Where the data of a policy comes from, for this machine: {@code vow why data.KEY}. */
public final class DataOrigin {
  private DataOrigin() {}

  /** The data of the policy that the agent of these folders keeps, else of the usual place. */
  public static Data read(Places places) throws Refused {
    var reader = Machine.reader(Logbook.location(places), java.util.List.of(), places);
    return reader.compile(PolicyInput.Mode.REAL).data();
  }
}
