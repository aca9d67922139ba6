package vow.language.policy;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vow.language.eval.Budget;
import vow.language.eval.Function;

/**
 * What one run of the compiler shares: where errors go, what the machine and the folder say, and
 * the functions. Owned by one thread.
 */
final class World {
  private final Reports reports;
  private final UsedFacts facts;
  private final ReadFiles files;
  private final boolean real;
  private final Map<String, Function> functions;
  private final Cells cells;
  private @Nullable DataCell data;
  private @Nullable PolicySecrets secrets;
  private Budget budget = new Budget();

  World(
      Reports reports,
      UsedFacts facts,
      ReadFiles files,
      boolean real,
      Map<String, Function> functions) {
    this.reports = reports;
    this.facts = facts;
    this.files = files;
    this.real = real;
    this.functions = functions;
    this.cells = new Cells(reports);
  }

  Reports reports() {
    return reports;
  }

  UsedFacts facts() {
    return facts;
  }

  ReadFiles files() {
    return files;
  }

  /** Whether facts have values. */
  boolean real() {
    return real;
  }

  Map<String, Function> functions() {
    return functions;
  }

  /** The data of the policy; nothing is read before somebody asks for its cell. */
  DataCell data() {
    return Objects.requireNonNull(data);
  }

  void data(DataCell of) {
    data = of;
  }

  /** The secrets of the policy; none is opened before somebody asks for it. */
  PolicySecrets secrets() {
    return Objects.requireNonNull(secrets);
  }

  void secrets(PolicySecrets of) {
    secrets = of;
  }

  Cells cells() {
    return cells;
  }

  Budget budget() {
    return budget;
  }

  /** Everything may be spent once more: facts have changed. */
  void renewBudget() {
    budget = new Budget();
  }
}
