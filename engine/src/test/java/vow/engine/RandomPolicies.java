package vow.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.random.RandomGenerator;
import vow.model.Manifest;
import vow.model.Meta;

/** Policies as a seed chooses them. */
final class RandomPolicies {
  private static final int PROMISES_MAX = 12;

  private final RandomGenerator random;

  RandomPolicies(RandomGenerator random) {
    this.random = random;
  }

  /** Some of the same dozen promises each time, with an order that has no cycle. */
  Manifest next() {
    var policy = new Policy();
    var names = new ArrayList<String>();
    for (int i = 0; i < PROMISES_MAX; i++) {
      if (random.nextInt(5) > 0) {
        names.add(add(policy, i));
      }
    }
    if (names.isEmpty()) {
      names.add(add(policy, 1));
    }
    for (int i = 1; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        switch (random.nextInt(8)) {
          case 0 -> policy.after(names.get(i), names.get(j));
          case 1 -> policy.listens(names.get(i), names.get(j));
          case 2 -> policy.wants(names.get(i), names.get(j));
          default -> {}
        }
      }
    }
    return policy.manifest();
  }

  private String add(Policy policy, int i) {
    return switch (i) {
      case 0 -> {
        policy.purged("/purged");
        yield "/purged";
      }
      case 1 -> {
        policy.file("/purged/file");
        yield "/purged/file";
      }
      case 2, 3 -> {
        policy.part("/shared#" + i, "/shared", Meta.NONE);
        yield "/shared#" + i;
      }
      case 4 -> {
        policy.tree("/tree");
        yield "/tree";
      }
      case 5 -> {
        policy.file("/tree/file");
        yield "/tree/file";
      }
      default -> {
        policy.file("/f" + i, meta(random.nextInt(12)));
        yield "/f" + i;
      }
    };
  }

  private static Meta meta(int choice) {
    return switch (choice) {
      case 0 -> Policy.noop();
      case 1 -> Policy.retry(2);
      case 2, 3 -> Policy.semaphore("one");
      case 4 -> Policy.every(Duration.ofMinutes(2));
      case 5 -> Policy.reverse();
      case 6 -> Policy.window("00:00-05:00; 12:00-16:00; 20:00-23:30");
      default -> Meta.NONE;
    };
  }
}
