package vow.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vow.model.PromiseId;

/** The service that a word of the command line means. */
final class ServiceNames {
  static final Argument NAME =
      Argument.one("NAME", Argument.Kind.WORD, "a service: web, or service[web]");

  static final String KIND = "service";

  private ServiceNames() {}

  /** The name alone. */
  static String one(Invocation invocation) throws UsageException {
    return of(invocation.argument(0).orElse(""));
  }

  /** The names of all words, each once. */
  static List<String> all(Invocation invocation) throws UsageException {
    var names = new ArrayList<String>();
    for (var word : invocation.arguments()) {
      var name = of(word);
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static String of(String word) throws UsageException {
    var id = PromiseId.parse(word);
    if (id.isPresent() && !id.get().kind().equals(KIND)) {
      throw new UsageException(word + " is no service: NAME is web, or service[web]");
    }
    var name = id.map(PromiseId::name).orElse(word);
    if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
      throw new UsageException("\"" + word + "\" is no name of a service, such as web");
    }
    return name;
  }

  /** As outcomes name it. */
  static String id(String name) {
    return new PromiseId(KIND, name).toString();
  }

  /** Those that have a folder there; what cannot be read has none. */
  static List<String> folders(Path logs) {
    var names = new ArrayList<String>();
    try (var all = Files.newDirectoryStream(logs, Files::isDirectory)) {
      all.forEach(folder -> names.add(folder.getFileName().toString()));
    } catch (java.io.IOException _) {
      return List.of();
    }
    names.sort(null);
    return names;
  }
}
