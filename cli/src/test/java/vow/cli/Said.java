package vow.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one command line says, run in this process, with state and runtime in one folder. */
record Said(int exit, String out, String err) {
  static Said by(Path folder, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state", folder.toString(), "--runtime", folder.toString()));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            false);
    int exit = Main.run(all, Map.of("SUDO_USER", "anna"), terminal);
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
