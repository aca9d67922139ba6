package vow.model.kind;

import java.util.Set;
import vow.model.Thing;
import vow.model.Watch;

/**
 * What a promise is about: one record a kind, checked and immutable. A new kind is its record here,
 * its line in {@link Kinds}, its keeper in the agent, and their tests.
 */
public sealed interface Kind
    permits File,
        Directory,
        Link,
        Line,
        Block,
        Exec,
        Sysctl,
        Sysfs,
        Group,
        User,
        Shadow,
        OsPackage,
        Probe,
        Fetch,
        Archive,
        Service,
        Timer {
  /** What only this promise may make; two owners are an error. */
  Set<Thing> owns();

  /** What it changes together with others, such as a line of a file; an owner is an error. */
  default Set<Thing> edits() {
    return Set.of();
  }

  /** What must be there first; a path stands for its nearest promised ancestor too. */
  Set<Thing> needs();

  /** Whether it says who owns the paths that it makes. */
  default boolean saysOwner() {
    return false;
  }

  /** Whether somebody who keeps breaking it is kept at bay; otherwise it has rules of its own. */
  default boolean contestable() {
    return true;
  }

  /** Where an outside change would show. */
  Set<Watch> watches();
}
