package vow.agent.keeper;

import java.time.Duration;
import java.util.Optional;
import vow.engine.service.Standing;
import vow.model.kind.Service;

/**
 * Who keeps services running, as their keeper sees it. The methods block until the agent's loop has
 * answered, and those with patience until the service stands as it is to, or the patience is over;
 * they are called from other threads than the loop's.
 */
public interface Services {
  /** Nobody does. */
  Services NOBODY =
      new Services() {
        @Override
        public boolean there() {
          return false;
        }

        @Override
        public Optional<Standing> standing(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<Standing> start(Service service, boolean reset, Duration patience) {
          throw new IllegalStateException("nobody keeps services");
        }

        @Override
        public Optional<Standing> stop(String name, Duration patience) {
          return Optional.empty();
        }

        @Override
        public Optional<Standing> restart(String name, Duration patience) {
          return Optional.empty();
        }

        @Override
        public Optional<Standing> reload(String name, Duration patience) {
          return Optional.empty();
        }
      };

  /** Whether there is somebody. */
  default boolean there() {
    return true;
  }

  /** Who keeps timers. */
  default Timers timers() {
    throw new IllegalStateException("nobody keeps timers");
  }

  /** How one stands; empty when it was never started. */
  Optional<Standing> standing(String name);

  /**
   * Starts one, or takes up a new description of it, and waits until it is ready or will not be;
   * empty when the policy has dropped it meanwhile.
   *
   * @param reset one that was given up or has ended is started as well
   */
  Optional<Standing> start(Service service, boolean reset, Duration patience);

  /** Stops one and waits until it has no process; empty when it was never started. */
  Optional<Standing> stop(String name, Duration patience);

  /** Stops and starts one; empty when it was never started. */
  Optional<Standing> restart(String name, Duration patience);

  /** Makes one read its configuration again; empty when it was never started. */
  Optional<Standing> reload(String name, Duration patience);
}
