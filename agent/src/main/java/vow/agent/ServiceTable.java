package vow.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.report.HappenedJson;
import vow.agent.service.ServicesFile;
import vow.engine.service.SavedUnit;
import vow.engine.service.Standing;
import vow.engine.service.State;

/**
 * How the services of a machine stand, as the agent has written it down: RUNTIME/services.json.
 * Looking wakes nobody.
 */
public final class ServiceTable {
  private ServiceTable() {}

  /**
   * One service.
   *
   * @param pid of its process; 0 when there is none
   * @param sinceMs when it came to stand so, since the epoch; 0 for never
   * @param restarts how often it was started again by itself since a person or a policy started it
   * @param note what it says of itself, or what it waits for; often empty
   * @param trouble how it ended by itself; often empty
   */
  public record Row(
      String name, State state, int pid, long sinceMs, int restarts, String note, String trouble) {

    /** One that was never started. */
    public static Row never(String name) {
      return new Row(name, State.DOWN, 0, 0, 0, "", "");
    }

    static Row of(Standing standing) {
      return new Row(
          standing.name(),
          standing.state(),
          standing.pid(),
          standing.sinceMs(),
          standing.restarts(),
          standing.note(),
          standing.trouble());
    }

    private static Row of(SavedUnit unit) {
      return new Row(
          unit.name(),
          unit.state(),
          unit.state().running() ? unit.pid() : 0,
          unit.sinceMs(),
          unit.restarts(),
          unit.note(),
          unit.trouble());
    }

    /** The object of JSON. */
    public Map<String, @Nullable Object> json() {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("name", name);
      object.put("state", state.name().toLowerCase(Locale.ROOT));
      object.put("pid", pid == 0 ? null : pid);
      object.put("since", sinceMs == 0 ? null : HappenedJson.time(sinceMs));
      object.put("restarts", restarts);
      object.put("note", note.isEmpty() ? null : note);
      object.put("trouble", trouble.isEmpty() ? null : trouble);
      return object;
    }
  }

  /** All that were ever started since the machine was, in the order in which they came. */
  public static List<Row> read(Places places) {
    return ServicesFile.read(places.runtime())
        .filter(ServicesFile::current)
        .map(file -> file.entries().stream().map(entry -> Row.of(entry.unit())).toList())
        .orElse(List.of());
  }
}
