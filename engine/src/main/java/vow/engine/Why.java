package vow.engine;

import java.util.List;
import java.util.Set;
import vow.model.Edge;
import vow.model.Promise;
import vow.model.PromiseId;

/**
 * Why a promise is as it is.
 *
 * @param needs what it comes after; under those that are not good, what they come after
 * @param dependents what comes after it: what its loss would touch
 * @param owed what it has yet to be refreshed for
 */
public record Why(
    Promise promise,
    Standing standing,
    List<Need> needs,
    List<PromiseId> dependents,
    Set<PromiseId> owed,
    Contest contest) {

  /**
   * Something that a promise comes after.
   *
   * @param reasons why the order is so
   * @param needs what that comes after, when it is not good itself
   */
  public record Need(Standing standing, Set<Edge.Reason> reasons, List<Need> needs) {}
}
