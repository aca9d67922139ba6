package vow.agent.fact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vow.agent.report.Refused;
import vow.agent.state.AtomicFile;
import vow.language.eval.EvalJson;
import vow.language.eval.Function;
import vow.language.function.FunctionFiles;
import vow.language.function.Functions;
import vow.language.policy.Facts;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Value;
import vow.linux.ProcFile;

/**
 * Another machine's facts as they once were: one JSON object, a fact by its name, the settings of
 * the kernel under {@code sysctl}. Made by {@code vow facts --save}, so that a policy can be
 * compiled as that machine would see it.
 */
public final class SavedFacts implements Facts {
  /** How the name of such a file ends. */
  public static final String ENDING = ".json";

  private static final Path SYSCTLS = Path.of("/proc/sys");
  private static final int SYSCTL_CHARS_MAX = 4_096;

  private final MachineFacts catalogue;
  private final Map<String, Value> values;
  private final Map<String, Value> sysctls = new TreeMap<>();

  private SavedFacts(MachineFacts catalogue, Map<String, Value> values) {
    this.catalogue = catalogue;
    this.values = values;
    if (values.get(MachineFacts.SYSCTL) instanceof Value.ObjectValue(var settings)) {
      settings.forEach((key, value) -> sysctls.put(MachineFacts.sysctlPath(key), value));
    }
  }

  /**
   * Reads a file.
   *
   * @param catalogue which facts there are
   */
  public static SavedFacts read(Path file, MachineFacts catalogue) throws Refused {
    try {
      var decode = new Functions(FunctionFiles.NONE).asMap().get("jsondecode");
      var text = Value.text(Files.readString(file));
      return switch (java.util.Objects.requireNonNull(decode).call(List.of(text))) {
        case Function.Returned(Value.ObjectValue(var values)) -> new SavedFacts(catalogue, values);
        case Function.Returned _ -> throw new Refused(file + " has no facts: it is not an object");
        case Function.Failed(_, var why) -> throw new Refused(file + " has no facts: it " + why);
        case Function.Refused refused -> throw new Refused(file + ": " + refused.message());
      };
    } catch (IOException e) {
      throw new Refused("unable to read " + file + ": " + Refused.reason(e));
    }
  }

  /** Writes all facts of this machine into a folder, under its host name; answers the file. */
  public static Path save(MachineFacts machine, Path folder) throws Refused {
    var all = new LinkedHashMap<>(machine.all());
    all.put(MachineFacts.SYSCTL, Value.object(readSysctls()));
    var name = machine.value("hostname") instanceof Value.Text(var host) ? host : "node";
    var file = folder.resolve(name.replace('/', '_') + ENDING);
    try {
      Files.createDirectories(folder);
      AtomicFile.write(file, EvalJson.of(Value.object(all)) + "\n");
      return file;
    } catch (IOException e) {
      throw new Refused("unable to write " + file + ": " + Refused.reason(e));
    }
  }

  private static Map<String, Value> readSysctls() {
    var settings = new TreeMap<String, Value>();
    try (Stream<Path> all = Files.walk(SYSCTLS)) {
      for (var path : all.filter(Files::isRegularFile).filter(Files::isReadable).toList()) {
        var name = SYSCTLS.relativize(path).toString();
        var key = name.contains(".") ? name : name.replace('/', '.');
        ProcFile.read(path.toString())
            .filter(text -> text.length() <= SYSCTL_CHARS_MAX)
            .ifPresent(text -> settings.put(key, Value.text(text.strip())));
      }
    } catch (IOException | java.io.UncheckedIOException _) {
      return settings; // what could be read is better than nothing
    }
    return settings;
  }

  @Override
  public Entry find(List<String> path) {
    return catalogue.find(path);
  }

  @Override
  public Value value(String name) {
    var sysctl = MachineFacts.SYSCTL + ".";
    if (name.startsWith(sysctl)) {
      var path = MachineFacts.sysctlPath(name.substring(sysctl.length()));
      return sysctls.getOrDefault(path, new Value.Null(BasicType.STRING));
    }
    var type =
        catalogue.find(List.of(name.split("\\.", name.startsWith("fact.") ? 2 : -1)))
                instanceof Fact(_, var known)
            ? known
            : BasicType.DYNAMIC;
    var value = values.get(name);
    if (value == null) {
      return new Value.Null(type);
    }
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(var converted) -> converted;
      case Conversion.Refused _ -> new Value.Null(type);
    };
  }
}
