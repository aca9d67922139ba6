package vow.language.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that one policy folder declares, for one use of it: the policy itself, or an instance
 * of a module. Filled by {@link Declaring}, then only read.
 *
 * @param address how it is reached, {@code module.web}; empty for the policy itself
 * @param folder relative to the policy's folder; empty for that
 * @param outer the folders of the modules that it is in, outwards
 * @param condition of the module's instance: whether its promises are made
 */
record Unit(
    String address,
    String folder,
    List<String> outer,
    Optional<Cell> condition,
    Map<String, Variable> variables,
    Map<String, Cell> locals,
    Map<String, ModuleCall> modules,
    Map<String, Output> outputs,
    Map<String, Map<String, Declared>> promises,
    List<Declared> all,
    List<Check> checks) {

  Unit(String address, String folder, List<String> outer, Optional<Cell> condition) {
    this(
        address,
        folder,
        outer,
        condition,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** The promise of that kind and label. */
  Optional<Declared> promise(String kind, String label) {
    return Optional.ofNullable(promises.getOrDefault(kind, Map.of()).get(label));
  }
}
