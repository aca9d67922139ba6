package vow.agent.loop;

import java.util.HashMap;
import java.util.Map;
import vow.agent.tree.Tree;
import vow.model.Promise;
import vow.model.Stamp;
import vow.model.Watch;

/** The stamps of what a promise watches. */
public final class Stamps {
  private Stamps() {}

  /** As they are now, by path. */
  public static Map<String, Stamp> of(Promise promise, Tree tree) {
    var stamps = new HashMap<String, Stamp>();
    for (var watch : promise.kind().watches()) {
      stamps.put(watch.path(), tree.stamp(watch.path()));
    }
    return stamps;
  }

  /**
   * Whether nothing can have happened while they stay the same: not when a command has a say, when
   * more is watched than has a stamp, or where the kernel makes the content up.
   */
  public static boolean tellAll(Promise promise) {
    var watches = promise.kind().watches();
    return promise.meta().onlyIf().isEmpty()
        && promise.meta().notIf().isEmpty()
        && !watches.isEmpty()
        && watches.stream().allMatch(Stamps::tells);
  }

  private static boolean tells(Watch watch) {
    return switch (watch.scope()) {
      case SELF, ENTRIES -> !watch.path().startsWith("/proc/") && !watch.path().startsWith("/sys/");
      case TREE -> false;
    };
  }
}
