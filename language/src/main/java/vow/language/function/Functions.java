package vow.language.function;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.eval.Function;

/**
 * The functions of the language: those of Terraform that need neither clock nor randomness nor
 * environment. Each is made when it is first asked for. Owned by one thread.
 */
public final class Functions {
  /** Terraform's namespace for the functions that are built in. */
  private static final String NAMESPACE = "core::";

  private static final Map<String, Family> FAMILIES = families();

  private final FunctionFiles files;
  private final FunctionSecrets secrets;
  private final Map<String, Function> made = new HashMap<>();

  /** Functions that read files read these; there are no secrets. */
  public Functions(FunctionFiles files) {
    this(files, FunctionSecrets.NONE);
  }

  /** Functions that read files or secrets read these. */
  public Functions(FunctionFiles files, FunctionSecrets secrets) {
    this.files = files;
    this.secrets = secrets;
  }

  private static Map<String, Family> families() {
    var families = new TreeMap<String, Family>();
    for (var family : Family.values()) {
      family.names().forEach(name -> families.put(name, family));
    }
    return families;
  }

  /** The function of that name, also with {@code core::} before it. */
  public Optional<Function> find(String name) {
    var plain = name.startsWith(NAMESPACE) ? name.substring(NAMESPACE.length()) : name;
    var family = FAMILIES.get(plain);
    return family == null
        ? Optional.empty()
        : Optional.of(made.computeIfAbsent(plain, it -> family.make(it, files, secrets)));
  }

  /** All names, in alphabetical order. */
  public static Collection<String> names() {
    return FAMILIES.keySet();
  }

  /** A view of all of them by name; looking one up makes no other. */
  public Map<String, Function> asMap() {
    return new FunctionMap(this);
  }
}
