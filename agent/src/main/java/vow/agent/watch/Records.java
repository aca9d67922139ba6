package vow.agent.watch;

import java.util.function.Consumer;
import vow.agent.bell.Bells;

/** Where the kernel's events come from: the kernel itself, or a process that read them for us. */
public interface Records {
  /** Has these rung when there is something to {@link #drain}. */
  default void register(Bells bells) {}

  /** Hands over what there is, in order, and returns how much. Never waits. */
  int drain(Consumer<RawRecord> each);

  /** All that was handed over has been dealt with: nobody needs to be told of it again. */
  default void settled() {}
}
