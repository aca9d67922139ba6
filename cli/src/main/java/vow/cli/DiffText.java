package vow.cli;

/** Diffs as a person sees them. What is kept may be anything, also commands for a terminal. */
final class DiffText {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";
  private static final String RESET = "\u001b[0m";

  private DiffText() {}

  /** The same diff elsewhere; on a terminal coloured, and without control characters. */
  static String of(String diff, Terminal terminal) {
    if (!terminal.outTerminal()) {
      return diff;
    }
    var shown = new StringBuilder();
    for (var line : diff.split("(?<=\n)", 0)) {
      var text = printable(line.stripTrailing());
      var colour = terminal.colours() ? colour(line) : "";
      shown.append(colour).append(text).append(colour.isEmpty() ? "" : RESET).append('\n');
    }
    return shown.toString();
  }

  private static String colour(String line) {
    if (line.startsWith("@@")) {
      return CYAN;
    }
    return line.startsWith("+") ? GREEN : line.startsWith("-") ? RED : "";
  }

  private static String printable(String line) {
    var shown = new StringBuilder(line);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c != '\t' && Character.isISOControl(c)) {
        shown.setCharAt(i, '\uFFFD');
      }
    }
    return shown.toString();
  }
}
