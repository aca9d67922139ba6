package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.policy.PolicyLocation;
import vow.agent.report.Refused;
import vow.agent.report.Waking;
import vow.agent.state.AtomicFile;
import vow.agent.state.Journal;
import vow.agent.state.JournalTail;
import vow.agent.state.StateLock;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;

/**
 * What an agent has written down: its status, manifest and journal, read from files. Looking wakes
 * nobody.
 */
public final class Logbook {
  private final Places places;

  /** The record of the agent with these folders. */
  public Logbook(Places places) {
    this.places = places;
  }

  /** Whether an agent runs now. */
  public boolean isRunning() {
    return StateLock.holder(places.state()).isPresent();
  }

  /**
   * The object of {@code status --json}: the running agent's, else the last known one.
   *
   * @param all with the promises that are kept
   */
  public Map<String, @Nullable Object> status(boolean all) throws Refused {
    return Waking.current(written(all), System.currentTimeMillis());
  }

  private Map<String, @Nullable Object> written(boolean all) throws Refused {
    if (!isRunning()) {
      var shared =
          Files.isReadable(places.state())
              ? Optional.<Map<String, @Nullable Object>>empty()
              : published();
      if (shared.isPresent()) {
        return shared.get(); // of the group that may see no more
      }
      return Publisher.down(new Memory(places.state()), all);
    }
    var published = published();
    if (all && published.isPresent() && isAsleep(published.get())) {
      return asleep(published.get());
    }
    return (all ? new Remote(places).status() : published)
        .orElseGet(() -> Publisher.down(new Memory(places.state()), all));
  }

  private static boolean isAsleep(Map<String, @Nullable Object> status) {
    return status.get("agent") instanceof Map<?, ?> agent && "asleep".equals(agent.get("state"));
  }

  /** All promises of an agent that sleeps: what it wrote down before, so that it need not wake. */
  private Map<String, @Nullable Object> asleep(Map<String, @Nullable Object> published) {
    var status = new LinkedHashMap<String, @Nullable Object>(published);
    status.put("promises", Publisher.down(new Memory(places.state()), true).get("promises"));
    return status;
  }

  /** Where the policy is that is kept, or was last. */
  public Optional<String> policyPath() {
    return Optional.of(new Memory(places.state()).policyPath()).filter(path -> !path.isEmpty());
  }

  /** The policy that the agent of these folders keeps, else that of the usual place. */
  public static PolicyLocation location(Places places) throws Refused {
    var kept = new Memory(places.state()).policyPath();
    var given = kept.isEmpty() ? Optional.<Path>empty() : Optional.of(Path.of(kept));
    return switch (PolicyLocation.find(given, Path.of("").toAbsolutePath())) {
      case PolicyLocation.Found.At(var location) -> location;
      case PolicyLocation.Found.Nowhere(var path) ->
          throw new Refused("unable to read " + path + ": no such file or folder");
      case PolicyLocation.Found.NotGiven() ->
          throw new Refused("nothing is kept here, and there is no policy in this folder");
    };
  }

  /** The manifest in force, or the last one. */
  public Optional<Manifest> manifest() {
    return new Memory(places.state()).manifest().map(saved -> saved.manifest());
  }

  /** The identities of all promises, those whose values are not stored included. */
  public List<PromiseId> promises() {
    var ids = new ArrayList<PromiseId>();
    new Memory(places.state())
        .manifest()
        .ifPresent(saved -> {
          ids.addAll(saved.manifest().promises().keySet());
          ids.addAll(saved.withheld());
        });
    ids.sort(Comparator.naturalOrder());
    return ids;
  }

  /** Those that left the policy and have yet to be taken back. */
  public List<PromiseId> leaving() {
    return new LeavingFile(places.state()).read().stream().map(Promise::id).toList();
  }

  /**
   * The promise that somebody means by {@code kind[name]}, an absolute path, or a bare name.
   *
   * @return one, several candidates, or none
   */
  public List<PromiseId> meant(String text) {
    return Meant.by(text, promises(), this::manifest);
  }

  /** The journal's entries that are wanted, oldest first; lines that are no JSON are left out. */
  public List<Map<String, @Nullable Object>> journal(
      Predicate<Map<String, @Nullable Object>> wanted) throws Refused {
    var entries = new ArrayList<Map<String, @Nullable Object>>();
    try {
      Journal.read(
          places.state(), line -> Json.parseObject(line).filter(wanted).ifPresent(entries::add));
    } catch (IOException e) {
      throw new Refused("unable to read the journal: " + Refused.reason(e));
    }
    return entries;
  }

  /** The journal from its beginning, to be read on as it grows. */
  public JournalTail tail() {
    return new JournalTail(places.state());
  }

  private Optional<Map<String, @Nullable Object>> published() {
    return AtomicFile.read(places.runtime().resolve("status.json")).flatMap(Json::parseObject);
  }
}
