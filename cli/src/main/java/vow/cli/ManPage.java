package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Manual pages in man(7) markup, made from the table of verbs. */
final class ManPage {
  private ManPage() {}

  /** Every page by its file name. */
  static Map<String, String> all() {
    var pages = new LinkedHashMap<String, String>();
    pages.put("vow.1", overview());
    for (var verb : Verbs.all()) {
      pages.put("vow-" + verb.spec().name() + ".1", of(verb.spec()));
    }
    return pages;
  }

  private static String overview() {
    var page = head("VOW", "vow", "keep a machine as described");
    page.append(".B vow\n.I VERB\n[OPTIONS] [ARGUMENTS]\n");
    for (var group : Group.values()) {
      var verbs = Verbs.all().stream().map(Verb::spec).filter(v -> v.group() == group).toList();
      if (!verbs.isEmpty()) {
        page.append(".SH ").append(text(group.title().toUpperCase(Locale.ROOT)));
        page.append('\n');
        verbs.forEach(v -> entry(page, ".BR vow-" + text(v.name()) + " (1)", v.summary()));
      }
    }
    page.append(".SH OPTIONS\n");
    var options = new ArrayList<>(CommandLine.GLOBAL);
    options.add(CommandLine.VERSION);
    options(page, options);
    exitStatus(page);
    return page.toString();
  }

  private static String of(VerbSpec verb) {
    var name = "vow-" + verb.name();
    var page = head(name.toUpperCase(Locale.ROOT), name, verb.summary());
    page.append(".B ").append(text(verb.usage())).append('\n');
    if (!verb.description().isEmpty()) {
      page.append(".SH DESCRIPTION\n");
      verb.description().forEach(p -> page.append(text(p)).append("\n.PP\n"));
    }
    if (!verb.arguments().isEmpty()) {
      page.append(".SH ARGUMENTS\n");
      verb.arguments().forEach(a -> entry(page, ".I " + text(a.name()), a.help()));
    }
    page.append(".SH OPTIONS\n");
    options(page, verb.options());
    options(page, CommandLine.GLOBAL);
    if (!verb.examples().isEmpty()) {
      page.append(".SH EXAMPLES\n");
      verb.examples().forEach(e -> entry(page, ".B " + text(e.command()), e.purpose()));
    }
    exitStatus(page);
    page.append(".SH SEE ALSO\n.BR vow (1)\n");
    return page.toString();
  }

  private static StringBuilder head(String title, String name, String summary) {
    return new StringBuilder(".\\\" Made from the table of verbs by: vow man\n")
        .append(".TH ")
        .append(text(title))
        .append(" 1 \"\" vow \"User Commands\"\n.SH NAME\n")
        .append(text(name))
        .append(" \\- ")
        .append(text(summary))
        .append("\n.SH SYNOPSIS\n");
  }

  private static void options(StringBuilder page, List<Option> options) {
    options.forEach(option -> entry(page, ".B " + text(option.usage()), option.help()));
  }

  private static void entry(StringBuilder page, String left, String right) {
    page.append(".TP\n").append(left).append('\n').append(text(right)).append('\n');
  }

  private static void exitStatus(StringBuilder page) {
    page.append(".SH EXIT STATUS\n");
    entry(page, ".B 0", "every promise is kept, repaired or noop");
    entry(page, ".B 1", "an invalid policy, any other outcome, or a missing path");
    entry(page, ".B 2", "vow plan or vow fmt --check would change something");
    entry(page, ".B 64", "the command line cannot be parsed");
  }

  /** Dashes that can be copied, no backslash by accident, no request at the start of a line. */
  private static String text(String plain) {
    var escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
