package vow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vow.agent.report.BrakeText;

/** A report as one page: no script, nothing that is loaded, everything from elsewhere escaped. */
final class ReportPage {
  /** So many promises are listed; a page that nobody can scroll helps nobody. */
  private static final int ROWS_MAX = 2_000;

  private static final int DRIFTED_MAX = 100;
  private static final List<String> NUMBERS = List.of("times", "changes");
  private static final List<String> OUTCOMES =
      List.of("kept", "repaired", "failed", "denied", "timeout", "skipped", "suspended", "noop");

  private final ReportData data;
  private final Html html = new Html();

  private ReportPage(ReportData data) {
    this.data = data;
  }

  static String of(ReportData data) {
    return new ReportPage(data).page();
  }

  private String page() {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\"");
    html.raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    html.element("title", "", "vow report of " + data.host() + ", " + data.time())
        .raw("\n<style>\n")
        .raw(style());
    html.raw("</style>\n</head>\n<body>\n<main>\n");
    head();
    tiles();
    section("What is not as promised", "open", this::notKept);
    section("What happened", "open", () -> new ReportTimeline(data, html).draw());
    section("What drifted", "open", this::drifted);
    section("Who did it", "open", this::writers);
    section("How promises hang together", "open", () -> new ReportGraph(data, html).draw());
    section("The last events", "open", this::events);
    section("All promises", "", this::promises);
    html.raw("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private static String style() {
    try (var css = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("unable to read a part of vow itself", e);
    }
  }

  private void head() {
    var agent = data.part("agent");
    var policy = data.part("policy");
    html.raw("<header>\n<h1>vow report of ").text(data.host()).raw("</h1>\n<p>");
    time(data.since()).raw(" to ");
    time(data.time()).raw(" &middot; agent ").text(agent.get("state"));
    html.raw(" &middot; policy ").element("code", "", ReportText.or(policy.get("path"), "none"));
    html.raw("</p>\n");
    if (agent.get("brake") instanceof Map<?, ?> brake) {
      html.element("p", "brake", BrakeText.of(brake)).raw("\n");
    }
    html.raw("</header>\n");
  }

  private Html time(@Nullable Object time) {
    var text = ReportText.or(time, "");
    html.raw("<time").attribute("datetime", text).raw(">");
    boolean usual = text.length() == 24 && text.charAt(10) == 'T';
    html.text(usual ? text.substring(0, 10) + " " + text.substring(11, 19) : text);
    return html.raw("</time>");
  }

  /** How many promises stand how. */
  private void tiles() {
    var summary = data.part("summary");
    html.raw("<ul class=\"tiles\">\n");
    for (var outcome : OUTCOMES) {
      var count = ReportText.or(summary.get(outcome), "0");
      boolean always = List.of("kept", "repaired", "failed").contains(outcome);
      if (always || !count.equals("0")) {
        html.open("li", count.equals("0") ? "none" : outcome);
        html.element("b", "", count).text(" " + outcome).raw("</li>\n");
      }
    }
    html.raw("</ul>\n");
  }

  private void section(String title, String open, Runnable content) {
    html.raw("<details").raw(open.isEmpty() ? ">" : " open>");
    html.raw("\n<summary><h2>").text(title).raw("</h2></summary>\n");
    content.run();
    html.raw("</details>\n");
  }

  private void nothing(String text) {
    html.element("p", "nothing", text).raw("\n");
  }

  private void table(String... heads) {
    html.raw("<div class=\"wide\"><table>\n<tr>");
    for (var head : heads) {
      html.element("th", NUMBERS.contains(head) ? "number" : "", head);
    }
    html.raw("</tr>\n");
  }

  private void endTable() {
    html.raw("</table></div>\n");
  }

  private void more(int all, int shown, String what) {
    if (all > shown) {
      nothing("and " + (all - shown) + " more " + what);
    }
  }

  private void notKept() {
    var notable = data.notable();
    if (notable.isEmpty()) {
      nothing("Nothing: every promise is kept.");
      return;
    }
    rows(notable);
  }

  private void promises() {
    var promises = data.promises();
    if (promises.isEmpty()) {
      nothing("There are none.");
      return;
    }
    rows(promises);
  }

  private void rows(List<Map<?, ?>> promises) {
    table("promise", "stands", "since", "why");
    for (var promise : promises.subList(0, Math.min(ROWS_MAX, promises.size()))) {
      html.raw("<tr><td>").element("code", "", promise.get("id")).raw("</td><td>");
      outcome(promise.get("outcome"));
      if (Boolean.TRUE.equals(promise.get("contested"))) {
        html.raw(" ").element("span", "tag failed", "contested");
      }
      if (promise.get("override") instanceof Map<?, ?> override) {
        html.raw(" ").element("span", "tag noop", "held by " + override.get("who"));
      }
      html.raw("</td><td>");
      time(promise.get("since")).raw("</td><td>");
      html.text(ReportText.or(promise.get("message"), "")).raw("</td></tr>\n");
    }
    endTable();
    more(promises.size(), ROWS_MAX, "promises; vow status --all lists them");
  }

  private void outcome(@Nullable Object outcome) {
    var word = ReportText.or(outcome, "pending");
    html.element("span", "tag " + sort(word), word);
  }

  /** The class of an outcome; what is none is drawn like what nothing was done about. */
  static String sort(String outcome) {
    return OUTCOMES.contains(outcome) ? outcome : "noop";
  }

  private void drifted() {
    var drifted = data.drifted();
    if (drifted.isEmpty()) {
      nothing("Nothing was changed from outside.");
      return;
    }
    table("promise", "times", "last", "by");
    for (var each : drifted.subList(0, Math.min(DRIFTED_MAX, drifted.size()))) {
      html.raw("<tr><td>").element("code", "", each.id()).raw("</td>");
      html.element("td", "number", each.count()).raw("<td>");
      time(each.last()).raw("</td><td>");
      var before = "";
      for (var who : each.by().subList(0, Math.min(3, each.by().size()))) {
        html.text(before + who.getKey() + " (" + who.getValue() + ")");
        before = ", ";
      }
      html.raw("</td></tr>\n");
    }
    endTable();
    more(drifted.size(), DRIFTED_MAX, "promises that drifted");
  }

  private void writers() {
    var writers = data.writers();
    if (writers.isEmpty()) {
      nothing("Nobody.");
      return;
    }
    table("program and user", "changes");
    for (var who : writers.subList(0, Math.min(DRIFTED_MAX, writers.size()))) {
      html.raw("<tr>").element("td", "", who.getKey());
      html.element("td", "number", who.getValue()).raw("</tr>\n");
    }
    endTable();
    more(writers.size(), DRIFTED_MAX, "writers");
  }

  private void events() {
    var events = data.events();
    if (events.isEmpty()) {
      nothing("There were none.");
      return;
    }
    table("when", "promise", "came to", "because of", "what");
    for (var entry : events) {
      html.raw("<tr><td>");
      time(entry.get("time")).raw("</td>");
      if (entry.get("id") == null) {
        html.raw("<td colspan=\"4\">").text(EntryText.words(entry)).raw("</td></tr>\n");
        continue;
      }
      html.raw("<td>").element("code", "", entry.get("id")).raw("</td><td>");
      outcome(entry.get("outcome"));
      html.raw("</td><td>").text(entry.get("cause"));
      if (entry.get("by") instanceof Map<?, ?>) {
        html.text(" by " + ReportData.who(entry));
      }
      html.raw("</td>").element("td", "", ReportText.or(entry.get("message"), "")).raw("</tr>\n");
    }
    endTable();
    more(data.allEvents(), events.size(), "before these");
  }
}
