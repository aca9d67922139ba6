package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code vow man FOLDER}. */
final class Man implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("man", Group.HELP, "write the manual pages into a folder")
        .taking(Argument.one("FOLDER", Argument.Kind.PATH, "made when it is not there"))
        .example("vow man docs/man", "one page a verb, and vow.1");
  }

  @Override
  public int run(Invocation invocation) throws Failure {
    var folder = Path.of(invocation.arguments().getFirst());
    try {
      Files.createDirectories(folder);
      for (var page : ManPage.all().entrySet()) {
        Files.writeString(folder.resolve(page.getKey()), page.getValue());
      }
    } catch (IOException e) {
      throw new Failure("unable to write manual pages to " + folder + ": " + Causes.of(e));
    }
    return ExitCode.KEPT;
  }
}
