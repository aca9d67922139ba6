package vow.agent.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.holder.ServiceDesk;
import vow.engine.service.SavedUnit;
import vow.engine.service.ServiceEffect;

/** Services by the numbers that the holder knows them by. */
final class Roll {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();

  /** What the holder listens to in the name of each: {@link Sockets#text}. */
  private final Map<String, String> sockets = new HashMap<>();

  /** Those of which this brain has started a process, or is about to. */
  private final Set<String> launched = new HashSet<>();

  /** When the process of each was started, as the kernel tells. */
  private final Map<String, Long> started = new HashMap<>();

  void enter(String name, int number) {
    if (number >= 0) {
      numbers.put(name, number);
      names.put(number, name);
    }
  }

  void started(String name, long ticks) {
    started.put(name, ticks);
  }

  String sockets(String name) {
    return sockets.getOrDefault(name, "");
  }

  void sockets(String name, String text) {
    sockets.put(name, text);
  }

  Optional<String> name(int number) {
    return Optional.ofNullable(names.get(number));
  }

  Optional<Integer> number(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  void remove(String name) {
    @Nullable Integer number = numbers.remove(name);
    if (number != null) {
      names.remove(number);
    }
    started.remove(name);
    sockets.remove(name);
    launched.remove(name);
  }

  /** Whether this brain has started a process of it, or is about to. */
  boolean isLaunched(String name) {
    return launched.contains(name);
  }

  /** Gives numbers to those that are to be started. */
  void forThose(List<ServiceEffect> effects) {
    for (var effect : effects) {
      if (effect instanceof ServiceEffect.Launch launch) {
        free(launch.service().name());
        launched.add(launch.service().name());
      }
    }
  }

  private void free(String name) {
    if (numbers.containsKey(name)) {
      return;
    }
    for (int number = 0; number < ServiceDesk.SERVICES_MAX; number++) {
      if (!names.containsKey(number)) {
        enter(name, number);
        return;
      }
    }
  }

  List<ServicesFile.Entry> entries(List<SavedUnit> units) {
    var entries = new ArrayList<ServicesFile.Entry>();
    for (var unit : units) {
      entries.add(
          new ServicesFile.Entry(
              numbers.getOrDefault(unit.name(), -1),
              started.getOrDefault(unit.name(), -1L),
              sockets(unit.name()),
              unit));
    }
    return entries;
  }
}
