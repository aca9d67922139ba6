package vow.agent.keeper;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vow.agent.tree.Tree;
import vow.linux.Statx;
import vow.model.Hash;

/** Where classes are, so that a test can start a process of its own with them. */
final class Classes {
  private Classes() {}

  /** The folders and archives of the model, the system calls, the keepers, and of a test class. */
  static List<Path> places(Class<?> test) {
    try {
      var places = new ArrayList<Path>();
      for (var type : List.of(Hash.class, Statx.class, Tree.class)) {
        var source = type.getProtectionDomain().getCodeSource();
        places.add(Path.of(source.getLocation().toURI()));
      }
      places.add(folder(test));
      return places.stream().distinct().toList();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Patched into a module, test classes are elsewhere than their module says. */
  private static Path folder(Class<?> test) throws URISyntaxException {
    var name = test.getName();
    var url = test.getResource(name.substring(name.lastIndexOf('.') + 1) + ".class");
    if (url == null) {
      throw new AssertionError("no class file of " + name);
    }
    var file = Path.of(url.toURI()).toString();
    return Path.of(file.substring(0, file.length() - name.length() - "/.class".length()));
  }
}
