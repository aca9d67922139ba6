package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.ServiceTable;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.language.syntax.Spelling;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * {@code vow status NAME}: one service, what it needs, its promise if something is to be said of
 * that, and its last lines. Read from files; wakes nobody.
 */
final class OneService {
  private static final int LINES = 10;

  private final String name;
  private final Invocation invocation;
  private final List<ServiceTable.Row> table;
  private final Manifest manifest;
  private final List<?> promises;

  private OneService(String name, Logbook logbook, Invocation invocation) throws Refused {
    this.name = name;
    this.invocation = invocation;
    table = ServiceTable.read(invocation.places());
    manifest = logbook.manifest().orElse(Manifest.EMPTY);
    promises = logbook.status(false).get("promises") instanceof List<?> some ? some : List.of();
  }

  /** Shows it; the exit code says whether it is as it should be. */
  static int show(String name, Logbook logbook, Invocation invocation) throws Refused, Failure {
    var one = new OneService(name, logbook, invocation);
    var row = one.row();
    if (invocation.json()) {
      invocation.terminal().out().println(Json.write(one.json(row)));
    } else {
      one.print();
    }
    boolean good = ServiceText.isGood(row.json()) && one.promise().isEmpty();
    return good ? ExitCode.KEPT : ExitCode.FAILED;
  }

  private ServiceTable.Row row() throws Failure {
    var known = table.stream().filter(it -> it.name().equals(name)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    var id = new PromiseId(ServiceNames.KIND, name);
    if (manifest.promise(id).isPresent()) {
      return ServiceTable.Row.never(name);
    }
    var names = new TreeSet<String>();
    table.forEach(it -> names.add(it.name()));
    manifest.promises().keySet().stream()
        .filter(it -> it.kind().equals(ServiceNames.KIND))
        .forEach(it -> names.add(it.name()));
    throw new Failure(
        "there is no "
            + id
            + Spelling.nearest(name, List.copyOf(names))
                .map(it -> ", did you mean " + it + "?")
                .orElse(""));
  }

  /** How its promise stands, when that is not simply kept. */
  private Optional<Map<?, ?>> promise() {
    return promises.stream()
        .<Map<?, ?>>mapMulti((each, out) -> {
          if (each instanceof Map<?, ?> map && ServiceNames.id(name).equals(map.get("id"))) {
            out.accept(map);
          }
        })
        .findFirst();
  }

  private Map<String, @Nullable Object> json(ServiceTable.Row row) {
    var object = new LinkedHashMap<String, @Nullable Object>(row.json());
    object.put("needs", ServiceTree.needs(name, manifest));
    object.put("promise", promise().orElse(null));
    return object;
  }

  private void print() throws Failure {
    var out = invocation.terminal().out();
    ServiceTree.lines(name, table, manifest).forEach(out::println);
    promise().ifPresent(it -> out.println(Status.line(it)));
    if (!Files.isDirectory(invocation.places().logs().resolve(name))) {
      return;
    }
    var last = new LogLines.Wanted(Optional.empty(), _ -> true, Optional.of(LINES));
    try (var lines = new LogLines(List.of(name), last, invocation)) {
      lines.print();
    } catch (IOException e) {
      throw new Failure("unable to read its log: " + Causes.of(e));
    }
  }
}
