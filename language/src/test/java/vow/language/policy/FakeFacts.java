package vow.language.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/** A machine whose facts are set by a test. */
final class FakeFacts implements Facts {
  private final Map<String, Type> types = new TreeMap<>();
  private final Map<String, Value> values = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();

  /** A Debian machine called "web1". */
  static FakeFacts standard() {
    return new FakeFacts()
        .with("hostname", BasicType.STRING, Value.text("web1"))
        .with("os.family", BasicType.STRING, Value.text("debian"))
        .with("os.name", BasicType.STRING, Value.text("debian"))
        .with("cpu.count", BasicType.NUMBER, Value.number(4))
        .with(
            "tags",
            Type.list(BasicType.STRING),
            Value.list(BasicType.STRING, List.of(Value.text("web"))))
        .with("sysctl.vm.swappiness", BasicType.STRING, Value.text("60"));
  }

  FakeFacts with(String name, Type type, Value value) {
    types.put(name, type);
    values.put(name, value);
    return this;
  }

  /** The names of the facts whose values were asked for, in order. */
  List<String> asked() {
    return asked;
  }

  @Override
  public Entry find(List<String> path) {
    if (path.equals(List.of("sysctl"))) {
      return new Keyed();
    }
    var name = String.join(".", path);
    var type = types.get(name);
    if (type != null) {
      return new Fact(name, type);
    }
    if (path.size() == 2 && path.getFirst().equals("sysctl")) {
      return new Fact(name, BasicType.STRING);
    }
    var members = members(path.isEmpty() ? "" : name + ".");
    return members.isEmpty()
        ? new Missing(members(prefix(path.subList(0, path.size() - 1))))
        : new Group(members);
  }

  private static String prefix(List<String> path) {
    return path.isEmpty() ? "" : String.join(".", path) + ".";
  }

  private List<String> members(String prefix) {
    var members = new TreeSet<String>();
    for (var name : types.keySet()) {
      if (name.startsWith(prefix)) {
        var rest = name.substring(prefix.length());
        members.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
      }
    }
    return List.copyOf(members);
  }

  @Override
  public Value value(String name) {
    asked.add(name);
    return values.getOrDefault(name, Values.NULL);
  }
}
