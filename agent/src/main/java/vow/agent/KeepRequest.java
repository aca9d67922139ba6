package vow.agent;

import java.util.List;
import java.util.Optional;
import vow.agent.policy.PolicyLocation;
import vow.language.policy.Given;

/**
 * What {@code vow keep} and {@code vow plan} are asked to do.
 *
 * @param given values for the policy's variables
 * @param places the kept tree and the agent's folders
 * @param options what another command needs on its line to find this agent, such as {@code --root
 *     /tmp/first}; empty for the system's own
 */
public record KeepRequest(
    PolicyLocation location, List<Given> given, Places places, String options) {
  public KeepRequest {
    given = List.copyOf(given);
  }

  /** The text of the options, when there are any. */
  Optional<String> optionsText() {
    return options.isEmpty() ? Optional.empty() : Optional.of(options);
  }
}
