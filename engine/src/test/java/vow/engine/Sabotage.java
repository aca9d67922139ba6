package vow.engine;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vow.model.Edge;
import vow.model.Manifest;

/** Rules that can be broken, to show that the simulation notices. */
enum Sabotage {
  NONE,
  /** Touches during work are forgotten. */
  LOSES_TOUCHES,
  /** Nobody looks after touches that came during work. */
  DOES_NOT_LOOK,
  /** Stamps are taken after looking. */
  STAMPS_LATE,
  /** The order is not known. */
  FORGETS_NEEDS,
  /** Who listens is not known. */
  FORGETS_LISTENERS,
  /** No stamp is remembered. */
  REMEMBERS_NOTHING,
  /** Nobody hears that everything is to be left alone. */
  FORGETS_BRAKES,
  /** Deadlines are missed. */
  SLEEPS_ON;

  /** What the engine is told instead, if anything. */
  Optional<Event> twist(Event event, Rig rig) {
    return switch (event) {
      case Event.Swapped swapped ->
          Optional.of(new Event.Swapped(twist(swapped.manifest()), swapped.cause()));
      case Event.Touched touched when this == LOSES_TOUCHES && busy(touched.path(), rig) ->
          Optional.empty();
      case Event.Touched touched when this == DOES_NOT_LOOK && rig.looked.remove(touched.path()) ->
          Optional.empty();
      case Event.Assessed assessed when this == REMEMBERS_NOTHING ->
          Optional.of(new Event.Assessed(assessed.id(), assessed.assessment(), Map.of()));
      case Event.HeldAll _ when this == FORGETS_BRAKES -> Optional.empty();
      case Event.Ruled _ when this == FORGETS_BRAKES -> Optional.empty();
      case Event.Due _ when this == SLEEPS_ON -> Optional.empty();
      case Event.Left _,
          Event.Touched _,
          Event.Assessed _,
          Event.Repaired _,
          Event.Refreshed _,
          Event.Reversed _,
          Event.Overflowed _,
          Event.Due _,
          Event.Held _,
          Event.Released _,
          Event.Moved _,
          Event.Forgotten _,
          Event.HeldAll _,
          Event.ReleasedAll _,
          Event.Ruled _,
          Event.Asked _,
          Event.Stopping _ ->
          Optional.of(event);
    };
  }

  private static boolean busy(String path, Rig rig) {
    return rig.jobs.stream().anyMatch(job -> Machine.path(job.work.promise()).equals(path));
  }

  private Manifest twist(Manifest manifest) {
    return switch (this) {
      case FORGETS_NEEDS -> Manifest.of(manifest.promises().values(), java.util.Set.of());
      case FORGETS_LISTENERS ->
          Manifest.of(
              manifest.promises().values(),
              manifest.edges().stream()
                  .map(edge -> new Edge(edge.from(), edge.to(), Edge.Reason.AFTER))
                  .collect(Collectors.toSet()));
      case NONE,
          LOSES_TOUCHES,
          DOES_NOT_LOOK,
          STAMPS_LATE,
          REMEMBERS_NOTHING,
          FORGETS_BRAKES,
          SLEEPS_ON ->
          manifest;
    };
  }
}
