package vow.language.policy;

import java.util.List;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * What policies may ask of the machine, {@code node.*}: the catalogue, and the values. Looked up
 * while a policy is compiled, on the same thread; a value is asked for only when it is used.
 */
public interface Facts {
  /** No facts at all: every one is an error. */
  Facts NONE =
      new Facts() {
        @Override
        public Entry find(List<String> path) {
          return new Missing(List.of());
        }

        @Override
        public Value value(String name) {
          throw new IllegalArgumentException("no such fact: " + name);
        }
      };

  /** What the catalogue has at a path. */
  sealed interface Entry {}

  /**
   * One fact, which changes as a whole.
   *
   * @param name its stable name, such as {@code os.family}: what {@link Compiled#facts} lists
   */
  record Fact(String name, Type type) implements Entry {}

  /** A group of facts, all of which are known by name: {@code node.os}. */
  record Group(List<String> members) implements Entry {}

  /** A group with a fact for any key: {@code node.sysctl["vm.swappiness"]}. */
  record Keyed() implements Entry {}

  /** There is nothing. The candidates are what is beside it. */
  record Missing(List<String> candidates) implements Entry {}

  /**
   * What is at this path below {@code node}; an empty path is {@code node} itself, a group.
   *
   * @param path names and keys in order
   */
  Entry find(List<String> path);

  /** The present value of a fact; null where the machine has none. */
  Value value(String name);
}
