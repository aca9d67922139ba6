package vow.agent;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import vow.agent.policy.PolicyLocation;
import vow.agent.report.Refused;
import vow.engine.Breaker;
import vow.engine.Rules;
import vow.engine.Scope;
import vow.language.policy.AgentSettings;
import vow.language.policy.Given;
import vow.model.Manifest;

/**
 * What {@code vow keep} and {@code vow plan} are asked to do.
 *
 * @param given values for the policy's variables
 * @param places the kept tree and the agent's folders
 * @param options what another command needs on its line to find this agent, such as {@code --root
 *     /tmp/first}; empty for the system's own
 * @param only how much of it is to be done
 */
public record KeepRequest(
    PolicyLocation location, List<Given> given, Places places, String options, Only only) {
  public KeepRequest {
    given = List.copyOf(given);
  }

  /**
   * How much is to be done.
   *
   * @param observe everything is assessed and nothing touched
   * @param limit words for the promises that take part; all when there are none
   * @param skip words for those that do not
   */
  public record Only(boolean observe, List<String> limit, List<String> skip) {
    /** All of it. */
    public static final Only ALL = new Only(false, List.of(), List.of());

    public Only {
      limit = List.copyOf(limit);
      skip = List.copyOf(skip);
    }

    /** Which promises take part. */
    Scope scope(Manifest manifest) throws Refused {
      return new Scope(
          Meant.each("--limit", limit, manifest), Meant.each("--skip", skip, manifest));
    }

    /** How repairs are braked by a policy and this. */
    Rules rules(AgentSettings agent, Scope scope) {
      var breaker =
          agent
              .breaker()
              .map(b -> new Breaker(b.repairs(), b.within().toMillis(), b.sharePercent()));
      return new Rules(observe || agent.observe(), breaker, scope, ZoneId.systemDefault().getId());
    }
  }

  /** The text of the options, when there are any. */
  Optional<String> optionsText() {
    return options.isEmpty() ? Optional.empty() : Optional.of(options);
  }
}
