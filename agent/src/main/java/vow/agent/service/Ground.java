package vow.agent.service;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import vow.agent.holder.ServiceDesk;
import vow.agent.keeper.Site;
import vow.model.kind.Service;

/**
 * What services are kept with.
 *
 * @param desk what the holder does
 * @param holder its process
 * @param runtime what need not survive a reboot
 * @param state what must: logs
 * @param site users, commands, probes
 * @param loop does something on the loop's thread, later
 * @param policy what a service is, by the policy in force
 * @param shares how large logs may become, by the policy in force
 * @param drifted hears of services that have ended by themselves
 * @param warn tells people
 */
public record Ground(
    ServiceDesk desk,
    long holder,
    Path runtime,
    Path state,
    Site site,
    Consumer<Runnable> loop,
    Function<String, Optional<Service>> policy,
    Supplier<LogShares> shares,
    Consumer<String> drifted,
    Consumer<String> warn) {
  /** Where all logs are. */
  Path logs() {
    return state.resolve("log");
  }

  /** Where the log of a service is. */
  Path log(String service) {
    return log(state, service);
  }

  /** The same for others. */
  public static Path log(Path state, String service) {
    return state.resolve("log").resolve(service);
  }
}
