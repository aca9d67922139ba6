package vow.agent.fact;

import java.util.Map;
import java.util.TreeMap;
import vow.language.value.Value;
import vow.linux.MountTable;

/** What is mounted where. */
final class Mounts {
  private Mounts() {}

  static Value read(Sources sources) {
    var mounts = new TreeMap<String, Value>();
    try (var table = new MountTable()) {
      for (var mount : table.read()) {
        mounts.put(
            mount.point(),
            Value.object(
                Map.of(
                    "source", Value.text(mount.source()),
                    "type", Value.text(mount.type()),
                    "options", Value.text(mount.options()))));
      }
    }
    return Value.map(Catalogue.MOUNT, mounts);
  }
}
