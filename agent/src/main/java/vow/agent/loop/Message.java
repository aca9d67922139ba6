package vow.agent.loop;

import java.util.Set;
import vow.engine.Event;
import vow.model.Watch;

/** What is sent to an {@link EventLoop}, to be dealt with on its thread. */
sealed interface Message {
  /** Something for the engine. */
  record Happening(Event event) implements Message {}

  /** Something to do. */
  record Question(Runnable ask) implements Message {}

  /** Another manifest, what is to be watched for it and what no longer. */
  record Swap(Event.Swapped event, Set<Watch> more, Set<Watch> less, Set<Watch> host)
      implements Message {}

  /** Other places of this machine to be told about. */
  record Arm(Set<Watch> host) implements Message {}
}
