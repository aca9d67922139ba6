package vow.agent;

import java.nio.file.Path;
import java.util.Optional;
import vow.agent.policy.PolicyLocation;
import vow.agent.policy.PolicyReader;
import vow.agent.report.Refused;
import vow.language.policy.Data;
import vow.language.policy.PolicyInput;

/** Where the data of a policy comes from, for this machine: {@code vow why data.KEY}. */
public final class DataOrigin {
  private DataOrigin() {}

  /** The data of the policy that the agent of these folders keeps, else of the usual place. */
  public static Data read(Places places) throws Refused {
    var reader = new PolicyReader(location(places), java.util.List.of(), Machine.facts(places));
    return reader.compile(PolicyInput.Mode.REAL).data();
  }

  private static PolicyLocation location(Places places) throws Refused {
    var kept = new Memory(places.state()).policyPath();
    var given = kept.isEmpty() ? Optional.<Path>empty() : Optional.of(Path.of(kept));
    return switch (PolicyLocation.find(given, Path.of("").toAbsolutePath())) {
      case PolicyLocation.Found.At(var location) -> location;
      case PolicyLocation.Found.Nowhere(var path) ->
          throw new Refused("unable to read " + path + ": no such file or folder");
      case PolicyLocation.Found.NotGiven() ->
          throw new Refused("nothing is kept here, and there is no policy in this folder");
    };
  }
}
