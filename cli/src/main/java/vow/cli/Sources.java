package vow.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import vow.agent.report.DiagnosticJson;
import vow.language.syntax.DiagnosticText;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Limits;
import vow.language.syntax.Source;

/** Reading what a person wrote, and telling what is wrong with it. */
final class Sources {
  /** What stands for the standard input. */
  static final String STDIN = "-";

  private Sources() {}

  /** A file by the name that was typed, or the standard input for a dash. */
  static Source read(String name) throws Failure {
    if (name.equals(STDIN)) {
      return read("<stdin>", System.in);
    }
    var path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new Failure("unable to read " + name + ": it is a folder");
    }
    try (var in = Files.newInputStream(path)) {
      return read(name, in);
    } catch (IOException e) {
      throw new Failure("unable to read " + name + ": " + Causes.of(e));
    }
  }

  /** One byte more than is allowed is read, so that the parser says what the limit is. */
  private static Source read(String name, InputStream in) throws Failure {
    try {
      return Source.of(name, in.readNBytes(Limits.MAX_SOURCE_BYTES + 1));
    } catch (IOException e) {
      throw new Failure("unable to read " + name + ": " + Causes.of(e));
    }
  }

  /** Errors are results for a program, but messages for a person. */
  static void tell(Diagnostics diagnostics, Invocation invocation) {
    if (invocation.json()) {
      invocation.terminal().out().println(DiagnosticJson.of(diagnostics));
    } else {
      invocation.terminal().flush();
      invocation.terminal().err().print(DiagnosticText.of(diagnostics));
    }
  }
}
